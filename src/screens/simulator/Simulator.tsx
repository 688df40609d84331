import {Box} from 'ink';
import type {ReactNode} from 'react';
import {visibleText} from '../../domain/text.ts';
import {Row} from '../frame/Row.tsx';
import type {Size} from '../size.ts';
import {padTo, widthOf} from '../text/width.ts';
import {wrapText} from '../text/wrap.ts';
import {theme} from '../theme.ts';

export interface SimulatedCardView {
	readonly name: string;
	/** What is special about it, and its password: this is the demo. */
	readonly note: string;
	readonly isIn: boolean;
}

export interface SimulatorView {
	readonly title: string;
	/** The keys, in the language of the screen. */
	readonly hint: string;
	readonly cards: readonly SimulatedCardView[];
	/** The index of the card under the marker. */
	readonly selected: number;
}

/** The reader of the demo (F9): choose a card, put it in, pull it out; drawn over the right side of the screen. */
export function Simulator({
	title,
	hint,
	cards,
	selected,
	size,
}: SimulatorView & {readonly size: Size}): ReactNode {
	const columns = Math.min(56, size.columns - 4);
	const inner = columns - 4;
	const shown = Math.min(cards.length, size.rows - 10);
	const first = Math.min(Math.max(selected - Math.floor(shown / 2), 0), cards.length - shown);
	const left = size.columns - columns - 2;
	const top = Math.floor((size.rows - shown - 7) / 2);
	const note = cards[selected]?.note ?? '';
	return (
		<>
			<Box
				position="absolute"
				top={top}
				left={left}
				width={columns}
				height={shown + 7}
				borderStyle="double"
				borderColor={theme.trial.color}
				borderBackgroundColor={theme.trial.ground}
				backgroundColor={theme.trial.ground}
			/>
			<Row row={top + 1} column={left + 2} line={[{text: oneLine(title, inner), tone: 'trial'}]} />
			{cards.slice(first, first + shown).map((card, index) => (
				<Row
					key={card.name}
					row={top + 2 + index}
					column={left + 2}
					line={[
						{
							text: cardLine(card, first + index === selected, inner),
							tone: toneOf(first + index === selected),
						},
					]}
				/>
			))}
			{wrapText(visibleText(note), inner)
				.slice(0, 2)
				.map((line, index) => (
					<Row
						key={line}
						row={top + 3 + shown + index}
						column={left + 2}
						line={[{text: line, tone: 'trial'}]}
					/>
				))}
			<Row row={top + shown + 5} column={left + 2} line={[{text: oneLine(hint, inner), tone: 'trial'}]} />
		</>
	);
}

function toneOf(isSelected: boolean) {
	return isSelected ? 'key' : 'trial';
}

function cardLine({name, isIn}: SimulatedCardView, isSelected: boolean, width: number): string {
	const mark = isIn ? '[*]' : '[ ]';
	return padTo(oneLine(`${isSelected ? '>' : ' '} ${mark} ${visibleText(name)}`, width), width);
}

function oneLine(text: string, width: number): string {
	return widthOf(text) <= width ? text : (wrapText(text, width)[0] ?? '');
}

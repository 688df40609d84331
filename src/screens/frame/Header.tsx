import type {ReactNode} from 'react';
import {stepCount} from '../../machines/screen.ts';
import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Line} from '../block.ts';
import type {Size} from '../size.ts';
import {widthOf} from '../text/width.ts';
import {theme} from '../theme.ts';
import {hasSteps, headerHeight, isRoomy} from './headerHeight.ts';
import {Ground, Row} from './Row.tsx';

interface Props {
	readonly view: View;
	readonly size: Size;
	readonly trial: boolean;
	readonly frame: FrameWords;
}

const margin = 2;

/** The band 試験用, the service and the lock sign of its connection, the procedure and how far it has come. */
export function Header({view, size, trial, frame}: Props): ReactNode {
	const {columns} = size;
	const height = headerHeight(view, size, trial);
	const band = trial ? 1 : 0;
	const serviceRow = band + (isRoomy(size) ? 1 : 0);
	const steps = hasSteps(view);
	const stepsRow = height - 1;
	const lock = lockOf(view, frame);
	const at = view.step === undefined ? '' : frame.step(view.step, stepCount);
	return (
		<>
			<Ground row={band} column={0} columns={columns} rows={height - band} color={theme.header.ground} />
			{trial && (
				<>
					<Ground row={0} column={0} columns={columns} rows={1} color={theme.trial.ground} />
					<Row row={0} column={centre(frame.trial, columns)} line={[{text: frame.trial, tone: 'trial'}]} />
				</>
			)}
			<Row row={serviceRow} column={margin} line={[{text: frame.service, tone: 'headerStrong'}]} />
			{lock !== '' && (
				<Row
					row={serviceRow}
					column={columns - margin - widthOf(lock)}
					line={[{text: lock, tone: 'header'}]}
				/>
			)}
			{view.procedure !== undefined && (
				<>
					<Row
						row={serviceRow + 1}
						column={margin}
						line={[{text: frame.procedureName[view.procedure], tone: 'header'}]}
					/>
					<Row
						row={serviceRow + 1}
						column={columns - margin - widthOf(at)}
						line={[{text: at, tone: 'header'}]}
					/>
				</>
			)}
			{steps && (
				<>
					<Ground row={stepsRow} column={0} columns={columns} rows={1} color={theme.step.ground} />
					<Row row={stepsRow} column={margin - 1} line={stepsOf(view.step, frame, columns - margin)} />
				</>
			)}
		</>
	);
}

/** The words of the lock sign; nothing before the first look at the window. */
function lockOf({identity, unreachable}: View, frame: FrameWords): string {
	if (identity) return frame.secure;
	return unreachable === undefined ? '' : frame.notSecure;
}

/** The steps by name, or by number alone where the names do not fit; the present one stands out. */
function stepsOf(step: number | undefined, frame: FrameWords, width: number): Line {
	const named = frame.stepNames.map((name, index) => ` ${index + 1} ${name} `);
	const fits = named.reduce((sum, text) => sum + widthOf(text), 0) + named.length - 1 <= width;
	const shown = fits
		? named
		: frame.stepNames.map((name, index) =>
				index + 1 === step ? ` ${index + 1} ${name} ` : ` ${index + 1} `,
			);
	return shown.flatMap((text, index) => [
		...(index === 0 ? [] : [{text: '─', tone: 'step'} as const]),
		{text, tone: index + 1 === step ? 'stepNow' : 'step'} as const,
	]);
}

function centre(text: string, columns: number): number {
	return Math.floor((columns - widthOf(text)) / 2);
}

import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {View} from '../machines/view.ts';
import {Header} from './frame/Header.tsx';
import {KeyHints} from './frame/KeyHints.tsx';
import {Behind, Panel} from './frame/Panel.tsx';
import {TooSmall} from './frame/TooSmall.tsx';
import {behindOf, layoutOf} from './layout.ts';
import {Simulator, type SimulatorView} from './simulator/Simulator.tsx';
import {isTooSmall, type Size} from './size.ts';
import {textsOf} from './texts.ts';
import {theme} from './theme.ts';

interface Props {
	readonly view: View;
	readonly size: Size;
	/** The button under the marker; undefined in the password field. */
	readonly focus?: string | undefined;
	/** The first line of the body that is seen. */
	readonly scroll?: number;
	/** How many characters the password slot holds. */
	readonly typedCount?: number;
	/** While the slot's owner shows the password (F4) in the field, no marks are drawn. */
	readonly isRevealed?: boolean;
	/** Whether F4 is allowed here. */
	readonly canReveal?: boolean;
	/** Every screen carries the band 試験用 (T-14). */
	readonly trial?: boolean;
	/** The panel of the simulated reader, where it is open. */
	readonly simulator?: SimulatorView | undefined;
	/** F9 opens the simulator: the demo says so. */
	readonly hasSimulator?: boolean;
}

/** The whole terminal for one view: exactly as many cells as it has. Props in, cells out; it holds nothing. */
export function App({
	view,
	size,
	focus,
	scroll = 0,
	typedCount = 0,
	isRevealed = false,
	canReveal = true,
	trial = false,
	simulator,
	hasSimulator = false,
}: Props): ReactNode {
	const texts = textsOf(view);
	const {frame} = texts.words;
	if (isTooSmall(size)) return <TooSmall size={size} frame={frame} />;
	const layout = layoutOf(view, size, trial, texts);
	const behind = behindOf(view);
	return (
		<Box width={size.columns} height={size.rows} overflow="hidden" backgroundColor={theme.text.ground}>
			<Header view={view} size={size} trial={trial} frame={frame} hasSimulator={hasSimulator} />
			{behind && <Behind layout={layoutOf(behind, size, trial)} scroll={0} />}
			<Panel
				layout={layout}
				focus={view.cover === undefined ? focus : answerInFocus(view)}
				scroll={scroll}
				typedCount={typedCount}
				isRevealed={isRevealed}
				canReveal={canReveal}
				canVeil={view.application !== undefined && view.cover === undefined}
				frame={frame}
			/>
			<KeyHints view={view} layout={layout} size={size} frame={frame} />
			{simulator && <Simulator {...simulator} size={size} />}
		</Box>
	);
}

/** What Enter answers to a cover. */
function answerInFocus({cover}: View): string {
	return cover === 'language' ? 'confirm' : 'close';
}

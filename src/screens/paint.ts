import type {View} from '../machines/view.ts';
import type {FrameWords} from '../words/words.ts';
import {Canvas, type Run} from './canvas.ts';
import {paintHeader} from './frame/header.ts';
import {paintKeyHints} from './frame/keyHints.ts';
import {paintBehind, paintPanel} from './frame/panel.ts';
import {paintTooSmall} from './frame/tooSmall.ts';
import {behindOf, type Layout, layoutOf} from './layout.ts';
import {isTooSmall, type Size} from './size.ts';
import {textsOf} from './texts.ts';

/** Everything a screen is painted from. */
export interface ScreenProps {
	readonly view: View;
	readonly size: Size;
	/** The button under the marker; undefined in the password field. */
	readonly focus?: string | undefined;
	/** The first line of the body that is seen. */
	readonly scroll?: number;
	/** How many characters the password slot holds. */
	readonly typedCount?: number;
	/** Whether F4 is allowed here. */
	readonly canReveal?: boolean;
	/** Every screen carries the band 試験用 (T-14). */
	readonly trial?: boolean;
	/** The panel of the simulated reader, where it is open. */
	readonly panel?: ((canvas: Canvas) => void) | undefined;
	/** F9 opens the simulator: the demo says so. */
	readonly hasSimulator?: boolean;
	/** The password of the simulated card, which is nobody's; the demo says it while it is asked for. */
	readonly demoPassword?: string | undefined;
}

/** A screen's words and where they stand, and the page behind it. */
export interface Laid {
	readonly frame: FrameWords;
	readonly layout: Layout;
	readonly behind: Layout | undefined;
}

/** Lays a screen out: the same while a person types, scrolls and moves the focus. */
export function layScreen(view: View, size: Size, trial: boolean): Laid {
	const texts = textsOf(view);
	const behind = behindOf(view);
	return {
		frame: texts.words.frame,
		layout: layoutOf(view, size, trial, texts),
		behind: behind && layoutOf(behind, size, trial),
	};
}

/** The rows of a screen, exactly as many cells as the terminal has, painted from the back to the front. */
export function paintScreen(props: ScreenProps, {frame, layout, behind}: Laid): Run[][] {
	const {view, size, focus, scroll = 0, typedCount = 0, canReveal = true} = props;
	const {trial = false, hasSimulator = false, demoPassword, panel} = props;
	const canvas = new Canvas(size);
	if (isTooSmall(size)) {
		paintTooSmall(canvas, frame);
		return canvas.rows();
	}
	paintHeader(canvas, {view, trial, frame, hasSimulator, demoPassword, fieldLabel: layout.fieldLabel});
	if (behind) paintBehind(canvas, behind);
	paintPanel(canvas, layout, {
		focus: view.cover === undefined ? focus : answerInFocus(view),
		scroll,
		typedCount,
		canReveal: canReveal && isRevealable(view),
		canVeil: isPersonal(view) && view.cover === undefined,
		frame,
	});
	paintKeyHints(canvas, view, frame);
	panel?.(canvas);
	return canvas.rows();
}

/** One text a row, coloured beforehand: a node for each run would cost a frame more than all else. */
/** Whether the screen shows what F3 hides. */
function isPersonal({application, applicantName, certificate}: View): boolean {
	return application !== undefined || applicantName !== undefined || certificate !== undefined;
}

/** Whether F4 may show what is typed: a person's own password, never what opens the staff desk (T-23). */
export function isRevealable({field}: View): boolean {
	return field === 'password' || field === 'staffId';
}

/** What Enter answers to a cover. */
function answerInFocus({cover}: View): string {
	return cover === 'language' ? 'confirm' : 'close';
}

import type {UserEvent} from '../machines/events.ts';
import type {ButtonName} from '../machines/screen.ts';
import type {View} from '../machines/view.ts';

/** What a screen hears of the keyboard: the names of keys/key.ts, and characters outside a password field. */
export type Key =
	| {readonly name: 'character'; readonly text: string}
	| {readonly name: string; readonly text?: undefined};

/** Where the person is on the screen. */
export interface Controls {
	/** The button under the marker; undefined in the password field, or where there is no button. */
	readonly focus: ButtonName | undefined;
	/** The first line of the body that is seen. */
	readonly scroll: number;
	/** The screen this belongs to: on another one it begins anew. */
	readonly place: string;
}

/** As much of a layout as a key press needs. */
export interface Scrolling {
	readonly lineCount: number;
	readonly pageSize: number;
}

export interface Pressed {
	readonly state: Controls;
	readonly event?: UserEvent;
}

/** What a screen begins with: its harmless button or its password field, and the first line. */
export function controlsFor(view: View): Controls {
	return {focus: view.field === undefined ? view.first : undefined, scroll: 0, place: placeOf(view)};
}

/** The same controls while the screen stays, new ones once another is shown; a cover is a screen of its own. */
export function followView(view: View, state: Controls): Controls {
	if (state.place !== placeOf(view)) return controlsFor(view);
	// A button may go while its screen stays: the one of a slip that is being printed.
	const isGone = state.focus !== undefined && !view.buttons.includes(state.focus);
	return isGone ? {...state, focus: view.first} : state;
}

/** What a key does on this screen (design 3): it moves the focus, scrolls, or says something to the machines. */
export function press(key: Key, view: View, state: Controls, layout: Scrolling): Pressed {
	const here = followView(view, state);
	if (view.cover === 'idleWarning') {
		return {state: here, event: {type: key.name === 'f6' ? 'user.slow' : 'user.active'}};
	}
	const scroll = scrolled(key.name, here.scroll, layout);
	if (scroll !== undefined) return {state: {...here, scroll}};
	if (view.cover !== undefined) return {state: here, ...answerToCover(key.name, view.cover)};
	const asked = functionKeys.get(key.name);
	if (asked !== undefined) return {state: here, event: {type: asked}};
	switch (key.name) {
		case 'enter':
			return {state: here, ...pressed(here.focus ?? (view.field && 'ok'), view)};
		case 'escape':
			return {state: here, ...pressed(view.escape, view)};
		case 'tab':
		case 'right':
		case 'down':
			return {state: {...here, focus: neighbour(view, here.focus, 1)}};
		case 'backTab':
		case 'left':
		case 'up':
			return {state: {...here, focus: neighbour(view, here.focus, -1)}};
		case 'character':
			return {state: {...here, focus: numbered(key.text, view) ?? here.focus}};
		default:
			return {state: here};
	}
}

const functionKeys = new Map<
	string,
	'user.help' | 'user.language' | 'user.veil' | 'user.slow' | 'user.staff'
>([
	['f1', 'user.help'],
	['f2', 'user.language'],
	['f3', 'user.veil'],
	['f6', 'user.slow'],
	['f10', 'user.staff'],
]);

function placeOf({path, screen, cover}: View): string {
	return `${path} ${screen} ${cover ?? ''}`;
}

/**
 * The first line after a scrolling key; undefined where the key means something else. No key goes to the end at
 * once: whoever stands there has had every line on screen.
 */
function scrolled(name: string, scroll: number, {lineCount, pageSize}: Scrolling): number | undefined {
	const last = Math.max(lineCount - pageSize, 0);
	if (last === 0) return undefined;
	const within = (line: number) => Math.min(Math.max(line, 0), last);
	// One line stays in sight, so that the eye finds its place again.
	const page = Math.max(pageSize - 1, 1);
	switch (name) {
		case 'down':
			return within(scroll + 1);
		case 'up':
			return within(scroll - 1);
		case 'pageDown':
			return within(scroll + page);
		case 'pageUp':
			return within(scroll - page);
		case 'home':
			return 0;
		default:
			return undefined;
	}
}

function answerToCover(name: string, cover: NonNullable<View['cover']>): {readonly event?: UserEvent} {
	if (name === 'escape') return {event: {type: 'cover.close'}};
	if (name === 'enter') return {event: {type: cover === 'language' ? 'cover.confirm' : 'cover.close'}};
	// Not by Enter: it ends what the citizen has under way.
	if (name === 'f10' && cover === 'staff') return {event: {type: 'cover.confirm'}};
	return {};
}

function pressed(button: ButtonName | undefined, view: View): {readonly event?: UserEvent} {
	if (button === undefined || !view.buttons.includes(button)) return {};
	switch (button) {
		case 'ok':
		case 'cancel':
		case 'back':
			return {event: {type: `user.${button}`}};
		default:
			return {event: {type: 'user.choose', choice: button}};
	}
}

/** The next place in the round of the field, if there is one, and the buttons. */
function neighbour(view: View, focus: ButtonName | undefined, step: 1 | -1): ButtonName | undefined {
	const round = [...(view.field === undefined ? [] : [undefined]), ...view.buttons];
	const at = round.indexOf(focus);
	return round[(at + step + round.length) % round.length];
}

function numbered(digit: string | undefined, view: View): ButtonName | undefined {
	return view.field === undefined && /^[1-9]$/.test(digit ?? '')
		? view.buttons[Number(digit) - 1]
		: undefined;
}

/** A colour of the text and the colour it stands on, as `#rrggbb`. */
export interface Ink {
	readonly color: string;
	readonly ground: string;
	readonly bold?: boolean;
}

const white = '#ffffff';
const black = '#1a1a1c';
const blue = '#0017c1';
const paleBlue = '#e8f1fe';
const grey = '#414143';
const red = '#a30000';
const green = '#0c4f2e';

/**
 * Every pair of colours there is. A light ground, as Japan's Digital Agency draws its services; each text
 * stands out 7:1 or more (WCAG 2.2, 1.4.6), a dimmed one 4.5:1, and no meaning rests on colour alone.
 */
export const theme = {
	text: {color: black, ground: white},
	strong: {color: black, ground: white, bold: true},
	title: {color: blue, ground: white, bold: true},
	quiet: {color: grey, ground: white},
	label: {color: grey, ground: white},
	warning: {color: red, ground: white, bold: true},
	success: {color: green, ground: white, bold: true},
	code: {color: white, ground: black, bold: true},
	line: {color: '#595959', ground: white},
	header: {color: white, ground: blue},
	headerStrong: {color: white, ground: blue, bold: true},
	step: {color: '#1f3a8f', ground: paleBlue},
	stepNow: {color: white, ground: blue, bold: true},
	trial: {color: black, ground: '#ffd43d', bold: true},
	duty: {color: white, ground: red, bold: true},
	keys: {color: black, ground: '#e6e6e6'},
	key: {color: white, ground: '#414143', bold: true},
	button: {color: blue, ground: white, bold: true},
	buttonFocused: {color: white, ground: blue, bold: true},
} as const satisfies Record<string, Ink>;

/** What lies behind a dialog: still there, no longer to be read. */
export const dimmed = {color: '#4a4e56', ground: '#d5d9e0'} as const satisfies Ink;

/** The ground of a dialog's shadow; it carries no text. */
export const shadow = '#8c929c';

export type Tone = keyof typeof theme;

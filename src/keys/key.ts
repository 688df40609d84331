/** A key that has a name of its own and the same meaning on every terminal. */
export type NamedKey =
	| 'enter'
	| 'escape'
	| 'tab'
	| 'backTab'
	| 'up'
	| 'down'
	| 'left'
	| 'right'
	| 'pageUp'
	| 'pageDown'
	| 'home'
	| 'end'
	| 'insert'
	| 'delete'
	| 'backspace'
	| FunctionKey;

export type FunctionKey = `f${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`;

/** What the rest of the program hears of the keyboard. */
export type Key =
	/** `other` is a key that nothing listens to: with ctrl or meta, or of a keyboard we do not know. */
	| {readonly name: NamedKey | 'other'}
	/** One character outside a password field. */
	| {readonly name: 'character'; readonly text: string}
	/** Something happened in the password field; what it was, only the slot knows. */
	| {readonly name: 'typed'; readonly isFull: boolean};

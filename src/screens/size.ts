/** A terminal's size in cells. */
export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** The smallest terminal the screens are made for (design 3). */
export const smallest: Size = {columns: 80, rows: 24};

/** Under 80x24 a screen says so and shows nothing else; the machines hear it as `screen.tooSmall`. */
export function isTooSmall(size: Size): boolean {
	return size.columns < smallest.columns || size.rows < smallest.rows;
}

const widestColumn = 96;
const leastMargin = 3;

/** The column in which header, page and key hints are aligned: readable, and in the middle of a wide terminal. */
export function columnOf({columns}: Size): {readonly column: number; readonly columns: number} {
	const width = Math.min(columns - 2 * leastMargin, widestColumn);
	return {column: Math.floor((columns - width) / 2), columns: width};
}

/** Whether there is room for air around the header and between sentences, and for large buttons. */
export function isRoomy({rows}: Size): boolean {
	return rows >= 36;
}

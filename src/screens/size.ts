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

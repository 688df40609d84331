import {Unicode11Addon} from '@xterm/addon-unicode11';
import {Terminal} from '@xterm/headless';
import type {PictureCell} from '../../src/screens/picture.ts';

/** What a terminal of this size shows after these bytes, row by row. */
export async function cellsOf(output: string, columns: number, rows: number): Promise<PictureCell[][]> {
	const terminal = new Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
	terminal.loadAddon(new Unicode11Addon());
	terminal.unicode.activeVersion = '11';
	await new Promise<void>(resolve => terminal.write(output, resolve));
	const cells = readCells(terminal);
	terminal.dispose();
	return cells;
}

/** The cells of a headless terminal's screen, row by row. */
function readCells(terminal: Terminal): PictureCell[][] {
	const buffer = terminal.buffer.active;
	return Array.from({length: terminal.rows}, (_, y) => {
		const line = buffer.getLine(buffer.viewportY + y);
		return Array.from({length: terminal.cols}, (_, x) => {
			const cell = line?.getCell(x);
			if (!cell) throw new RangeError(`No cell ${x},${y}`);
			const color = cell.isFgRGB() ? hex(cell.getFgColor()) : undefined;
			const ground = cell.isBgRGB() ? hex(cell.getBgColor()) : undefined;
			const isInverse = cell.isInverse() !== 0;
			return {
				text: cell.getChars(),
				width: cell.getWidth(),
				bold: cell.isBold() !== 0,
				color: isInverse ? ground : color,
				ground: isInverse ? color : ground,
			};
		});
	});
}

function hex(rgb: number): string {
	return `#${rgb.toString(16).padStart(6, '0')}`;
}

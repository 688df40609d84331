import {closeSync, openSync} from 'node:fs';
import {ReadStream, WriteStream} from 'node:tty';
import {type Finding, ng, ok, unasked} from '../../domain/finding.ts';
import type {SetTimer} from '../../keys/timer.ts';
import {isTooSmall, type Size, smallest} from '../../screens/size.ts';
import {widthOf} from '../../screens/text/width.ts';
import {isUtf8} from '../kiosk/charset.ts';

/** The terminal that is checked. */
export interface CheckedTerminal {
	readonly size: Size;
	/** Writes a text at the beginning of a line; in which column the cursor then stands, from 0, if the terminal tells. */
	columnAfter(text: string): Promise<number | undefined>;
	close(): void;
}

/** Terminals answer within milliseconds; one that does not know the question never does. */
const answerMs = 500;

/** The terminal this program was started in, wherever its output goes; undefined when there is none. */
export function openControllingTerminal(setTimer: SetTimer): CheckedTerminal | undefined {
	let fd: number;
	try {
		fd = openSync('/dev/tty', 'r+');
	} catch {
		return undefined;
	}
	const output = new WriteStream(fd);
	const input = new ReadStream(fd);
	return {
		size: {columns: output.columns, rows: output.rows},
		columnAfter(text) {
			const {promise, resolve} = Promise.withResolvers<number | undefined>();
			const cancel = setTimer(() => resolve(undefined), answerMs);
			let answer = '';
			const hear = (piece: Buffer) => {
				answer += piece.toString('latin1');
				// CPR of ECMA-48: row and column from 1.
				const column = /\x1b\[\d+;(\d+)R/.exec(answer)?.[1];
				if (column !== undefined) resolve(Number(column) - 1);
			};
			input.setRawMode(true);
			input.on('data', hear);
			output.write(`\r${text}\x1b[6n\r\x1b[K`);
			return promise.finally(() => {
				cancel();
				input.off('data', hear);
				input.setRawMode(false);
			});
		},
		close() {
			input.pause();
			closeSync(fd);
		},
	};
}

/** Size, character set and widths: what the screens cannot be drawn without. */
export async function checkTerminal(
	terminal: CheckedTerminal | undefined,
	env: Readonly<Record<string, string | undefined>>,
): Promise<Finding[]> {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'none set';
	return [
		checkSize(terminal?.size),
		isUtf8(env)
			? ok('locale', locale)
			: ng('locale', `${locale}, which is not UTF-8`, 'set LANG to a UTF-8 locale such as C.UTF-8'),
		await checkWidth(terminal),
	];
}

function checkSize(size: Size | undefined): Finding {
	if (!size) return ng('terminal', 'none', 'start this in the terminal that the kiosk runs in');
	const found = `${size.columns}x${size.rows}`;
	if (!isTooSmall(size)) return ok('terminal', found);
	return ng('terminal', found, `make the terminal ${smallest.columns}x${smallest.rows} or larger`);
}

/** A sign of each kind on our screens: kanji, kana with a mark, a full-width form, a line, a name's variant, plain. */
const samples = ['失効', 'が', '（１）', '│─┐', '葛\u{E0100}', '〓', 'A1'];

async function checkWidth(terminal: CheckedTerminal | undefined): Promise<Finding> {
	if (!terminal) return unasked('width', 'no terminal to ask');
	for (const sample of samples) {
		const column = await terminal.columnAfter(sample);
		if (column === undefined) return unasked('width', 'the terminal does not tell where its cursor is');
		if (column === widthOf(sample)) continue;
		return ng(
			'width',
			`${sample} takes ${column} cells instead of ${widthOf(sample)}`,
			'let the terminal draw signs of ambiguous width narrow, with a Japanese fixed-width font',
		);
	}
	return ok('width', `${samples.length} kinds of signs, each as wide as it is counted`);
}

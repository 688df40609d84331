import {Unicode11Addon} from '@xterm/addon-unicode11';
import {Terminal} from '@xterm/headless';

/** What can be waited for: a piece of the screen, a pattern in it, or any judgement of it. */
export type Expected = string | RegExp | ((screen: string) => boolean);

/** One cell of the screen; the right half of a wide character has width 0 and no text. */
export interface Cell {
	readonly text: string;
	readonly width: number;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly inverse: boolean;
	readonly underline: boolean;
	/** Palette index or RGB value; -1 is the terminal's own colour. */
	readonly foreground: number;
	readonly background: number;
}

export interface TerminalOptions {
	readonly cols?: number;
	readonly rows?: number;
	/** Laid over this process's environment; `undefined` removes a variable. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly cwd?: string;
}

export type TestTerminal = ReturnType<typeof openTerminal>;

/**
 * Runs a program on a real pseudo-terminal and reads its screen cell by cell.
 * Close it at the end of the test (`await using terminal = openTerminal(...)` does).
 */
export function openTerminal(
	cmd: readonly string[],
	{cols = 80, rows = 24, env = {}, cwd}: TerminalOptions = {},
) {
	const display = new Terminal({cols, rows, allowProposedApi: true, scrollback: 0});
	display.loadAddon(new Unicode11Addon());
	display.unicode.activeVersion = '11';

	const chunks: Uint8Array[] = [];
	const watchers = new Set<() => void>();
	const wake = () => {
		for (const watcher of [...watchers]) watcher();
	};
	let frames = 0;
	let isDrawing = false;
	// Ink draws each frame within a synchronized update, DEC private mode 2026: a person never sees half of one.
	display.parser.registerCsiHandler({prefix: '?', final: 'h'}, parameters => {
		if (parameters.includes(2026)) isDrawing = true;
		return false;
	});
	display.parser.registerCsiHandler({prefix: '?', final: 'l'}, parameters => {
		if (parameters.includes(2026)) {
			isDrawing = false;
			frames++;
			wake();
		}
		return false;
	});

	let ended = false;
	const child = Bun.spawn([...cmd], {
		...(cwd === undefined ? {} : {cwd}),
		// With either of these two set, Ink draws nothing until the program ends.
		env: {
			...process.env,
			TERM: 'xterm-256color',
			COLORTERM: 'truecolor',
			CI: undefined,
			CONTINUOUS_INTEGRATION: undefined,
			...env,
		},
		terminal: {
			cols,
			rows,
			name: 'xterm-256color',
			data(_terminal, data) {
				// The runtime uses its read buffer again after this call.
				const chunk = data.slice();
				chunks.push(chunk);
				display.write(chunk, wake);
			},
			exit() {
				display.write('', () => {
					ended = true;
					wake();
				});
			},
		},
	});
	const pty = child.terminal;
	if (pty === undefined) throw new Error('The child was started without a pseudo-terminal');
	// What a terminal answers by itself: device attributes, cursor position.
	display.onData(answer => pty.write(answer));

	const line = (y: number) => display.buffer.active.getLine(y)?.translateToString(true) ?? '';
	const lines = () => Array.from({length: display.rows}, (_, y) => line(y));
	const screen = () => lines().join('\n');
	const complaint = (what: string) => new Error(`${what}; the screen shows:\n${screen()}`);

	const until = (settled: () => boolean, what: string, timeoutMs: number) =>
		new Promise<void>((resolve, reject) => {
			const finish = (act: () => void) => {
				clearTimeout(timer);
				watchers.delete(look);
				act();
			};
			const look = () => {
				if (isDrawing && !ended) return;
				if (settled()) finish(resolve);
				else if (ended) finish(() => reject(complaint(`The program ended before ${what}`)));
			};
			const timer = setTimeout(
				() => finish(() => reject(complaint(`${what} did not come within ${timeoutMs} ms`))),
				timeoutMs,
			);
			watchers.add(look);
			look();
		});

	const close = async () => {
		child.kill('SIGKILL');
		await child.exited;
		pty.close();
		display.dispose();
	};

	return {
		pid: child.pid,
		/** Resolves to the exit code, or to 128 + n after signal n. */
		exited: child.exited,
		/** Types keys; text goes out as UTF-8. */
		send: (keys: string | Uint8Array<ArrayBuffer>) => void pty.write(keys),
		/** The rows joined by newlines, blanks at their ends removed. */
		screen,
		lines,
		cell(x: number, y: number): Cell {
			const found = display.buffer.active.getLine(y)?.getCell(x);
			if (found === undefined) throw new RangeError(`No cell ${x},${y} on ${display.cols}x${display.rows}`);
			return {
				text: found.getChars(),
				width: found.getWidth(),
				bold: found.isBold() !== 0,
				dim: found.isDim() !== 0,
				inverse: found.isInverse() !== 0,
				underline: found.isUnderline() !== 0,
				foreground: found.isFgDefault() ? -1 : found.getFgColor(),
				background: found.isBgDefault() ? -1 : found.getBgColor(),
			};
		},
		cursor: () => ({x: display.buffer.active.cursorX, y: display.buffer.active.cursorY}),
		isAlternateScreen: () => display.buffer.active.type === 'alternate',
		/** Looks now and after every piece of output, at whole frames; fails with the screen when the time is over. */
		waitFor(expected: Expected, {timeoutMs = 5000}: {readonly timeoutMs?: number} = {}): Promise<void> {
			return until(() => isOn(screen(), expected), `Waiting for ${String(expected)}`, timeoutMs);
		},
		/** Resolves at the end of the next frame that Ink draws. */
		nextFrame({timeoutMs = 5000}: {readonly timeoutMs?: number} = {}): Promise<void> {
			const before = frames;
			return until(() => frames > before, 'The next frame', timeoutMs);
		},
		/** Everything the program has written so far. */
		rawBytes: () => Buffer.concat(chunks),
		resize(newCols: number, newRows: number) {
			display.resize(newCols, newRows);
			pty.resize(newCols, newRows);
		},
		/** Ends the terminal under the program, as a pulled cable would. */
		hangUp: () => pty.close(),
		close,
		[Symbol.asyncDispose]: close,
	};
}

function isOn(screen: string, expected: Expected): boolean {
	if (typeof expected === 'string') return screen.includes(expected);
	if (typeof expected === 'function') return expected(screen);
	return screen.search(expected) >= 0;
}

import {rm} from 'node:fs/promises';
import {createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {ScreenProps} from '../../src/screens/paint.ts';
import {openDisplay, type TestDisplay} from '../helpers/display.ts';

/** Where the terminal's cells stand on the screen, in pixels. */
export interface Grid {
	readonly columns: number;
	readonly rows: number;
	readonly cellWidth: number;
	readonly cellHeight: number;
}

export type Shown = Omit<ScreenProps, 'size'>;

/** A display on which any view can be shown. */
export interface Stage extends AsyncDisposable {
	readonly display: TestDisplay;
	/** Answers when the terminal has read the frame; it is drawn a moment later. */
	show(shown: Shown): Promise<Grid>;
	close(): Promise<void>;
}

export async function openStage(width: number, height: number, text: 'normal' | 'large'): Promise<Stage> {
	const path = join(tmpdir(), `stage-${crypto.randomUUID()}`);
	const server = createServer().listen(path);
	const connected = new Promise<Socket>(resolve => server.once('connection', resolve));
	const display = await openDisplay({
		width,
		height,
		text,
		program: [process.execPath, join(import.meta.dirname, 'fixture/show.tsx'), path],
		env: {COLORTERM: 'truecolor'},
	});
	const died = display.ended.then(code => Promise.reject(new Error(`foot ended with ${code}`)));
	died.catch(() => undefined);
	const socket = await Promise.race([connected, died]);
	const lines = createInterface({input: socket})[Symbol.asyncIterator]();
	const close = async () => {
		socket.destroy();
		server.close();
		await display.close();
		await rm(path, {force: true});
	};
	return {
		display,
		async show(shown) {
			socket.write(`${JSON.stringify(shown)}\n`);
			const answer = await Promise.race([lines.next(), died]);
			return JSON.parse(answer.value ?? '');
		},
		close,
		[Symbol.asyncDispose]: close,
	};
}

import {openTerminal} from '../test/helpers/terminal.ts';
import type {Program} from './programs.ts';

const size = {cols: 120, rows: 40};

/** A typist's pace: faster keys would measure Ink's frame limit (60 a second), not the way from key to frame. */
const betweenKeysMs = 40;

/** What one run of a program took, as seen by the terminal: bytes out to cells on the screen. */
export interface Run {
	readonly startMs: number;
	readonly keyToFrameMs: readonly number[];
}

/**
 * Starts a program in a terminal of 120x40, waits for its first full frame, then types Enter and `keys` times Tab.
 * @throws Error with the screen when a frame does not come.
 */
export async function run(program: Program, keys: number): Promise<Run> {
	const started = performance.now();
	await using terminal = openTerminal(program.command, {...size, env: {NODE_ENV: 'production'}});
	await terminal.waitFor(program.firstFrame, {timeoutMs: 30_000});
	const startMs = performance.now() - started;

	// Ink takes the keyboard just after its first frame.
	await Bun.sleep(betweenKeysMs);
	terminal.send('\r');
	await terminal.waitFor(program.afterEnter);
	const keyToFrameMs: number[] = [];
	for (let key = 0; key < keys; key++) {
		await Bun.sleep(betweenKeysMs);
		const pressed = performance.now();
		const frame = terminal.nextFrame();
		terminal.send('\t');
		await frame;
		keyToFrameMs.push(performance.now() - pressed);
	}
	return {startMs, keyToFrameMs};
}

import {connect} from 'node:net';
import type {SetTimer} from '../../../keys/timer.ts';
import {raise} from './alarm.ts';

const pcscdSocket = '/run/pcscd/pcscd.comm';
const periodMs = 500;
const answerMs = 2000;

/**
 * Looks after the reader service, again and again. When it hangs, the file `alarm` is made: a unit of the system sees
 * it and ends the service, which this program may not. One that is gone raises no alarm: systemd starts it again by
 * itself. The answer ends the watch.
 */
export function watchReaderService(alarm: string, setTimer: SetTimer): () => void {
	let isOpen = true;
	let cancel = () => {};
	const look = async () => {
		const state = await askReaderService(setTimer);
		if (!isOpen) return;
		if (state === 'hangs') raise(alarm);
		cancel = setTimer(() => void look(), periodMs);
	};
	void look();
	return () => {
		isOpen = false;
		cancel();
	};
}

/**
 * Waits for as long as the reader service hangs, with the alarm raised. Before it is first used: the native client would
 * wait for its answer in the program's one thread, where nothing else would run any more.
 */
export async function untilReaderServiceMoves(alarm: string, setTimer: SetTimer): Promise<void> {
	while ((await askReaderService(setTimer)) === 'hangs') raise(alarm);
}

/**
 * Asks pcscd for its version: the first message of pcsc-lite's protocol (winscard_msg.h, CMD_VERSION), which no
 * reader and no card can delay. A service that takes the connection and says nothing in time hangs.
 */
export function askReaderService(setTimer: SetTimer): Promise<'answers' | 'hangs' | 'gone'> {
	return new Promise(resolve => {
		const asking = connect(pcscdSocket, () => asking.write(versionQuestion));
		const end = (state: 'answers' | 'hangs' | 'gone') => {
			cancel();
			asking.destroy();
			resolve(state);
		};
		const cancel = setTimer(() => end('hangs'), answerMs);
		asking.on('data', () => end('answers'));
		asking.on('error', () => end('gone'));
		asking.on('close', () => end('gone'));
	});
}

/** Size of the body and command; then the version of the protocol, 4.4, and room for the answer's code. */
const versionQuestion = Buffer.from(Uint32Array.of(12, 0x11, 4, 4, 0).buffer);

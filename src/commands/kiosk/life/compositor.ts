import {connect} from 'node:net';
import type {Witness} from './lifeSign.ts';

/** sway-ipc(7): the magic word, the payload's length, the type. */
const magic = 'i3-ipc';
const headerBytes = magic.length + 8;
const getVersion = 7;

/**
 * The compositor, asked over its own socket for its version: the answer comes from the loop that draws and reads the
 * keys. Each question is a connection of its own.
 */
export function compositor(socket: string): Witness {
	return () =>
		new Promise(resolve => {
			let answered = 0;
			const asking = connect(socket, () => {
				const question = Buffer.alloc(headerBytes);
				question.write(magic, 'latin1');
				question.writeUInt32LE(getVersion, magic.length + 4);
				asking.write(question);
			});
			asking.on('data', piece => {
				answered += piece.length;
				if (answered < headerBytes) return;
				asking.destroy();
				resolve();
			});
			// Nobody is there: the silence is the news.
			asking.on('error', () => {});
		});
}

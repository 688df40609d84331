import {createServer as createTlsServer, type TLSSocket, type TlsOptions} from 'node:tls';
import {onTestFinished} from 'vitest';
import {noon} from './fakes.ts';
import {type ServerFiles, tlsFiles} from './tlsFiles.ts';

/** A TLS server that speaks as told to each connection; `connections` counts them. */
export async function tlsServer(
	speak: (socket: TLSSocket) => void,
	files: ServerFiles = tlsFiles().localhost,
	options: TlsOptions = {},
) {
	const state = {url: '', connections: 0};
	const server = createTlsServer({key: files.key, cert: files.cert, ...options}, socket => {
		state.connections++;
		socket.on('error', () => undefined);
		socket.once('data', () => speak(socket));
	});
	server.on('tlsClientError', () => undefined);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const address = server.address();
	if (typeof address === 'object' && address) state.url = `https://127.0.0.1:${address.port}`;
	return state;
}

/** Answers like an HTTP server, then closes. */
export const respond =
	(status: string, headers: string[], body = '') =>
	(socket: TLSSocket) =>
		void socket.end(
			[`HTTP/1.1 ${status}`, `Content-Length: ${Buffer.byteLength(body)}`, ...headers, '', body].join('\r\n'),
		);

/** Answers as a window that is alive. */
export const respondWell = respond('204 No Content', [`Date: ${noon.toUTCString()}`]);

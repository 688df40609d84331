import {createServer} from 'node:net';
import {onTestFinished} from 'vitest';

/** A printer that takes what it is sent, as those on port 9100 do. */
export async function openPaper(): Promise<{
	readonly port: number;
	readonly sheets: readonly Buffer[];
	close(): void;
}> {
	const sheets: Buffer[] = [];
	const server = createServer({allowHalfOpen: true}, socket => {
		const chunks: Buffer[] = [];
		socket.on('data', (chunk: Buffer) => chunks.push(chunk));
		socket.on('end', () => {
			sheets.push(Buffer.concat(chunks));
			socket.end();
		});
		socket.on('error', () => undefined);
	});
	const {promise, resolve} = Promise.withResolvers<void>();
	server.listen(0, '127.0.0.1', resolve);
	await promise;
	onTestFinished(() => void server.close());
	return {port: (server.address() as {port: number}).port, sheets, close: () => server.close()};
}

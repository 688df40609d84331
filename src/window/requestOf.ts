import type {IncomingMessage} from 'node:http';

/** An incoming message as the web's Request; its body is read when it is asked for, and drained when it is not. */
export function requestOf(incoming: IncomingMessage): Request {
	const {method = 'GET', url = '', headers} = incoming;
	const hasBody = method !== 'GET' && method !== 'HEAD';
	return new Request(URL.parse(url, 'https://window')?.href ?? 'https://window/', {
		method,
		headers: Object.entries(headers).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, String(value)] as [string, string]],
		),
		body: hasBody ? bodyOf(incoming) : null,
	});
}

/** One piece at a time. Giving up leaves the connection alone, so that the answer still reaches the sender. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
	let isWanted = true;
	return new ReadableStream<Uint8Array>(
		{
			start: controller => {
				incoming.on('data', (piece: Buffer) => {
					if (!isWanted) return;
					incoming.pause();
					controller.enqueue(new Uint8Array(piece));
				});
				incoming.once('end', () => {
					if (isWanted) controller.close();
				});
				incoming.once('error', error => {
					if (isWanted) controller.error(error);
					isWanted = false;
				});
				incoming.pause();
			},
			pull: () => void incoming.resume(),
			cancel: () => {
				isWanted = false;
				incoming.resume();
			},
		},
		{highWaterMark: 0},
	);
}

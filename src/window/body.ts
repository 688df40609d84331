/** What came of reading a request's body. */
export type Body =
	| {readonly status: 'read'; readonly bytes: Uint8Array}
	| {readonly status: 'tooLarge'}
	| {readonly status: 'timeout'}
	/** The sender went away. */
	| {readonly status: 'cut'};

/**
 * Reads a body piece by piece and stops at the limit or the deadline, whatever length was announced (T-05).
 * @param largest in bytes
 */
export async function readBody(
	stream: ReadableStream<Uint8Array> | null,
	largest: number,
	deadline: AbortSignal,
): Promise<Body> {
	if (!stream) return {status: 'read', bytes: new Uint8Array()};
	const reader = stream.getReader();
	const late = Promise.withResolvers<'timeout'>();
	const onLate = () => late.resolve('timeout');
	deadline.addEventListener('abort', onLate);
	if (deadline.aborted) onLate();
	const pieces: Uint8Array[] = [];
	let size = 0;
	try {
		for (;;) {
			const piece = await Promise.race([reader.read(), late.promise]);
			if (piece === 'timeout') {
				await reader.cancel();
				return {status: 'timeout'};
			}
			if (piece.done) return {status: 'read', bytes: Buffer.concat(pieces, size)};
			size += piece.value.byteLength;
			if (size > largest) {
				await reader.cancel();
				return {status: 'tooLarge'};
			}
			pieces.push(piece.value);
		}
	} catch {
		return {status: 'cut'};
	} finally {
		deadline.removeEventListener('abort', onLate);
	}
}

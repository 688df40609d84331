import {expect, test} from 'vitest';
import {readBody} from '../../src/window/body.ts';

const never = new AbortController().signal;

/** A body that tells when it was given up. */
function bodyOf(...pieces: readonly Uint8Array[]) {
	const told = {isGivenUp: false};
	const stream = new ReadableStream<Uint8Array>({
		start: controller => {
			for (const piece of pieces) controller.enqueue(piece);
		},
		cancel: () => {
			told.isGivenUp = true;
		},
	});
	return {stream, told};
}

test('no body is an empty one', async () => {
	expect(await readBody(null, 10, never)).toEqual({status: 'read', bytes: new Uint8Array()});
});

test('T-05 what is too large is given up, so that it can be drained', async () => {
	const {stream, told} = bodyOf(new Uint8Array(6), new Uint8Array(5));
	expect(await readBody(stream, 10, never)).toEqual({status: 'tooLarge'});
	expect(told.isGivenUp).toBe(true);
});

test('T-05 what has not come when the time is up is given up, so that it can be drained', async () => {
	const {stream, told} = bodyOf();
	expect(await readBody(stream, 10, AbortSignal.abort())).toEqual({status: 'timeout'});
	expect(told.isGivenUp).toBe(true);
});

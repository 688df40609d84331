import {Decoder} from '../../src/keys/decode.ts';
import {ManualTimer} from './manualTimer.ts';

/** What a decoder says, as words: key names, `'a'` for a character, `"a"` for a pasted one, `(well)`. */
export function hearing() {
	const heard: string[] = [];
	const timer = new ManualTimer();
	const decoder = new Decoder({
		setTimer: timer.setTimer,
		quietMs: 50,
		onKey: name => heard.push(name),
		onCharacter: (point, isPasted) =>
			heard.push(isPasted ? `"${String.fromCodePoint(point)}"` : `'${String.fromCodePoint(point)}'`),
		onWell: () => heard.push('(well)'),
	});
	return {
		heard,
		timer,
		decoder,
		feed(input: string | readonly number[]) {
			const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : Uint8Array.from(input);
			decoder.feed(bytes, bytes.length);
		},
	};
}

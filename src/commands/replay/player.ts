import {openKeyboard} from '../../keys/input.ts';
import type {Key} from '../../keys/key.ts';
import {writerTo} from '../../keys/output.ts';
import {PasswordSlot} from '../../keys/slot.ts';
import {setTimer} from '../../keys/timer.ts';
import type {Size} from '../../screens/size.ts';
import {padTo} from '../../screens/text/width.ts';
import {theme} from '../../screens/theme.ts';
import {SetUpError} from '../command.ts';
import {drawn, enterScreen, leaveScreen} from './ansi.ts';
import {clockTime, type Frame} from './frames.ts';

/** Longer waits are shortened to this: nobody watches an idle kiosk for an hour. */
const longestWaitMs = 3000;

const quitting = new Set<Key['name']>(['escape', 'f12']);
const forward = new Set<Key['name']>(['right', 'down', 'enter', 'pageDown']);
const back = new Set<Key['name']>(['left', 'up', 'backspace', 'pageUp']);

/** The size that frames for this terminal are painted in. Throws SetUpError where there is none. */
export function terminalSize(): Size {
	const {stdin, stdout} = process;
	if (!stdin.isTTY || !stdout.isTTY) {
		throw new SetUpError('replay plays in a terminal: start it in one, or take --screens, --cast or --svg');
	}
	return {columns: stdout.columns, rows: stdout.rows};
}

/** Plays frames in this terminal, so many times faster than recorded, until they or the person end it. */
export async function play(frames: Iterable<Frame>, speed: number): Promise<void> {
	await onScreen(async ({write, nextKey}) => {
		let at = 0;
		for (const frame of frames) {
			const waitMs = Math.min((frame.at - at) / speed, longestWaitMs);
			const until = performance.now() + waitMs;
			for (let leftMs = waitMs; leftMs > 0; leftMs = until - performance.now()) {
				const key = await nextKey(leftMs);
				if (key && quitting.has(key)) return;
			}
			at = frame.at;
			write(drawn(frame.rows));
		}
		await nextKey(longestWaitMs);
	});
}

/** Shows one frame at a time: keys go forward and back. */
export async function step(all: readonly Frame[]): Promise<void> {
	await onScreen(async ({write, nextKey}) => {
		let at = 0;
		for (;;) {
			const frame = all[at];
			if (!frame) return;
			write(drawn([...frame.rows.slice(0, -1), status(frame, at + 1, all.length)]));
			const key = await nextKey();
			if (key === undefined || quitting.has(key)) return;
			if (forward.has(key)) at = Math.min(at + 1, all.length - 1);
			else if (back.has(key)) at = Math.max(at - 1, 0);
			else if (key === 'home') at = 0;
			else if (key === 'end') at = all.length - 1;
		}
	});
}

/** Where the frame stands in the record, in place of the key hints. */
function status({at, size, moment}: Frame, nth: number, of: number): Frame['rows'][number] {
	const what = moment.entry?.event.type ?? 'timer';
	const text = ` ${nth}/${of}  ${clockTime(at)}  ${what}  ${moment.view.path}  Left Right Home End, Esc ends`;
	return [{text: padTo(text.slice(0, size.columns), size.columns), ink: theme.keys}];
}

interface Stage {
	readonly write: (text: string) => void;
	/** The next key; undefined when the time is over, or the terminal or a signal ended it. */
	readonly nextKey: (withinMs?: number) => Promise<Key['name'] | undefined>;
}

async function onScreen(show: (stage: Stage) => Promise<void>): Promise<void> {
	const writeBytes = writerTo(1);
	const write = (text: string) => writeBytes(new TextEncoder().encode(text));
	const keys: Array<Key['name']> = [];
	let wake: (() => void) | undefined;
	let isOver = false;
	const end = () => {
		isOver = true;
		wake?.();
	};
	const keyboard = openKeyboard({
		fd: 0,
		slot: new PasswordSlot(),
		write: writeBytes,
		setTimer,
		isPasswordField: () => false,
		onGone: end,
		onKey: ({name}) => {
			keys.push(name);
			wake?.();
		},
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
	const nextKey: Stage['nextKey'] = async withinMs => {
		if (keys.length === 0 && !isOver) {
			const {promise, resolve} = Promise.withResolvers<void>();
			wake = resolve;
			const callOff = withinMs === undefined ? undefined : setTimer(resolve, withinMs);
			await promise;
			callOff?.();
			wake = undefined;
		}
		return isOver ? 'escape' : keys.shift();
	};
	try {
		write(enterScreen);
		await show({write, nextKey});
	} finally {
		write(leaveScreen);
		keyboard.close();
	}
}

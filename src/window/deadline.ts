import type {Socket} from 'node:net';

/** How long a connection may take to bring its request whole (T-05). */
export interface Deadline {
	/** Fires when the time is up. */
	readonly passed: AbortSignal;
	/** The request has arrived: the answer may take its time. */
	met(): void;
}

/** Starts a connection's deadline and hangs up after it, whoever has said what by then. */
export function startDeadline(socket: Socket, deadlineMs: number): Deadline {
	const late = new AbortController();
	let timer = setTimeout(() => {
		late.abort();
		timer = setTimeout(() => socket.destroy(), lastWordsMs);
	}, deadlineMs);
	const met = () => clearTimeout(timer);
	socket.once('close', met);
	return {passed: late.signal, met};
}

/** For the answer that says that the time is up. */
const lastWordsMs = 500;

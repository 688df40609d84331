import {join} from 'node:path';
import {waitAfterFailureMs, waitLeftMs} from '../domain/staff.ts';
import {writeFileAtomically} from '../files/atomic.ts';
import {parsedJson, readStaffFile, StaffFileError} from './roster.ts';

/** What is remembered of a staff number's sign-ins by passphrase. */
export interface Attempt {
	/** In a row. */
	readonly failures: number;
	/** Of the wall clock, at the last failure, in milliseconds since 1970. */
	readonly failedAtMs: number;
	/** The time step of the last one-time code taken; it and those before it are not taken again. */
	readonly lastStep: number;
}

/** Time, passed in. */
export interface StaffClock {
	readonly now: () => Date;
	/** Milliseconds since any fixed instant, by a clock that nobody can set. */
	readonly monotonicMs: () => number;
}

const fileName = 'staff-attempts.json';
const none: Attempt = {failures: 0, failedAtMs: 0, lastStep: -1};

/**
 * Failed sign-ins, on disk before anybody hears of them, so that neither a restart nor a pulled plug gives tries back.
 * While the kiosk runs a wait goes by the monotonic clock; the wall clock counts only across a restart.
 */
export class Attempts {
	readonly #path: string;
	readonly #clock: StaffClock;
	/** When a wait is over, by the monotonic clock, with the failure it belongs to. */
	readonly #ends = new Map<string, {readonly failedAtMs: number; readonly atMs: number}>();

	constructor(state: string, clock: StaffClock) {
		this.#path = join(state, fileName);
		this.#clock = clock;
	}

	async of(id: string): Promise<Attempt> {
		return (await this.#read()).get(id) ?? none;
	}

	/** What is left of this number's wait, in milliseconds. */
	async waitLeftMs(id: string): Promise<number> {
		return this.#left(id, await this.of(id));
	}

	/** Whoever has to wait, with what is left. */
	async waiting(): Promise<ReadonlyArray<{readonly id: string; readonly leftMs: number}>> {
		return [...(await this.#read())]
			.map(([id, attempt]) => ({id, leftMs: this.#left(id, attempt)}))
			.filter(({leftMs}) => leftMs > 0);
	}

	/** Counts a failure; on disk when this resolves. */
	async fail(id: string): Promise<void> {
		const {failures, lastStep} = await this.of(id);
		const failedAtMs = this.#clock.now().getTime();
		await this.#write(id, {failures: failures + 1, failedAtMs, lastStep});
		const atMs = this.#clock.monotonicMs() + waitAfterFailureMs(failures + 1);
		this.#ends.set(id, {failedAtMs, atMs});
	}

	/** Forgets the failures, and notes the step of the code that was taken. */
	async succeed(id: string, lastStep: number): Promise<void> {
		await this.#write(id, {...none, lastStep});
	}

	/** Ends a wait; the last step stays. */
	async lift(id: string): Promise<void> {
		const {lastStep} = await this.of(id);
		await this.#write(id, {...none, lastStep});
	}

	#left(id: string, {failures, failedAtMs}: Attempt): number {
		const waitMs = waitAfterFailureMs(failures);
		if (waitMs === 0) return 0;
		const known = this.#ends.get(id);
		if (known?.failedAtMs === failedAtMs) return Math.max(0, known.atMs - this.#clock.monotonicMs());
		// From an earlier run of the program: what the wall clock says once, the monotonic clock carries on.
		const leftMs = waitLeftMs({failedAtMs, waitMs}, this.#clock.now().getTime());
		this.#ends.set(id, {failedAtMs, atMs: this.#clock.monotonicMs() + leftMs});
		return leftMs;
	}

	async #read(): Promise<ReadonlyMap<string, Attempt>> {
		const text = await readStaffFile(this.#path);
		if (text === undefined) return new Map();
		const value = parsedJson(text);
		const entries = Object.entries(Object(value) as Record<string, unknown>);
		if (
			typeof value !== 'object' ||
			!entries.every((entry): entry is [string, Attempt] => isAttempt(entry[1]))
		) {
			throw new StaffFileError(`${this.#path} is broken: restore it; removing it ends every lock-out`);
		}
		return new Map(entries);
	}

	async #write(id: string, attempt: Attempt): Promise<void> {
		const all = new Map(await this.#read()).set(id, attempt);
		await writeFileAtomically(this.#path, `${JSON.stringify(Object.fromEntries(all))}\n`);
	}
}

function isAttempt(value: unknown): value is Attempt {
	const {failures, failedAtMs, lastStep, ...rest} = Object(value) as Record<string, unknown>;
	return [failures, failedAtMs, lastStep].every(Number.isSafeInteger) && Object.keys(rest).length === 0;
}

import type {Base} from './base.ts';
import {type Kind, runCase} from './cases.ts';

/** What a run of cases came to. */
export interface Tally {
	/** How often each outcome came, as `kind outcome`. */
	readonly outcomes: ReadonlyMap<string, number>;
	/** Cases in which something came to pass that must not, with their numbers. */
	readonly failures: readonly {readonly seed: number; readonly error: unknown}[];
	readonly slowest: {readonly seed: number; readonly ms: number};
	readonly ms: number;
}

/** Runs the cases `first` to `first + count - 1`. */
export async function runCases(base: Base, first: number, count: number): Promise<Tally> {
	const outcomes = new Map<string, number>();
	const failures: {seed: number; error: unknown}[] = [];
	let slowest = {seed: first, ms: 0};
	const started = performance.now();
	for (let seed = first; seed < first + count; seed++) {
		const began = performance.now();
		try {
			const {kind, outcome} = await runCase(base, seed);
			const name: `${Kind} ${string}` = `${kind} ${outcome}`;
			outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
		} catch (error) {
			failures.push({seed, error});
		}
		const ms = performance.now() - began;
		if (ms > slowest.ms) slowest = {seed, ms};
	}
	return {outcomes, failures, slowest, ms: performance.now() - started};
}

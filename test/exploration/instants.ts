/** A timer in the course of a walk, by the steps at which it was set, went off or was given up. */
export interface TimerLife {
	readonly milliseconds: number;
	readonly setAt: number;
	readonly end:
		| {readonly how: 'wentOff' | 'givenUp'; readonly at: number}
		/** Still running at the last step. */
		| undefined;
}

/**
 * When each step of a walk can have happened, in milliseconds, the earliest possible: the explorer lets deadlines pass
 * in any order, so that this asks whether a clock could. It solves the differences by Bellman and Ford.
 * @returns undefined when no clock gives this order
 */
export function instantsOf(steps: number, timers: readonly TimerLife[]): number[] | undefined {
	const bounds: Array<readonly [from: number, to: number, atLeast: number]> = [];
	for (let step = 1; step < steps; step++) bounds.push([step - 1, step, 0]);
	for (const {milliseconds, setAt, end} of timers) {
		const at = end?.at ?? steps - 1;
		if (end?.how === 'wentOff') bounds.push([setAt, at, milliseconds], [at, setAt, -milliseconds]);
		else bounds.push([at, setAt, 1 - milliseconds]);
	}
	const instants = Array.from({length: steps}, () => 0);
	for (let round = 0; round <= steps; round++) {
		let isSettled = true;
		for (const [from, to, atLeast] of bounds) {
			const earliest = (instants[from] as number) + atLeast;
			if (earliest <= (instants[to] as number)) continue;
			instants[to] = earliest;
			isSettled = false;
		}
		if (isSettled) return instants;
	}
	return undefined;
}

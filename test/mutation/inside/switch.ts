let active = 0;
let seen: Set<number> | undefined;
let wasReached = false;

/** Asked by the instrumented programs at each place of a mutant. Numbers begin at 1; 0 is the program as it is. */
export function isOn(mutant: number): boolean {
	seen?.add(mutant);
	if (mutant !== active) return false;
	wasReached = true;
	return true;
}

/** Switches one mutant on, and all others off. */
export function switchTo(mutant: number): void {
	active = mutant;
	wasReached = false;
}

/** Did the program come to the mutant that is on? */
export function isReached(): boolean {
	return wasReached;
}

/** What the program comes to from now on, until the next call. */
export function record(): Set<number> {
	seen = new Set();
	return seen;
}

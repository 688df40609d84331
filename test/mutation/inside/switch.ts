let active = 0;
let seen: Set<number> | undefined;
let passed: Set<string> | undefined;
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

/** Mutants and places of machines. */
export interface Record {
	readonly hits: Set<number>;
	readonly places: Set<string>;
}

/** What the program comes to from now on, until the next call. */
export function record(): Record {
	seen = new Set();
	passed = new Set();
	return {hits: seen, places: passed};
}

/** Told of each place of a machine that something came to, where it is recorded. */
export function pass(places: () => Iterable<string>): void {
	if (passed) for (const place of places()) passed.add(place);
}

import type {ReaderChange} from './reader.ts';

/** Tells watchers the present state at once, then each change of it; the same state twice is told once. */
export class Watchers {
	readonly #watchers = new Set<(change: ReaderChange) => void>();

	constructor(private current: ReaderChange) {}

	get now(): ReaderChange {
		return this.current;
	}

	add(onChange: (change: ReaderChange) => void): () => void {
		// A function of its own, so that one callback may watch twice.
		const watcher = (change: ReaderChange) => onChange(change);
		this.#watchers.add(watcher);
		watcher(this.current);
		return () => this.#watchers.delete(watcher);
	}

	tell(change: ReaderChange): void {
		if (isSameChange(change, this.current)) return;
		this.current = change;
		for (const watcher of [...this.#watchers]) watcher(change);
	}
}

function isSameChange(one: ReaderChange, other: ReaderChange): boolean {
	return one.status === other.status && nameIn(one) === nameIn(other);
}

function nameIn(change: ReaderChange): string | undefined {
	return 'reader' in change ? change.reader : undefined;
}

/** Numbers that look random and come again with the same seed. */
export interface Random {
	/** A whole number from 0 up to, but not, `end`. */
	below(end: number): number;
	pick<Item>(items: readonly [Item, ...Item[]]): Item;
	bytes(length: number): Uint8Array;
}

/** Mulberry32 of T. Ettinger: 32 bits of state are plenty for choosing what to mangle. */
export function randomFrom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	const below = (end: number) => Math.floor((next() / 2 ** 32) * end);
	return {
		below,
		pick: <Item>(items: readonly [Item, ...Item[]]) => items[below(items.length)] as Item,
		bytes: length => Uint8Array.from({length}, () => next() & 0xff),
	};
}

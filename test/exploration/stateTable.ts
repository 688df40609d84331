/**
 * Numbers pairs of numbers in the order of their coming. Open addressing over one flat array: sixteen bytes a pair,
 * where a Map of strings takes a hundred and more.
 */
export class PairTable {
	#slots = new Int32Array(1 << 16).fill(-1);
	#first = new Int32Array(1 << 15);
	#second = new Int32Array(1 << 15);
	#size = 0;

	get size(): number {
		return this.#size;
	}

	/** The number of a pair, and whether it was new. */
	add(first: number, second: number): {readonly number: number; readonly isNew: boolean} {
		if (this.#size === this.#first.length) this.#grow();
		let at = this.#home(first, second);
		for (;;) {
			const number = this.#slots[at] as number;
			if (number < 0) break;
			if (this.#first[number] === first && this.#second[number] === second) return {number, isNew: false};
			at = (at + 1) & (this.#slots.length - 1);
		}
		const number = this.#size++;
		this.#slots[at] = number;
		this.#first[number] = first;
		this.#second[number] = second;
		return {number, isNew: true};
	}

	pair(number: number): readonly [first: number, second: number] {
		return [this.#first[number] as number, this.#second[number] as number];
	}

	#home(first: number, second: number): number {
		const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
		return (mixed ^ (mixed >>> 15)) & (this.#slots.length - 1);
	}

	#grow(): void {
		this.#first = grown(this.#first);
		this.#second = grown(this.#second);
		this.#slots = new Int32Array(this.#first.length * 2).fill(-1);
		for (let number = 0; number < this.#size; number++) {
			let at = this.#home(this.#first[number] as number, this.#second[number] as number);
			while ((this.#slots[at] as number) >= 0) at = (at + 1) & (this.#slots.length - 1);
			this.#slots[at] = number;
		}
	}
}

/** A list of whole numbers in one flat array. */
export class NumberList {
	#items = new Int32Array(1 << 15);
	#size = 0;

	get size(): number {
		return this.#size;
	}

	push(item: number): void {
		if (this.#size === this.#items.length) this.#items = grown(this.#items);
		this.#items[this.#size++] = item;
	}

	at(index: number): number {
		return this.#items[index] as number;
	}
}

function grown(items: Int32Array): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(items.length * 2);
	larger.set(items);
	return larger;
}

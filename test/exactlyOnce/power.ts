/** What the power goes at, and what goes with it. */
export interface PowerCut {
	/** The number of the step, from 1. */
	readonly at: number;
	/** Whether the work whose steps these are stops for good, or only meets what `strike` does. */
	readonly stops: boolean;
	/** What the cut does besides. */
	readonly strike: () => Promise<void>;
}

/** One life of a process, told step by step: every place where the power may go is a step. */
export class Boot {
	readonly #cut: PowerCut | undefined;
	#steps = 0;
	#isOff = false;
	/** The step at which the cut came; undefined as long as none did. */
	cutAt: string | undefined;

	constructor(cut?: PowerCut) {
		this.#cut = cut;
	}

	/** Whether the next step is the one: for what a cut leaves half done. */
	get isLastStepBefore(): boolean {
		return this.#cut?.stops === true && this.#steps + 1 === this.#cut.at;
	}

	/** Resolves as long as the power is on; afterwards never. */
	async step(name: string): Promise<void> {
		if (!this.#isOff && ++this.#steps === this.#cut?.at) {
			this.cutAt = name;
			this.#isOff = this.#cut.stops;
			await this.#cut.strike();
		}
		if (this.#isOff) await new Promise<never>(() => undefined);
	}

	/** The same function, with a step before and a step after it. */
	around<Arguments extends unknown[], Value>(
		name: string,
		work: (...given: Arguments) => Promise<Value>,
	): (...given: Arguments) => Promise<Value> {
		return async (...given) => {
			await this.step(`before ${name}`);
			const value = await work(...given);
			await this.step(`after ${name}`);
			return value;
		};
	}
}

import {type Environment, emptyEnvironment, keyOf} from './environment.ts';
import {brokenBy, type Invariant} from './invariants.ts';
import type {Move, Mover, State, World} from './move.ts';
import {NumberList, PairTable} from './stateTable.ts';
import {successors} from './successors.ts';

/** What an exploration came to. */
export interface Exploration {
	readonly states: number;
	readonly transitions: number;
	/** The longest shortest path. */
	readonly depth: number;
	/** States of the machines alone, and of the environment alone. */
	readonly machineStates: number;
	readonly environments: number;
	/** Whether every state was followed to its last successor. */
	readonly isComplete: boolean;
	/** The first invariant found broken, with a shortest way to it. */
	readonly broken: {readonly invariant: Invariant; readonly moves: readonly Move[]} | undefined;
	/** States from which people, devices, time and the taking of the card do not lead back to idle. */
	readonly stranded: Stranded | undefined;
	/** States from which, once the people went away, devices, time and the taking of the card do not. */
	readonly abandoned: Stranded | undefined;
	/** How often each screen is in a state. */
	readonly screens: ReadonlyMap<string, number>;
}

/** How many states have no way back, and a shortest way to one of them. */
export interface Stranded {
	readonly states: number;
	readonly moves: readonly Move[];
}

/** What may bring a kiosk back to idle: no crash and no luck with the network. */
const wayBack: ReadonlySet<Mover> = new Set(['person', 'card', 'device', 'time']);

/**
 * Walks through everything that can happen, nearest first, until an invariant breaks, nothing new comes or the limit is met.
 * @param mostStates where to stop; the way back to idle is judged only after an exploration that came to its end
 */
export function explore(world: World, mostStates = Number.POSITIVE_INFINITY): Exploration {
	return new Exploring(world).run(mostStates);
}

/**
 * Looks for an invariant that breaks, nearest first from the end of a way: what lies deep is found soon.
 * @param told what happens on the way, by the words of its moves
 * @returns the whole way to where it breaks, and what does
 */
export function exploreFrom(world: World, told: readonly string[]): Exploration['broken'] {
	return new Exploring(world).runFrom(told);
}

class Exploring {
	readonly #world: World;
	readonly #states = new PairTable();
	readonly #environments: Environment[] = [];
	readonly #environmentNumbers = new Map<string, number>();
	readonly #numbered = new WeakMap<Environment, number>();
	/** Of each state: where it was first come from, and how deep it lies. */
	readonly #cameFrom = new NumberList();
	readonly #depths = new NumberList();
	/** Of each state: where its ways back begin; of each of these: twice the state it leads to, one more if a person goes it. */
	readonly #edgesFrom = new NumberList();
	readonly #edges = new NumberList();
	readonly #judged = new Set<number>();
	#transitions = 0;

	constructor(world: World) {
		this.#world = world;
	}

	run(mostStates: number): Exploration {
		this.#add(this.#start, -1);
		let number = 0;
		for (; number < this.#states.size && this.#states.size < mostStates; number++) {
			const broken = this.#follow(number);
			if (broken) return this.#report({broken});
		}
		this.#edgesFrom.push(this.#edges.size);
		const isComplete = number === this.#states.size;
		if (!isComplete) return this.#report({isComplete});
		return this.#report({isComplete, stranded: this.#stranded(true), abandoned: this.#stranded(false)});
	}

	runFrom(told: readonly string[]): Exploration['broken'] {
		let state = this.#start;
		let number = this.#add(state, -1);
		for (const what of told) {
			const move = successors(this.#world, state).find(next => next.what === what);
			if (!move) throw new Error(`nothing is told as: ${what}`);
			state = move.to;
			number = this.#add(state, number);
		}
		for (; number < this.#states.size; number++) {
			const broken = this.#follow(number);
			if (broken) return broken;
		}
		return undefined;
	}

	get #start(): State {
		const {machines, scope} = this.#world;
		return {machine: machines.start, environment: emptyEnvironment(scope.slots, scope.blocked)};
	}

	/** Adds all that a state leads to; what breaks on the way there, if something does. */
	#follow(number: number): Exploration['broken'] {
		this.#edgesFrom.push(this.#edges.size);
		for (const move of successors(this.#world, this.#state(number))) {
			this.#transitions++;
			const to = this.#add(move.to, number);
			if (wayBack.has(move.by) && to !== number) this.#edges.push(to * 2 + (move.by === 'person' ? 1 : 0));
			const invariant = move.broken ?? this.#brokenAt(move.to.machine);
			if (invariant) return {invariant, moves: [...this.#pathTo(number), move]};
		}
		return undefined;
	}

	#report(found: Partial<Exploration>): Exploration {
		const screens = new Map<string, number>();
		for (let number = 0; number < this.#states.size; number++) {
			const screen = this.#world.machines.facts[this.#states.pair(number)[0]]?.screen ?? '';
			screens.set(screen, (screens.get(screen) ?? 0) + 1);
		}
		return {
			states: this.#states.size,
			transitions: this.#transitions,
			depth: this.#depths.at(this.#states.size - 1),
			machineStates: this.#world.machines.size,
			environments: this.#environments.length,
			isComplete: false,
			broken: undefined,
			stranded: undefined,
			abandoned: undefined,
			screens,
			...found,
		};
	}

	#add({machine, environment}: State, from: number): number {
		const {number, isNew} = this.#states.add(machine, this.#environmentNumber(environment));
		if (isNew) {
			this.#cameFrom.push(from);
			this.#depths.push(from < 0 ? 0 : this.#depths.at(from) + 1);
		}
		return number;
	}

	#state(number: number): State {
		const [machine, environment] = this.#states.pair(number);
		return {machine, environment: this.#environments[environment] as Environment};
	}

	#environmentNumber(environment: Environment): number {
		// Most moves of the machines leave the environment as it is, object and all.
		const same = this.#numbered.get(environment);
		if (same !== undefined) return same;
		const key = keyOf(environment);
		const known = this.#environmentNumbers.get(key);
		if (known !== undefined) return known;
		const number = this.#environments.length;
		this.#environmentNumbers.set(key, number);
		this.#environments.push(environment);
		this.#numbered.set(environment, number);
		return number;
	}

	#brokenAt(machine: number): Invariant | undefined {
		if (this.#judged.has(machine)) return undefined;
		this.#judged.add(machine);
		const facts = this.#world.machines.facts[machine];
		return facts && brokenBy(facts);
	}

	/** The moves of a shortest way, found again from state to state. */
	#pathTo(number: number): Move[] {
		const path: Move[] = [];
		for (let at = number; at > 0; at = this.#cameFrom.at(at)) {
			const goal = at;
			for (const move of successors(this.#world, this.#state(this.#cameFrom.at(at)))) {
				if (this.#add(move.to, goal) !== goal) continue;
				path.unshift(move);
				break;
			}
		}
		return path;
	}

	/** Backwards from idle over the ways back: who is not met has none. */
	#stranded(isAnybodyThere: boolean): Stranded | undefined {
		const size = this.#states.size;
		const isOpen = (edge: number) => isAnybodyThere || this.#edges.at(edge) % 2 === 0;
		const starts = new Int32Array(size + 1);
		for (let edge = 0; edge < this.#edges.size; edge++) {
			if (isOpen(edge)) increase(starts, (this.#edges.at(edge) >> 1) + 1);
		}
		for (let state = 0; state < size; state++) increase(starts, state + 1, starts[state]);
		const fill = starts.slice();
		const sources = new Int32Array(this.#edges.size);
		for (let state = 0; state < size; state++) {
			for (let edge = this.#edgesFrom.at(state); edge < this.#edgesFrom.at(state + 1); edge++) {
				if (!isOpen(edge)) continue;
				const to = this.#edges.at(edge) >> 1;
				sources[fill[to] as number] = state;
				increase(fill, to);
			}
		}
		const isSaved = new Uint8Array(size);
		const queue = new Int32Array(size);
		let end = 0;
		for (let state = 0; state < size; state++) {
			if (!this.#world.machines.facts[this.#states.pair(state)[0]]?.isHome) continue;
			isSaved[state] = 1;
			queue[end++] = state;
		}
		for (let at = 0; at < end; at++) {
			const state = queue[at] as number;
			for (let nth = starts[state] as number; nth < (starts[state + 1] as number); nth++) {
				const source = sources[nth] as number;
				if (isSaved[source]) continue;
				isSaved[source] = 1;
				queue[end++] = source;
			}
		}
		if (end === size) return undefined;
		return {states: size - end, moves: this.#pathTo(isSaved.indexOf(0))};
	}
}

function increase(counts: Int32Array, at: number, by = 1): void {
	counts[at] = (counts[at] ?? 0) + by;
}

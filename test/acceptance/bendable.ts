import {and} from 'xstate';
import {type Bend, bends, isSame} from './bends.ts';

/** As much of a machine's or a state's configuration as is bent. */
interface Config {
	readonly id?: string;
	readonly meta?: object & {readonly buttons?: readonly string[]; readonly field?: string};
	readonly on?: Transitions;
	readonly after?: Transitions;
	readonly always?: unknown;
	readonly states?: Readonly<Record<string, Config>>;
}

type Transitions = Readonly<Record<string, unknown>>;
/** What stands in the way while it is bent, asked at every event. */
type IsBent = (bend: Bend) => boolean;

/**
 * The configuration of a machine with every bend of the table built in, each without effect until `isBent` says so.
 * Throws when the table names a state, a transition or a button that the machine does not have.
 */
export function bendable(config: Config, isBent: IsBent): Config {
	const known = [...bends.values()].filter(
		(bend, index, all) => bend.machine === config.id && all.findIndex(each => isSame(each, bend)) === index,
	);
	return known.reduce((bent, bend) => withBend(bent, bend, bend.state.split('.'), isBent), config);
}

function withBend(config: Config, bend: Bend, [next, ...path]: readonly string[], isBent: IsBent): Config {
	if (next === undefined) return bendHere(config, bend, isBent);
	const state = config.states?.[next];
	if (!state) throw new Error(`${bend.machine} has no state ${bend.state}`);
	return {...config, states: {...config.states, [next]: withBend(state, bend, path, isBent)}};
}

function bendHere(config: Config, bend: Bend, isBent: IsBent): Config {
	switch (bend.bent) {
		case 'button':
			return {...config, meta: withoutButton(config, bend, () => isBent(bend))};
		case 'field':
			return {...config, meta: withoutField(config, bend, () => isBent(bend))};
		case 'limit':
			if (config.on?.[bend.key] !== undefined) throw new Error(`${bend.state} has ${bend.key} already`);
			return {...config, on: {...config.on, [bend.key]: {guard: () => isBent(bend), target: bend.target}}};
		case 'transition': {
			const stays = () => !isBent(bend);
			const {section, key} = bend;
			if (section === 'always') return {...config, always: guarded(existing(config.always, bend), stays)};
			const transitions = config[section];
			return {
				...config,
				[section]: {...transitions, [key]: guarded(existing(transitions?.[key], bend), stays)},
			};
		}
		default:
			return bend satisfies never;
	}
}

function existing(transition: unknown, bend: Bend): unknown {
	if (transition === undefined) throw new Error(`not in ${bend.machine}: ${JSON.stringify(bend)}`);
	return transition;
}

/** The same transitions, each only while it stays. */
function guarded(transition: unknown, stays: () => boolean): unknown[] {
	const each = Array.isArray(transition) ? transition : [transition];
	return each.map(one => {
		if (typeof one === 'string') return {target: one, guard: stays};
		const {guard} = one as {guard?: never};
		return {...(one as object), guard: guard === undefined ? stays : and([guard, stays])};
	});
}

function withoutField({meta}: Config, {machine, state}: Bend, isGone: () => boolean): object {
	const name = meta?.field;
	if (name === undefined) throw new Error(`${machine} has no field at ${state}`);
	return Object.defineProperty({...meta}, 'field', {
		enumerable: true,
		configurable: true,
		get: () => (isGone() ? undefined : name),
	});
}

function withoutButton(
	{meta}: Config,
	{state, button}: Bend & {bent: 'button'},
	isGone: () => boolean,
): object {
	// Asked anew each time: another bend may have taken another button of the same screen.
	const buttons = () => meta?.buttons ?? [];
	if (!buttons().includes(button)) throw new Error(`${state} has no button ${button}`);
	return Object.defineProperty({...meta}, 'buttons', {
		enumerable: true,
		configurable: true,
		get: () => (isGone() ? buttons().filter(name => name !== button) : buttons()),
	});
}

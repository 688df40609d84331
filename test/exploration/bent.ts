import {type AnyStateMachine, StateMachine} from 'xstate';

type Config = Record<string, unknown>;

/**
 * A machine with other members in one of its states, to see a fault found.
 * @param path the names of the state and its ancestors; none for the root
 */
export function bent<Machine extends AnyStateMachine>(
	machine: Machine,
	path: readonly string[],
	members: (state: Config) => Config,
): Machine {
	const config = bentConfig(machine.config as Config, path, members);
	return new StateMachine(config as never, machine.implementations as never) as unknown as Machine;
}

function bentConfig(
	config: Config,
	[name, ...rest]: readonly string[],
	members: (state: Config) => Config,
): Config {
	if (name === undefined) return {...config, ...members(config)};
	const states = config.states as Record<string, Config>;
	const state = states[name];
	if (!state) throw new Error(`there is no state ${name}`);
	return {...config, states: {...states, [name]: bentConfig(state, rest, members)}};
}

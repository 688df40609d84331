import {type Exploration, explore} from './explorer.ts';
import {journalOf} from './journal.ts';
import {MachineSpace, productMachines} from './machines.ts';
import type {Move} from './move.ts';
import {fullScopes} from './scopes.ts';
import {storyOf} from './story.ts';
import {tabulateWindow} from './windowTable.ts';

/**
 * `bun run explore [TEXT]`: explores every scope, or those with TEXT in their name, to the last state, and exits 1 at
 * the first that has a counter-example, 2 when there is no such scope: its story goes to the error output, its journal to the output, for `replay`.
 */
async function main(wanted = ''): Promise<number> {
	const scopes = fullScopes.filter(({name}) => name.includes(wanted));
	if (scopes.length === 0) {
		console.error(`no scope has ${JSON.stringify(wanted)} in its name; there are:`);
		for (const {name} of fullScopes) console.error(`  ${name}`);
		return 2;
	}
	const window = await tabulateWindow();
	const totals = {states: 0, transitions: 0, seconds: 0};
	for (const scope of scopes) {
		const machines = new MachineSpace(productMachines, scope.procedures);
		const begun = performance.now();
		const found = explore({machines, window, scope});
		const seconds = (performance.now() - begun) / 1000;
		console.error(`${scope.name}\n  ${figures(found, seconds)}`);
		const {broken, stranded, abandoned} = found;
		if (broken) return tell(machines, broken.invariant, broken.moves);
		if (stranded) return tell(machines, `no way back to idle from ${stranded.states} states`, stranded.moves);
		if (abandoned) {
			return tell(
				machines,
				`no way back to idle without people from ${abandoned.states} states`,
				abandoned.moves,
			);
		}
		totals.states += found.states;
		totals.transitions += found.transitions;
		totals.seconds += seconds;
	}
	console.error(
		`in all ${totals.states} states, ${totals.transitions} transitions, ${totals.seconds.toFixed(0)} s: no invariant breaks`,
	);
	return 0;
}

function figures({states, transitions, depth, machineStates, environments}: Exploration, seconds: number) {
	const mebibytes = Math.round(process.memoryUsage().rss / 2 ** 20);
	return `${states} states (${machineStates} of the machines, ${environments} of the world), ${transitions} transitions, depth ${depth}, ${seconds.toFixed(0)} s, ${mebibytes} MiB`;
}

function tell(machines: MachineSpace, what: string, moves: readonly Move[]): number {
	console.error(`${what}\n${storyOf(machines, moves)}`);
	const journal = journalOf(machines, moves);
	if (journal === undefined)
		console.error('no clock gives this order of deadlines, so that no journal can be played');
	else process.stdout.write(journal);
	return 1;
}

process.exitCode = await main(process.argv[2]);

import type {MachineSpace} from './machines.ts';
import type {Move} from './move.ts';

/** A way told for people: who did what, and what the kiosk then showed. */
export function storyOf(machines: MachineSpace, moves: readonly Move[]): string {
	let path = '';
	return moves
		.map(({by, what, to}) => {
			const reached = machines.facts[to.machine]?.path ?? '';
			const line = `${by.padEnd(8)}${what}${reached === path ? '' : ` -> ${reached}`}`;
			path = reached;
			return line;
		})
		.join('\n');
}

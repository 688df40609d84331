import {parseArgs} from 'node:util';
import {cost} from './cost.ts';
import {recovery} from './recovery.ts';
import {soak} from './soak.ts';
import {start} from './start.ts';

const usage = `bun run bench [start] [recovery] [soak] [cost] [options]

What the kiosk costs, all of it or what is named. soak and cost start a pcscd of their own, which takes root.
start   start to first full frame and key to frame, beside a bare Ink hello of the same build
recovery  sway, foot and the city's program until it is ready, beside a program that is ready at once
soak    procedures one after the other in one process: what grows, and OK of the second login to receipt
cost    card commands, bytes and time of the import, beside OpenSC with only its jpki driver
--runs N         starts of each program, and imports (default 20)
--keys N         keys typed in each start (default 20)
--procedures N   procedures of the soak (default 1000)
`;

const {values: options, positionals} = parseArgs({
	options: {
		runs: {type: 'string', default: '20'},
		keys: {type: 'string', default: '20'},
		procedures: {type: 'string', default: '1000'},
		help: {type: 'boolean', default: false},
	},
	allowPositionals: true,
});
const [runs, keys, procedures] = [options.runs, options.keys, options.procedures].map(Number) as [
	number,
	number,
	number,
];
const benches: Readonly<Record<string, () => Promise<boolean>>> = {
	start: () => start(runs, keys),
	recovery: () => recovery(runs),
	soak: () => soak(procedures),
	cost: () => cost(runs),
};
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);
const isUsable =
	[runs, keys, procedures].every(count => Number.isInteger(count) && count > 0) &&
	chosen.every(name => Object.hasOwn(benches, name));
if (options.help || !isUsable) {
	process.stdout.write(usage);
	process.exit(options.help ? 0 : 2);
}

let isKept = true;
for (const name of chosen) isKept = ((await benches[name]?.()) ?? false) && isKept;
process.exit(isKept ? 0 : 1);

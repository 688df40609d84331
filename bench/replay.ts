import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {readJournal} from '../src/journal/read.ts';
import {firstDifference} from '../src/journal/replay.ts';

const usage = `bun bench/replay.ts [--rounds N]

Reads and asserts every recorded journey of test/journeys, N times (default 10): journeys a second, by the
wall clock and by the processor time of this process (goal 200).
`;

const {values: options} = parseArgs({
	options: {rounds: {type: 'string', default: '10'}, help: {type: 'boolean', default: false}},
});
const rounds = Number(options.rounds);
if (options.help || !(Number.isInteger(rounds) && rounds > 0)) {
	process.stdout.write(usage);
	process.exit(options.help ? 0 : 2);
}

const folder = join(import.meta.dir, '../test/journeys');
const journeys = readdirSync(folder)
	.filter(name => name.endsWith('.jsonl'))
	.map(name => readFileSync(join(folder, name), 'utf8'));

assertAll();
const started = performance.now();
const before = process.cpuUsage();
for (let round = 0; round < rounds; round++) assertAll();
const {user, system} = process.cpuUsage(before);
const count = journeys.length * rounds;
const perSecond = (ms: number) => Math.round((count / ms) * 1000);
console.log(
	`${count} journeys: ${perSecond(performance.now() - started)}/s, ${perSecond((user + system) / 1000)} a processor second`,
);

function assertAll(): void {
	for (const text of journeys) {
		const reading = readJournal(text);
		if (reading.status !== 'read') throw new Error(`a journey cannot be read: ${reading.why}`);
		for (const run of reading.runs) {
			if (firstDifference(run)) throw new Error('a journey does not come out as recorded');
		}
	}
}

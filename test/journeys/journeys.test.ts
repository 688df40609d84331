import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Run, readJournal} from '../../src/journal/read.ts';
import {firstDifference, replay} from '../../src/journal/replay.ts';
import {metas} from '../screens/everyScreen.ts';

const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.jsonl'));

function runOf(file: string): Run {
	const reading = readJournal(readFileSync(join(import.meta.dirname, file), 'utf8'));
	if (reading.status !== 'read' || !reading.runs[0]) throw new Error(`${file} cannot be read`);
	return reading.runs[0];
}

// When a machine or a view changes on purpose, `bun run journeys:record` writes these journals again.
describe('recorded journeys', () => {
	test.each(files)('%s comes out as recorded', file => {
		const run = runOf(file);
		expect(run.ending.status).toBe('stopped');
		expect(run.faults).toEqual([]);
		expect(run.entries.at(-1)?.path).toBe('idle');
		expect(firstDifference(run)).toBeUndefined();
	});

	test('show every screen that there is', () => {
		const seen = new Set(files.flatMap(file => [...replay(runOf(file))].map(({view}) => view.screen)));
		const all = new Set(metas.map(({meta}) => meta.screen));
		expect([...all].filter(screen => !seen.has(screen))).toEqual([]);
	});
});

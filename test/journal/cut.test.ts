import {describe, expect, test} from 'vitest';
import {readJournal} from '../../src/journal/read.ts';
import {firstDifference} from '../../src/journal/replay.ts';
import {applicationFor} from '../helpers/kiosk.ts';
import {header, recordRun, textOf} from '../helpers/recordedRun.ts';
import {revocationOf} from './journeys.ts';

const lines = await recordRun(
	revocationOf({
		application: applicationFor('revocation'),
		certificate: 'MIIC',
		signed: 'MIIS',
		receiptNumber: '7700-1234-5678',
	}),
);
const bytes = new TextEncoder().encode(textOf(lines));
/** Where each line ends, its line feed not counted. */
const ends = [...bytes.keys()].filter(at => bytes[at] === 0x0a);
const cutAt = (length: number) => readJournal(new TextDecoder().decode(bytes.subarray(0, length)));

test('a journal cut at any byte is read up to the cut, and says that it is cut', () => {
	for (let length = 0; length < bytes.length - 1; length++) {
		const reading = cutAt(length);
		const wholeLines = ends.filter(end => end <= length).length;
		if (wholeLines === 0) {
			expect(reading.status, `${length} bytes`).toBe('unreadable');
			continue;
		}
		if (reading.status !== 'read') throw new Error(`${length} bytes: ${reading.why}`);
		const [run] = reading.runs;
		expect(run?.entries, `${length} bytes`).toEqual(lines.slice(1, wholeLines));
		expect(run?.ending, `${length} bytes`).toEqual({status: 'cut', line: wholeLines + 1});
	}
});

test('what is left of a cut journal plays as recorded', () => {
	for (const end of ends.slice(0, -1)) {
		const reading = cutAt(end - 1);
		if (reading.status !== 'read') continue;
		for (const run of reading.runs) expect(firstDifference(run)).toBeUndefined();
	}
});

describe('what is no line of a journal ends the run there', () => {
	const entry = {at: 5, to: 'kiosk', event: {type: 'user.ok'}, path: 'menu', view: '0123456789abcdef'};
	test.each([
		['no JSON', '{"at":5,'],
		['a time that runs back', {...entry, at: 3}],
		['a time that is no whole number', {...entry, at: 5.5}],
		['another machine', {...entry, to: 'somebody'}],
		['an event of the runtime', {...entry, event: {type: 'xstate.init'}}],
		['an event that a journal never holds', {...entry, event: {type: 'procedure.held'}}],
		['an event with a member that is never written', {...entry, event: {type: 'user.ok', password: 'x'}}],
		['an event without a member it needs', {...entry, event: {type: 'window.answered'}}],
		['an event with a member of another kind', {...entry, event: {type: 'card.ready', triesLeft: {}}}],
		['a digest that is none', {...entry, view: 'x'}],
	])('%s', (_, line) => {
		const text = [header, {...entry, at: 4}, line, {end: 'stopped', at: 9}]
			.map(each => (typeof each === 'string' ? each : JSON.stringify(each)))
			.join('\n');
		const reading = readJournal(text);
		expect(reading).toMatchObject({runs: [{entries: [{at: 4}], ending: {status: 'cut', line: 3}}]});
	});

	test('and the same with a sound line goes on', () => {
		const text = [header, {...entry, at: 4}, entry, {end: 'stopped', at: 9}]
			.map(each => JSON.stringify(each))
			.join('\n');
		expect(readJournal(text)).toMatchObject({runs: [{entries: [{}, {}], ending: {status: 'stopped'}}]});
	});
});

test.each([
	['an empty file', '', 'noJournal'],
	['another file', '{"format":"something"}\n', 'noJournal'],
	['a newer journal', JSON.stringify({...header, version: 2}), 'newerVersion'],
	['half a header', JSON.stringify(header).slice(0, 60), 'cutHeader'],
])('%s is told apart', (_, text, why) => {
	expect(readJournal(text)).toEqual({status: 'unreadable', why});
});

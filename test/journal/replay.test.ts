import {expect, test} from 'vitest';
import type {Entry} from '../../src/journal/format.ts';
import {type Run, readJournal} from '../../src/journal/read.ts';
import {firstDifference, replay} from '../../src/journal/replay.ts';
import {applicationFor} from '../helpers/kiosk.ts';
import {type Journey, recordRun, textOf} from '../helpers/recordedRun.ts';
import {revocationOf} from './journeys.ts';

const journey = revocationOf({
	application: applicationFor('revocation'),
	certificate: 'MIIC',
	signed: 'MIIS',
	receiptNumber: '7700-1234-5678',
});

/** A journal's only run. */
function runOf(text: string): Run {
	const reading = readJournal(text);
	if (reading.status !== 'read' || !reading.runs[0]) throw new Error(`no run: ${JSON.stringify(reading)}`);
	return reading.runs[0];
}

test('a journey written down plays again: every state and view as recorded', async () => {
	const run = runOf(textOf(await recordRun(journey)));
	const moments = [...replay(run)];
	expect(moments.filter(moment => !moment.isSame)).toEqual([]);
	const paths = moments.map(moment => moment.view.path);
	expect(paths).toContain('procedure.secondLogin.checking.asking');
	expect(paths).toContain('procedure.accepted');
	expect(paths.at(-1)).toBe('idle');
	expect(moments.map(moment => moment.view.secondsLeft)).toContain(27);
});

test('a bent record is noticed at its first difference', async () => {
	const run = runOf(textOf(await recordRun(journey)));
	const nth = run.entries.findIndex(entry => entry.event.type === 'card.verified');
	const entries = run.entries.map((entry, at): Entry => {
		return at === nth ? {...entry, event: {type: 'card.blocked'}} : entry;
	});
	const difference = firstDifference({...run, entries});
	expect(difference?.entry).toBe(entries[nth]);
	expect(difference?.view.path).toBe('procedure.passwordCheckFailed');
});

test('a view that another build shows in the same state is noticed', async () => {
	const run = runOf(textOf(await recordRun(journey)));
	const header = {...run.header, input: {...run.header.input, language: 'en' as const}};
	expect(firstDifference({...run, header})?.entry).toBe(run.entries[0]);
});

test('a document that was read late plays again: 電子署名 pressed before leads nowhere, pressed after it leads on', async () => {
	const early: Journey = journey.flatMap(([at, event]) =>
		event.type === 'screen.readToEnd'
			? ([
					[at - 100, {type: 'user.ok'}],
					[at, event],
				] as Journey)
			: ([[at, event]] as Journey),
	);
	const run = runOf(textOf(await recordRun(early)));
	expect(firstDifference(run)).toBeUndefined();
	const reached = run.entries.map(({event, path}) => `${event.type} ${path}`);
	const asked = reached.indexOf('user.ok procedure.confirmImport.reading');
	const told = reached.indexOf('screen.readToEnd procedure.confirmImport.reading');
	expect(asked).toBeGreaterThan(0);
	expect(told).toBeGreaterThan(asked);
	// Told with the key it matters for: when the reading ended tells how long the document is.
	expect(reached[told + 1]).toBe('user.ok procedure.signConfirm');
	expect(run.entries[told]?.at).toBe(run.entries[told + 1]?.at);
});

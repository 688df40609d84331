import {expect, test} from 'vitest';
import {createActor, fromCallback} from 'xstate';
import {SteppedClock} from '../../src/journal/clock.ts';
import type {Entry, Header} from '../../src/journal/format.ts';
import {Recorder} from '../../src/journal/recorder.ts';
import {replay} from '../../src/journal/replay.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {deepestActor, viewOf} from '../../src/machines/view.ts';
import {sampleApplication} from '../helpers/kiosk.ts';

const header: Header = {
	format: 'madoguchi-journal',
	version: 1,
	machine: 'kiosk',
	build: 'test',
	input: {language: 'ja', procedures: ['revocation'], timeScale: 1},
};

const journey: ReadonlyArray<readonly [at: number, event: MachineEvent]> = [
	[400, {type: 'user.ok'}],
	[1200, {type: 'user.choose', choice: 'revocation'}],
	[1300, {type: 'terminal.ready'}],
	[4000, {type: 'user.ok'}],
	[4100, {type: 'card.ready', triesLeft: 5}],
	[9000, {type: 'user.ok'}],
	[9001, {type: 'password.wellFormed'}],
	[9100, {type: 'card.verified'}],
	[9300, {type: 'card.imported', certificate: 'MIICsecretcertificate'}],
	[9301, {type: 'application.drawn', application: sampleApplication}],
	// Long enough for the idle warning and a few seconds of its countdown.
	[73_500, {type: 'user.active'}],
	[74_000, {type: 'screen.readToEnd'}],
	[75_000, {type: 'user.ok'}],
	[76_000, {type: 'user.ok'}],
	[76_100, {type: 'card.ready', triesLeft: 5}],
	[80_000, {type: 'user.ok'}],
	[80_001, {type: 'password.wellFormed'}],
	[80_100, {type: 'card.verified'}],
	[80_400, {type: 'card.signed', signed: 'MIISsecretsignature'}],
	[82_000, {type: 'user.ok'}],
	[
		82_300,
		{
			type: 'window.answered',
			notice: {result: 'accepted', receiptNumber: '7700-1234-5', decidedAt: '2026-11-22T02:00:00.000Z'},
		},
	],
	[90_000, {type: 'user.ok'}],
];

/** Plays the journey on a kiosk whose clock the test turns, with a recorder listening. */
async function record(): Promise<{entries: Entry[]; paths: string[]}> {
	const clock = new SteppedClock();
	const entries: Entry[] = [];
	const recorder = new Recorder(
		entry => entries.push(entry),
		() => clock.now(),
	);
	const kiosk = createActor(
		kioskMachine.provide({
			actors: {
				watchReader: fromCallback(({sendBack}) => {
					queueMicrotask(() => sendBack({type: 'reader.present'}));
				}),
			},
		}),
		{clock: clock as never, inspect: recorder.inspect, input: header.input},
	);
	recorder.watch(kiosk);
	kiosk.start();
	const paths: string[] = [];
	for (const [at, event] of journey) {
		await Promise.resolve();
		clock.advanceTo(at);
		const target = event.type === 'user.active' ? kiosk : deepestActor(kiosk);
		target.send(event as never);
		await Promise.resolve();
		deepestActor(kiosk).send({type: 'screen.shown', screen: viewOf(kiosk.getSnapshot()).screen});
		await Promise.resolve();
		paths.push(viewOf(kiosk.getSnapshot()).path);
	}
	kiosk.stop();
	return {entries, paths};
}

test('a journey written down plays again: every state and view as recorded', async () => {
	const {entries, paths} = await record();
	expect(paths.at(-2)).toBe('procedure.accepted');
	expect(paths.at(-1)).toBe('takeCard');
	const again = [...replay(header, entries)];
	expect(again.filter(step => !step.isSame)).toEqual([]);
	expect(again.map(step => step.view.path)).toContain('procedure.secondLogin.checking.asking');
});

test('a bent record is noticed at its first difference', async () => {
	const {entries} = await record();
	const bent = entries.map((entry, nth) =>
		nth === 8 ? {...entry, event: {type: 'card.blocked'} as MachineEvent} : entry,
	);
	const again = [...replay(header, bent)];
	expect(again.findIndex(step => !step.isSame)).toBe(8);
});

test('what is written down holds no name, address, number, certificate or signature', async () => {
	const {entries} = await record();
	const written = JSON.stringify(entries);
	for (const secret of [
		'吉田',
		'霞が関',
		'319580810',
		'0A1B2C',
		'00112233',
		'secretcertificate',
		'secretsignature',
		'7700-1234-5',
	]) {
		expect(sampleApplication + JSON.stringify(journey), 'the journey itself has it').toContain(secret);
		expect(written).not.toContain(secret);
	}
});

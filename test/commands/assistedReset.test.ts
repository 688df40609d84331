import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {AuditEntry} from '../../src/domain/audit.ts';
import {SteppedClock} from '../../src/journal/clock.ts';
import {bodies} from '../../src/screens/table.ts';
import {screenWords, wordsIn} from '../../src/words/index.ts';
import {
	citizenInserts,
	citizenTypes,
	officerSigns,
	secondConfirms,
	signsInAtDesk,
	toDocuments,
	toHandOver,
	toSummary,
} from '../helpers/assistedReset.ts';
import {office, verified} from '../helpers/resetOffice.ts';
import {callStaff} from '../helpers/staff.ts';

const next = 'NEWPASS7X';

const ends = (entries: readonly AuditEntry[]) =>
	entries.flatMap(entry => (entry.kind === 'resetEnded' ? [entry] : []));

describe('T-21: a reset with two officers', () => {
	test('unblocks a locked card and sets the new password, and the audit holds who and when but no password', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toHandOver(counter);
		expect(counter.kiosk.view().duty).toBeUndefined();
		await citizenTypes(counter, next);
		await citizenInserts(counter);
		await counter.kiosk.untilScreen('resetDone');

		expect(await verified(await counter.card('locked'), next)).toBe('9000');
		const entries = await counter.audited();
		expect(ends(entries)).toMatchObject([{result: 'reset', password: 'signing', officers: ['2001', '2002']}]);
		expect(entries.flatMap(entry => (entry.kind === 'resetStep' ? [entry.step] : []))).toEqual([
			'begun',
			'documentsSeen',
			'confirmed',
			'authorised',
		]);
		const text = await readFile(join(counter.state, 'audit', '000001.jsonl'), 'utf8');
		for (const secret of [next, '200120', '200220', '吉田']) expect(text).not.toContain(secret);
		expect(counter.kiosk.faults).toEqual([]);
	});

	test.each(['printed', 'failed'] as const)(
		'gives the citizen a slip with the number of the audit, if it is asked for and %s',
		async prints => {
			const counter = await office({prints});
			const {kiosk} = counter;
			await signsInAtDesk(counter);
			await toHandOver(counter);
			await citizenTypes(counter, next);
			await citizenInserts(counter);
			expect((await kiosk.untilScreen('resetDone')).buttons).toEqual(['ok', 'print']);
			expect(counter.slips).toEqual([]);
			kiosk.presses('print');
			const view = await kiosk.until(({slip}) => slip === prints);

			const entries = await counter.audited();
			const [end] = ends(entries);
			expect(counter.slips).toEqual([
				{kind: 'reset', at: expect.any(String), passwords: ['signing'], caseNumber: end?.reset},
			]);
			expect(end).toMatchObject({result: 'reset'});
			expect(entries.at(-1)).toEqual({kind: 'printed', slip: 'reset', result: prints});
			// Two sentences: what became of the procedure, and of the paper.
			const body = JSON.stringify(
				bodies[view.screen](view, {screen: screenWords(view), words: wordsIn('ja')}),
			);
			expect(body.includes('"手続は済んでいます。","印刷だけができませんでした。"')).toBe(
				prints === 'failed',
			);
			expect(view.buttons).toEqual(prints === 'failed' ? ['ok', 'print'] : ['ok']);
		},
	);

	test('resets the four digits of a card that is not blocked, too', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toHandOver(counter, {citizen: 'valid', password: 'authentication'});
		await citizenTypes(counter, '7394');
		await citizenInserts(counter, 'valid');
		await counter.kiosk.untilScreen('resetDone');

		expect(await verified(await counter.card('valid'), '7394', 0x0018)).toBe('9000');
	});

	test('never with one officer twice', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toDocuments(counter);
		await toSummary(counter);
		await secondConfirms(counter, {second: 'staff-officer-1'});

		expect((await counter.kiosk.untilScreen('staffRefused')).staff?.refusal).toBe('sameOfficer');
	});

	test('never with a helper', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toDocuments(counter);
		await toSummary(counter);
		await secondConfirms(counter, {second: 'staff-helper'});

		expect((await counter.kiosk.untilScreen('staffRefused')).staff?.refusal).toBe('roleMissing');
	});

	test('never without documents: it ends in what to bring', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toDocuments(counter);
		counter.kiosk.presses('ok');
		await counter.kiosk.untilScreen('resetLacking');
		counter.kiosk.presses('ok');
		await counter.kiosk.untilScreen('resetGuidance');

		expect(ends(await counter.audited())).toMatchObject([{result: 'guided', officers: []}]);
	});

	test('never of an officer\u2019s own card', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toDocuments(counter, {citizen: 'second'});
		await toSummary(counter);
		await secondConfirms(counter, {second: 'staff-operator'});

		expect((await counter.kiosk.untilScreen('resetRefused')).reset?.refusal).toBe('ownCard');
		expect(ends(await counter.audited())).toMatchObject([{result: 'refused', cause: 'ownCard'}]);
	});

	test('a second one of the same card asks for an operator, who confirms in the second officer\u2019s place', async () => {
		const counter = await office();
		const {kiosk} = counter;
		await signsInAtDesk(counter);
		await toHandOver(counter);
		await citizenTypes(counter, next);
		await citizenInserts(counter);
		await kiosk.untilScreen('resetDone');
		kiosk.presses('ok');
		await counter.cards.pull();
		await kiosk.untilScreen('idle');

		await signsInAtDesk(counter);
		await toDocuments(counter);
		await toSummary(counter);
		await secondConfirms(counter);
		await kiosk.untilScreen('resetOperator');
		kiosk.presses('ok');
		await kiosk.untilScreen('resetSummary');
		await secondConfirms(counter, {second: 'staff-operator'});
		await kiosk.untilScreen('resetHandOver');
	});

	test('never of another card than was looked at', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toHandOver(counter);
		await citizenTypes(counter, next);
		await citizenInserts(counter, 'valid');

		expect(
			(await counter.kiosk.until(({screen, kind}) => screen === 'resetInsertAgain' && kind !== undefined))
				.kind,
		).toBe('other');
		expect(await verified(await counter.card('valid'), 'DEMO2026')).toBe('9000');
		await citizenInserts(counter);
		await counter.kiosk.untilScreen('resetDone');
	});
});

describe('T-21: the times that the municipality set', () => {
	const times = {minutesBetween: 1, secondsAfter: 40};

	test('between the officers are told, and end the reset', async () => {
		const clock = new SteppedClock();
		const counter = await office({times, clock});
		const {kiosk} = counter;
		await signsInAtDesk(counter);
		await toDocuments(counter);
		await toSummary(counter);
		const view = kiosk.view();
		expect(screenWords(view).notes).toContain('一人目の署名から1分以内に確認してください。');
		clock.advanceTo(clock.now() + 59_999);
		expect(kiosk.view().screen).toBe('resetSummary');
		clock.advanceTo(clock.now() + 1);
		expect(await kiosk.untilScreen('resetRefused')).toMatchObject({reset: {refusal: 'tooLate'}});
	});

	test('after the second officer are counted down, and end the reset', async () => {
		const clock = new SteppedClock();
		const counter = await office({times, clock});
		const {kiosk} = counter;
		await signsInAtDesk(counter);
		await toHandOver(counter);
		const {reset} = await kiosk.until(view => (view.reset?.secondsLeft ?? 0) > 0);
		expect(reset?.secondsLeft).toBeLessThanOrEqual(40);
		clock.advanceTo(clock.now() + 39_999);
		expect(kiosk.view().screen).toBe('resetHandOver');
		clock.advanceTo(clock.now() + 1);
		expect(await kiosk.untilScreen('resetRefused')).toMatchObject({reset: {refusal: 'tooLate'}});
	});
});

test('T-21: the day\u2019s resets of the window are not exceeded', async () => {
	const counter = await office({limits: {perDay: 1}});
	const {kiosk, cards} = counter;
	await signsInAtDesk(counter);
	await toHandOver(counter);
	await citizenTypes(counter, next);
	await citizenInserts(counter);
	await kiosk.untilScreen('resetDone');
	kiosk.presses('ok');
	await cards.pull();
	await kiosk.untilScreen('idle');
	await signsInAtDesk(counter);
	await toDocuments(counter, {citizen: 'valid'});
	await toSummary(counter);
	await secondConfirms(counter);
	expect((await kiosk.untilScreen('resetRefused')).reset?.refusal).toBe('overDay');
});

describe('T-21: a reset that is broken off changes nothing', () => {
	test.each(['resetWho', 'resetDocuments', 'resetSummary', 'resetHandOver'] as const)('at %s', async at => {
		const counter = await office();
		const {kiosk, cards} = counter;
		await signsInAtDesk(counter);
		if (at === 'resetHandOver') await toHandOver(counter);
		else {
			await toDocuments(counter);
			if (at === 'resetWho') kiosk.presses('back');
			if (at === 'resetSummary') await toSummary(counter);
		}
		await kiosk.untilScreen(at);
		kiosk.presses('cancel');
		await kiosk.untilScreen('menu');

		expect(ends(await counter.audited())).toMatchObject([{result: 'cancelled'}]);
		// 6983 and 6984: still blocked (card-facts 1.5).
		await cards.pull();
		expect(await verified(await counter.card('locked'), next)).toMatch(/^698[34]$/);
	});
});

describe('T-21: a card that leaves', () => {
	test('before the new password is on its way stays as it was', async () => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toHandOver(counter);
		await citizenTypes(counter, next);
		// GET CHALLENGE is the first command that a look does not send (ISO/IEC 7816-4: INS 84).
		counter.reader.faults = {before: (_nth, ins) => (ins === 0x84 ? 'pull' : undefined)};
		await citizenInserts(counter);

		await counter.kiosk.until(({screen, absent}) => screen === 'resetInsertAgain' && absent === 'noCard');
		expect(await verified(await counter.card('locked'), next)).toMatch(/^698[34]$/);
	});
});

describe('T-22: a reset that is left with the new password on its way is not audited as cancelled', () => {
	/** RESET RETRY COUNTER (ISO/IEC 7816-4: INS 2C) carries the new password; the card leaves before or after it. */
	test.each([
		{when: 'before', faults: {before: (_: number, ins: number) => (ins === 0x2c ? 'pull' : undefined)}},
		{when: 'after', faults: {after: (_: number, ins: number) => (ins === 0x2c ? 'pull' : undefined)}},
	] as const)('when the card leaves $when the command, and staff are called', async ({faults}) => {
		const counter = await office();
		await signsInAtDesk(counter);
		await toHandOver(counter);
		await citizenTypes(counter, next);
		counter.reader.faults = faults;
		await citizenInserts(counter);
		await counter.kiosk.untilScreen('resetUnknown');

		callStaff(counter.kiosk);
		await counter.kiosk.untilScreen('staffMethod');
		expect(ends(await counter.audited())).toMatchObject([{result: 'unknown'}]);
	});

	test('nor when nobody waits any more for the card that took it', async () => {
		const timers: Array<{readonly run: () => void; readonly milliseconds: number}> = [];
		const clock = {
			setTimeout: (run: () => void, milliseconds: number) => timers.push({run, milliseconds}),
			clearTimeout: () => undefined,
		};
		const counter = await office({clock});
		await signsInAtDesk(counter);
		await toHandOver(counter);
		await citizenTypes(counter, next);
		const card = await counter.card('locked');
		const {promise: isOver, resolve: over} = Promise.withResolvers<void>();
		let isSet = false;
		counter.reader.insert({
			powerOn: () => card.powerOn(),
			transmit: command => card.transmit(command),
			reset: () => card.reset(),
			powerOff: () => {
				card.powerOff();
				if (isSet) setImmediate(over);
			},
		});
		counter.reader.faults = {
			after: (_nth, ins) => {
				if (ins !== 0x2c) return undefined;
				isSet = true;
				// The two minutes of the visit are over before its answer.
				timers.findLast(({milliseconds}) => milliseconds === 120_000)?.run();
				return undefined;
			},
		};
		counter.kiosk.presses('ok');
		await counter.kiosk.untilScreen('resetUnknown');
		await isOver;

		callStaff(counter.kiosk);
		await counter.kiosk.untilScreen('staffMethod');
		expect(ends(await counter.audited())).toMatchObject([{result: 'reset'}]);
		expect(verified(card, next)).toBe('9000');
	});
});

test('T-21: where nobody can unblock, the same procedure ends in guidance, as a result of its own', async () => {
	const counter = await office({unblocks: false, prints: 'printed'});
	const {kiosk, cards} = counter;
	await signsInAtDesk(counter);
	kiosk.presses('assistedReset');
	await kiosk.untilScreen('resetChoose');
	kiosk.presses('signing');
	await cards.insert('locked');
	kiosk.presses('ok');
	await kiosk.untilScreen('resetWho');
	kiosk.presses('representative');
	const view = await kiosk.untilScreen('resetGuidance');

	expect(view).toMatchObject({reset: {canUnblock: false, comer: 'representative'}, buttons: ['ok', 'print']});
	expect(ends(await counter.audited())).toMatchObject([{result: 'guided'}]);
	kiosk.presses('print');
	await kiosk.until(({slip}) => slip === 'printed');
	expect(counter.slips).toEqual([
		{
			kind: 'guidance',
			at: expect.any(String),
			passwords: ['signing'],
			reason: 'blocked',
			comer: 'representative',
			form: '暗証番号変更/初期化申請書',
			counter: '',
		},
	]);
});

test('T-21: the desk may sign in whoever they are, but an order only by card', async () => {
	const counter = await office();
	await signsInAtDesk(counter);
	await toDocuments(counter);
	counter.kiosk.presses('item1');
	counter.kiosk.presses('ok');
	await counter.kiosk.untilScreen('staffInsertCard');
	await officerSigns(counter, 'staff-officer-1');
	await counter.kiosk.untilScreen('resetSummary');
});

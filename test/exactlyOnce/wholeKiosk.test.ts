import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {SteppedClock} from '../../src/journal/clock.ts';
import {headlessKiosk, stateFolder} from '../helpers/headlessKiosk.ts';
import {goOn} from '../helpers/journey.ts';
import {demoPki} from '../helpers/pki.ts';
import {openStation, type Station} from './station.ts';
import type {Carry} from './wire.ts';

const password = 'DEMO2026';
const deadlines = {aliveMs: 2000, submitMs: 2000, inquireMs: 2000};

/** The whole kiosk with the ordinary card, at a station whose wire the test holds. */
async function kioskAt(station: Station) {
	const state = stateFolder();
	const pki = await demoPki();
	const window = `https://127.0.0.1:${station.wire.port}`;
	const kiosk = await headlessKiosk({pki, window, state, deadlines});
	kiosk.reader.insert(await loadSimulatedCard(join(pki, 'cards', 'valid')));
	return {kiosk, state};
}

/** Goes on to 送信確認, and has the wire do what the test says from the next connection on. */
async function toSending(station: Station, carry: Carry) {
	const at = await kioskAt(station);
	await goOn(at.kiosk, {password, upTo: 'sendConfirm'});
	station.wire.carry = carry;
	at.kiosk.presses('ok');
	return at;
}

/** Cuts the first connection at its nth piece in a direction: before it is carried, or after. */
function cutOnce(
	station: Station,
	direction: 'to the window' | 'to the kiosk',
	nth: number,
	when: 'before' | 'after',
): Carry {
	let seen = 0;
	return async (piece, towards, forward) => {
		const isIt = towards === direction && ++seen === nth;
		if (!isIt || when === 'after') forward(piece);
		if (isIt) station.wire.cut();
	};
}

describe('T-01 a connection cut', () => {
	test.each([
		{
			description: 'before the handshake',
			direction: 'to the window',
			nth: 1,
			when: 'before',
			end: 'notReceived',
		},
		{description: 'before the body', direction: 'to the window', nth: 2, when: 'before', end: 'notReceived'},
		{description: 'amid the body', direction: 'to the window', nth: 0, when: 'before', end: 'notReceived'},
		{
			description: 'after the body, before the receipt',
			direction: 'to the kiosk',
			nth: 2,
			when: 'before',
			end: 'accepted',
		},
	] as const)('$description ends at $end, as the window has it', async ({direction, nth, when, end}) => {
		const station = await openStation();
		const carry = nth === 0 ? halfABody(station) : cutOnce(station, direction, nth, when);
		const {kiosk} = await toSending(station, carry);
		const view = await kiosk.untilScreen('accepted', 'notReceived', 'outcomeUnknown');
		expect(view.screen).toBe(end);
		expect(station.revocations()).toBe(end === 'accepted' ? 1 : 0);
		expect(kiosk.faults).toEqual([]);
	});
});

/** Carries the handshake and the first half of the request, then cuts. */
function halfABody(station: Station): Carry {
	let seen = 0;
	return async (piece, direction, forward) => {
		const isRequest = direction === 'to the window' && ++seen === 2;
		forward(isRequest ? piece.subarray(0, piece.length / 2) : piece);
		if (isRequest) station.wire.cut();
	};
}

test('T-01 a document that comes after the inquiry about it is refused, and 受理されていません stays true', async () => {
	const station = await openStation();
	const held = Promise.withResolvers<void>();
	const straight = station.wire.carry;
	let seen = 0;
	const {kiosk} = await toSending(station, async (piece, direction, forward) => {
		// Only the first connection is held: the inquiry overtakes it.
		station.wire.carry = straight;
		if (direction === 'to the window' && ++seen > 1) await held.promise;
		forward(piece);
	});
	expect((await kiosk.untilScreen('accepted', 'notReceived', 'outcomeUnknown')).screen).toBe('notReceived');
	held.resolve();
	expect(await station.firstDocument).toBe('requestClosed');
	expect(station.revocations()).toBe(0);
});

test('T-01 after a restart the kiosk asks about what was left, tells staff how much it is, and sends nothing', async () => {
	const station = await openStation();
	const straight = station.wire.carry;
	const cutOff: Carry = async () => station.wire.cut();
	const answered = Promise.withResolvers<void>();
	let seen = 0;
	const first = await toSending(station, async (piece, direction, forward) => {
		if (direction === 'to the kiosk' && ++seen > 1) return answered.resolve();
		forward(piece);
	});
	await answered.promise;
	expect(await station.firstDocument).toBe('accepted');
	await first.kiosk.stop();

	station.wire.carry = cutOff;
	const clock = new SteppedClock();
	const pki = await demoPki();
	const window = `https://127.0.0.1:${station.wire.port}`;
	const again = await headlessKiosk({pki, window, state: first.state, deadlines, clock: clock as never});
	expect((await again.until(({waiting}) => waiting > 0)).waiting).toBe(1);
	expect(again.view().screen).toBe('idle');

	station.wire.carry = straight;
	clock.advanceTo(clock.now() + 180_000);
	await again.until(({waiting}) => waiting === 0);
	expect(station.documents()).toBe(1);
	expect(station.revocations()).toBe(1);
});

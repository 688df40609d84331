import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, onTestFinished, test} from 'vitest';
import {waitAfterFailureMs, waitLeftMs} from '../../src/domain/staff.ts';
import {hashPassphrase, openStaffRegister} from '../../src/staff/register.ts';
import {type EnrolledOfficer, parseRoster, readRoster, writeRoster} from '../../src/staff/roster.ts';
import {oneTimeCode, stepAt} from '../../src/staff/totp.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const passphrase = 'correct horse battery';
const secret = bytes('12345678901234567890');
/** As quick as the algorithm gets: what a hash costs stands in it. */
const hash = await Bun.password.hash(bytes(passphrase), {algorithm: 'argon2id', memoryCost: 8, timeCost: 1});
const officer = (id: string, role: EnrolledOfficer['role']): EnrolledOfficer => ({
	id,
	role,
	passphrase: {hash, totpSecret: Buffer.from(secret).toString('base64')},
});

/** A terminal whose clocks the test turns, each by itself. */
async function terminal() {
	const state = mkdtempSync(join(tmpdir(), 'madoguchi-staff-'));
	onTestFinished(() => rmSync(state, {recursive: true}));
	await writeRoster(state, [officer('2001', 'resetOfficer'), officer('9001', 'operator')]);
	const time = {wallMs: Date.UTC(2026, 10, 22, 3), monotonicMs: 5000};
	const clock = {now: () => new Date(time.wallMs), monotonicMs: () => time.monotonicMs};
	let register = openStaffRegister(state, clock);
	const code = () => String(oneTimeCode(secret, stepAt(clock.now()))).padStart(6, '0');
	return {
		state,
		time,
		code,
		register: () => register,
		passes: (ms: number) => {
			time.wallMs += ms;
			time.monotonicMs += ms;
		},
		restarts: () => {
			time.monotonicMs = 0;
			register = openStaffRegister(state, clock);
		},
		signIn: (typed: {id?: string; passphrase?: string; code?: string} = {}) =>
			register
				.begin(typed.id ?? '2001', bytes(typed.passphrase ?? passphrase))
				.finish(bytes(typed.code ?? code())),
	};
}

const wrong = {passphrase: 'wrong horse battery'} as const;

describe('a sign-in by passphrase and one-time code', () => {
	test('tells the officer and the role', async () => {
		const at = await terminal();
		expect(await at.signIn()).toEqual({status: 'officer', officer: {id: '2001', role: 'resetOfficer'}});
	});

	test.each([
		['a wrong passphrase', wrong],
		['a wrong code', {code: '000000'}],
		['both', {...wrong, code: '000000'}],
		['a number that nobody has', {id: '3001'}],
	])('with %s says no more than that it is wrong', async (_what, typed) => {
		const at = await terminal();
		expect(await at.signIn(typed)).toEqual({status: 'wrong'});
	});

	test('takes a one-time code once, also after a restart', async () => {
		const at = await terminal();
		const code = at.code();
		expect((await at.signIn({code})).status).toBe('officer');
		expect((await at.signIn({code})).status).toBe('wrong');
		at.restarts();
		expect((await at.signIn({code})).status).toBe('wrong');
	});

	test('wipes what it was given', async () => {
		const at = await terminal();
		const given = bytes(passphrase);
		await at.register().begin('2001', given).finish(bytes('000000'));
		expect(given.every(byte => byte === 0)).toBe(true);
	});
});

describe('T-21 a lock-out', () => {
	const failing = async (at: Awaited<ReturnType<typeof terminal>>, times: number) => {
		for (let nth = 0; nth < times; nth++) await at.signIn(wrong);
	};

	test('begins with the third failure in a row, and then even the right words are not judged', async () => {
		const at = await terminal();
		await failing(at, 2);
		expect(await at.signIn(wrong)).toEqual({status: 'lockedOut', seconds: 60});
		expect(await at.signIn()).toEqual({status: 'lockedOut', seconds: 60});
		at.passes(59_999);
		expect(await at.signIn()).toEqual({status: 'lockedOut', seconds: 1});
		at.passes(1);
		expect((await at.signIn()).status).toBe('officer');
	});

	test('grows with each failure, to an hour', async () => {
		const at = await terminal();
		const seconds: number[] = [];
		for (let nth = 0; nth < 7; nth++) {
			const outcome = await at.signIn(wrong);
			seconds.push(outcome.status === 'lockedOut' ? outcome.seconds : 0);
			at.passes(3_600_000);
		}
		expect(seconds).toEqual([0, 0, 60, 300, 900, 3600, 3600]);
	});

	test('ends its row with a sign-in', async () => {
		const at = await terminal();
		await failing(at, 2);
		await at.signIn();
		at.passes(60_000);
		await failing(at, 2);
		expect((await at.signIn()).status).toBe('officer');
	});

	test('does not reach other officers, and counts the numbers that nobody has together', async () => {
		const at = await terminal();
		for (const id of ['3001', '3002', '3003']) await at.signIn({...wrong, id});
		expect((await at.signIn({id: '3004'})).status).toBe('lockedOut');
		expect((await at.signIn()).status).toBe('officer');
	});

	test('outlives a restart, and is on disk before anybody hears of it', async () => {
		const at = await terminal();
		await failing(at, 2);
		const pending = at.signIn(wrong);
		const outcome = await pending;
		const written = JSON.parse(readFileSync(join(at.state, 'staff-attempts.json'), 'utf8'));
		expect(written['2001'].failures).toBe(3);
		expect(outcome.status).toBe('lockedOut');
		at.restarts();
		expect(await at.signIn()).toEqual({status: 'lockedOut', seconds: 60});
	});

	test.each([
		['back by a day', -86_400_000],
		['forward by a day', 86_400_000],
	])('is not shortened by a wall clock set %s while the kiosk runs', async (_how, ms) => {
		const at = await terminal();
		await failing(at, 3);
		at.time.wallMs += ms;
		expect(await at.signIn()).toEqual({status: 'lockedOut', seconds: 60});
		at.time.monotonicMs += 60_000;
		expect((await at.register().lockedOut()).length).toBe(0);
	});

	test('is neither shorter nor longer when the wall clock goes back over a restart', async () => {
		const at = await terminal();
		await failing(at, 3);
		at.passes(30_000);
		at.time.wallMs -= 86_400_000;
		at.restarts();
		expect(await at.register().lockedOut()).toEqual([{id: '2001', seconds: 60}]);
	});

	test('is lifted by another operator, never by oneself', async () => {
		const at = await terminal();
		await failing(at, 3);
		expect(await at.register().lift('2001', {id: '2001', role: 'operator'})).toBe('refused');
		expect((await at.signIn()).status).toBe('lockedOut');
		expect(await at.register().lift('2001', {id: '9001', role: 'operator'})).toBe('lifted');
		expect((await at.signIn()).status).toBe('officer');
	});

	test('gives no used code back when it is lifted', async () => {
		const at = await terminal();
		const code = at.code();
		await at.signIn({code});
		await at.register().lift('2001', {id: '9001', role: 'operator'});
		expect((await at.signIn({code})).status).toBe('wrong');
	});
});

test('a wait never grows with time, is never more than it was, and ends', () => {
	fc.assert(
		fc.property(fc.nat(20), fc.integer({min: -1e9, max: 1e9}), fc.nat(1e7), (failures, sinceMs, moreMs) => {
			const waitMs = waitAfterFailureMs(failures);
			const failedAtMs = Date.UTC(2026, 0, 1);
			const left = waitLeftMs({failedAtMs, waitMs}, failedAtMs + sinceMs);
			const later = waitLeftMs({failedAtMs, waitMs}, failedAtMs + sinceMs + moreMs);
			expect(left).toBeLessThanOrEqual(waitMs);
			expect(later).toBeLessThanOrEqual(left);
			expect(waitLeftMs({failedAtMs, waitMs}, failedAtMs + waitMs)).toBe(0);
			expect(waitAfterFailureMs(failures + 1)).toBeGreaterThanOrEqual(waitMs);
		}),
	);
});

describe('the files', () => {
	test('are the owner\u2019s alone', async () => {
		const at = await terminal();
		await at.signIn(wrong);
		for (const name of ['staff.json', 'staff-attempts.json']) {
			expect(statSync(join(at.state, name)).mode & 0o777).toBe(0o600);
		}
	});

	test('hold a hash with the parameters of RFC 9106 section 4', async () => {
		// 64 MiB, three passes; the runtime offers one lane where the RFC names four.
		expect(await hashPassphrase(bytes(passphrase))).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
	});

	test.each([
		['no JSON', 'x'],
		['another version', '{"version":2,"officers":[]}'],
		['an unknown member', '{"version":1,"officers":[],"more":1}'],
		['a name for a number', '{"version":1,"officers":[{"id":"山田","role":"helper"}]}'],
		['an unknown role', '{"version":1,"officers":[{"id":"1","role":"chief"}]}'],
		['a number twice', '{"version":1,"officers":[{"id":"1","role":"helper"},{"id":"1","role":"operator"}]}'],
		[
			'another kind of hash',
			'{"version":1,"officers":[{"id":"1","role":"helper","passphrase":{"hash":"$2b$x","totpSecret":"AAAAAAAAAAAAAAAAAAAAAAA="}}]}',
		],
	])('are refused with %s', (_what, text) => {
		expect(parseRoster(text)).toBeUndefined();
	});

	test('are asked for by name when they are broken', async () => {
		const at = await terminal();
		writeFileSync(join(at.state, 'staff.json'), '{');
		await expect(readRoster(at.state)).rejects.toThrow(/staff\.json is not a roster/);
		writeFileSync(join(at.state, 'staff-attempts.json'), '[1]');
		await expect(at.register().lockedOut()).rejects.toThrow(/staff-attempts\.json is broken/);
	});
});

import {expect, test} from 'vitest';
import type {Audit} from '../../src/domain/audit.ts';
import {type ResetStatement, statementText} from '../../src/domain/reset.ts';
import {defaultResetLimits} from '../../src/domain/resetRules.ts';
import type {StaffRole} from '../../src/domain/staff.ts';
import type {ResetRequest} from '../../src/window/protocol.ts';
import {createResetDesk, type ResetDeskParts} from '../../src/window/resetDesk.ts';
import {resetRecords} from '../../src/window/resetRecords.ts';
import {openStore} from '../../src/window/store.ts';

const resetId = '0123456789abcdef0123456789abcdef';
const challenge = Buffer.alloc(32, 7).toString('base64');
type Noted = Parameters<Audit['note']>[0];

/** The window's desk for resets without its connections: whoever is named in a certificate signed. */
async function desk(at: string, parts: Partial<ResetDeskParts> = {}) {
	const noted: Noted[] = [];
	const store = await openStore('sqlite::memory:');
	let now = new Date(at);
	const rule = createResetDesk({
		decide: resetRecords(store),
		officerOf: ({certificate}) =>
			/^\d{4}$/.test(certificate) ? {id: certificate, role: 'resetOfficer' as StaffRole} : undefined,
		ownCards: () => [],
		unblock: (bytes, password) => Buffer.from(`${password} ${Buffer.from(bytes).toString('hex')}`),
		audit: {
			note: (entry: Noted) => void noted.push(entry),
			markOf: () => 'cd'.repeat(16),
		} as unknown as Audit,
		limits: defaultResetLimits,
		allowedSkewMs: 60_000,
		now: () => now,
		...parts,
	});
	return {
		noted,
		rule,
		set: (next: string) => {
			now = new Date(next);
		},
		now: () => now,
	};
}

function requestAt(now: Date, id = resetId, signers = ['1001', '2002']): ResetRequest {
	const statement: ResetStatement = {
		resetId: id,
		password: 'signing',
		card: 'ab'.repeat(16),
		comer: 'holder',
		documents: [{of: 'holder', kind: 'drivingLicence'}],
		part: 'first',
		at: now.toISOString(),
	};
	const signed = (part: 'first' | 'second', certificate = '') => ({
		text: statementText({...statement, part}),
		certificate,
		signature: 'AQID',
	});
	return {
		statements: [signed('first', signers[0]), signed('second', signers[1])],
		identity: 'ef'.repeat(32),
		challenge,
	};
}

test('T-21 an authorised reset is noted before it is answered, with both officers and the terminal', async () => {
	const {rule, noted, now} = await desk('2026-11-22T02:05:00Z');
	expect(await rule(requestAt(now()), 'A1')).toEqual({
		status: 'authorised',
		cryptogram: Buffer.from(`signing ${'07'.repeat(32)}`).toString('base64'),
	});
	expect(noted).toEqual([
		{
			kind: 'unblockRuled',
			reset: resetId,
			result: 'authorised',
			card: 'cd'.repeat(16),
			officers: ['1001', '2002'],
			terminal: 'A1',
		},
	]);
});

test('T-21 a terminal that is not enrolled has no name in the audit', async () => {
	const {rule, noted, now} = await desk('2026-11-22T02:05:00Z');
	await rule(requestAt(now()), undefined);
	await rule(requestAt(now()), undefined);
	expect(noted.map(entry => Object.keys(entry).includes('terminal'))).toEqual([false, false]);
});

test('T-21 a refusal is noted with its cause, its order and whoever is known of the two', async () => {
	const {rule, noted, now} = await desk('2026-11-22T02:05:00Z');
	const request = requestAt(now());
	const common = {kind: 'unblockRuled', result: 'refused', card: 'cd'.repeat(16), terminal: 'A1'};
	for (const [signers, cause, officers] of [
		[['1001', '1001'], 'sameOfficer', ['1001', '1001']],
		[['1001', 'x'], 'notStaff', ['1001']],
		[['x', '2002'], 'notStaff', ['2002']],
	] as const) {
		expect(await rule(requestAt(now(), resetId, [...signers]), 'A1')).toEqual({status: 'refused', cause});
		expect(noted.pop()).toEqual({...common, reset: resetId, cause, officers});
	}
	const [first, second] = request.statements;
	for (const [statements, reset, officers] of [
		[[{...first, text: '{}'}, second], '', ['2002']],
		[[first, {...second, text: '{}'}], resetId, ['1001']],
	] as const) {
		const bent = {...request, statements: [...statements]} as unknown as ResetRequest;
		expect(await rule(bent, 'A1')).toEqual({status: 'refused', cause: 'unreadable'});
		expect(noted.pop()).toEqual({...common, reset, cause: 'unreadable', officers});
	}
});

test('T-21 what is asked beforehand is not noted as authorised', async () => {
	const {rule, noted, now} = await desk('2026-11-22T02:05:00Z');
	const {challenge: _, ...beforehand} = requestAt(now());
	expect(await rule(beforehand, 'A1')).toEqual({status: 'granted'});
	expect(noted).toEqual([]);
});

test('T-21 the day of the limits is a day in Japan', async () => {
	// 23:59 and 00:00 in Japan are 14:59 and 15:00 in UTC of one day.
	const limits = {...defaultResetLimits, perDay: 1, cardDays: 0};
	const {rule, set, now} = await desk('2026-11-22T14:58:00Z', {limits});
	const next = (nth: number) => rule(requestAt(now(), String(nth).padStart(32, '0')), undefined);
	expect(await next(1)).toMatchObject({status: 'authorised'});
	set('2026-11-22T14:59:59.999Z');
	expect(await next(2)).toEqual({status: 'refused', cause: 'overDay'});
	set('2026-11-22T15:00:00Z');
	expect(await next(3)).toMatchObject({status: 'authorised'});
	set('2026-11-23T14:59:59.999Z');
	expect(await next(4)).toEqual({status: 'refused', cause: 'overDay'});
});

test('T-21 the limit of an officer counts both of the two', async () => {
	const limits = {...defaultResetLimits, perOfficer: 1, cardDays: 0};
	const {rule, now} = await desk('2026-11-22T02:05:00Z', {limits});
	const by = (nth: number, signers: string[]) =>
		rule(requestAt(now(), String(nth).padStart(32, '0'), signers), undefined);
	expect(await by(1, ['1001', '2002'])).toMatchObject({status: 'authorised'});
	expect(await by(2, ['1001', '3003'])).toEqual({status: 'refused', cause: 'overOfficer'});
	expect(await by(3, ['3003', '2002'])).toEqual({status: 'refused', cause: 'overOfficer'});
	expect(await by(4, ['3003', '4004'])).toMatchObject({status: 'authorised'});
});

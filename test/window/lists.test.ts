import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {issueCrl} from '../../src/pki/crl.ts';
import {loadCrlAuthorities} from '../../src/pki/crlAuthorities.ts';
import {type CrlCalendar, crlEndsAt, lastCrlAt} from '../../src/window/crlTime.ts';
import {createDesk} from '../../src/window/desk.ts';
import type {Registry} from '../../src/window/registry.ts';
import {type RoundsParts, startRounds} from '../../src/window/rounds.ts';
import {openssl} from '../helpers/openssl.ts';
import {demoPki} from '../helpers/pki.ts';
import {
	certificate,
	deskParts,
	fakeReceipt,
	issueFakeLists,
	midnight,
	openReceipt,
	parcelOf,
} from './fakes.ts';
import {testFolder, testRegistry} from './testWindow.ts';

const noClaim = {status: 'none'} as const;

/** A window's desk and its lists, signed by the demo PKI's current authority, at a clock that the test sets. */
async function clerk(calendar: CrlCalendar = midnight) {
	const folder = await demoPki();
	const [[issuer, authority] = []] = [...(await loadCrlAuthorities(folder))].slice(-1);
	if (!issuer || !authority) throw new Error('the demo PKI has authorities');
	const clock = {now: new Date('2026-11-22T12:00:00.000+09:00')};
	const registry = await testRegistry();
	const desk = createDesk(deskParts(registry, {now: () => clock.now, calendar}));
	const issuing = {
		issuers: [issuer],
		calendar,
		sign: (list: Parameters<typeof issueCrl>[0]) => issueCrl(list, authority),
		now: () => clock.now,
	};
	return {
		clock,
		registry,
		issuing,
		revoke: async (serialNumber: string) => {
			const parcel = parcelOf({certificate: {issuer, serialNumber}});
			const reply = await desk.submit(parcel.cms, noClaim);
			return reply.status === 'answered' ? openReceipt(reply.receipt) : undefined;
		},
		check: async (serialNumber: string) => {
			const parcel = parcelOf({procedure: 'validity', certificate: {issuer, serialNumber}});
			const reply = await desk.submit(parcel.cms, noClaim);
			return reply.status === 'answered' ? reply.result : reply.problem;
		},
		/** The list in force as openssl reads it, once it has verified it. */
		list: async () => {
			const list = await registry.latestList(issuer);
			const files = {crl: list?.der ?? '', ca: readFileSync(join(folder, 'sign-ca.pem'))};
			const {output} = openssl(
				['crl', '-inform', 'DER', '-in', 'crl', '-CAfile', 'ca', '-noout', '-text'],
				files,
			);
			expect(output).toContain('verify OK');
			return {
				number: Number(/CRL Number:\s+(\d+)/.exec(output)?.[1]),
				thisUpdate: /Last Update: (.*)/.exec(output)?.[1],
				nextUpdate: /Next Update: (.*)/.exec(output)?.[1],
				serials: [...output.matchAll(/Serial Number: (\S+)/g)].map(match => match[1]),
			};
		},
	};
}

describe('T-10 S004-090 a revocation list by the clock', () => {
	test('holds what was accepted at 23:59:59.999 at 00:00:00.000, and what was accepted at 00:00:00.000 a day later', async () => {
		const {clock, registry, issuing, revoke, list} = await clerk();
		await registry.issueLists(issuing);
		clock.now = new Date('2026-11-22T23:59:59.999+09:00');
		expect((await revoke('0A'))?.effectiveAt).toBe('2026-11-22T15:00:00.000Z');
		await registry.issueLists(issuing);
		expect(await list()).toMatchObject({number: 1, serials: []});

		clock.now = new Date('2026-11-23T00:00:00.000+09:00');
		expect((await revoke('0B'))?.effectiveAt).toBe('2026-11-23T15:00:00.000Z');
		await registry.issueLists(issuing);
		expect(await list()).toEqual({
			number: 2,
			thisUpdate: 'Nov 22 15:00:00 2026 GMT',
			nextUpdate: 'Nov 23 16:00:00 2026 GMT',
			serials: ['0A'],
		});

		clock.now = new Date('2026-11-24T00:00:00.000+09:00');
		await registry.issueLists(issuing);
		expect(await list()).toMatchObject({number: 3, serials: ['0A', '0B']});
	});

	test('is issued once, however often and by however many it is asked for', async () => {
		const {registry, issuing, list} = await clerk();
		await Promise.all(Array.from({length: 10}, () => registry.issueLists(issuing)));
		expect((await list()).number).toBe(1);
	});

	test('that comes late after a standstill speaks of its hour, and none is issued for the hours that were missed', async () => {
		const {clock, registry, issuing, revoke, list} = await clerk();
		await registry.issueLists(issuing);
		await revoke('0A');
		clock.now = new Date('2026-11-26T08:00:00.000+09:00');
		await revoke('0B');
		await registry.issueLists(issuing);
		expect(await list()).toMatchObject({
			number: 2,
			thisUpdate: 'Nov 25 15:00:00 2026 GMT',
			serials: ['0A'],
		});
	});

	test('is not taken back by a clock that is set back', async () => {
		const {clock, registry, issuing, list} = await clerk();
		await registry.issueLists(issuing);
		clock.now = new Date('2026-11-20T12:00:00.000+09:00');
		await registry.issueLists(issuing);
		expect((await list()).number).toBe(1);
	});

	test('follows the hour and the period of the settings', async () => {
		const {clock, registry, issuing, revoke, list} = await clerk({hourJst: 5, periodHours: 12});
		clock.now = new Date('2026-11-22T16:59:59.999+09:00');
		await registry.issueLists(issuing);
		expect((await revoke('0A'))?.effectiveAt).toBe('2026-11-22T08:00:00.000Z');
		clock.now = new Date('2026-11-22T17:00:00.000+09:00');
		await registry.issueLists(issuing);
		expect(await list()).toEqual({
			number: 2,
			thisUpdate: 'Nov 22 08:00:00 2026 GMT',
			nextUpdate: 'Nov 22 21:00:00 2026 GMT',
			serials: ['0A'],
		});
	});

	test('waits for a decision that is being made while midnight passes', async () => {
		const {clock, registry, issuing, list} = await clerk();
		await registry.issueLists(issuing);
		clock.now = new Date('2026-11-22T23:59:59.999+09:00');
		const signing = Promise.withResolvers<void>();
		const release = Promise.withResolvers<void>();
		const desk = createDesk(
			deskParts(registry, {
				now: () => clock.now,
				issueReceipt: async receipt => {
					signing.resolve();
					await release.promise;
					return fakeReceipt(receipt);
				},
			}),
		);
		const [issuer = ''] = issuing.issuers;
		const revoked = desk.submit(parcelOf({certificate: {issuer, serialNumber: '0A'}}).cms, noClaim);
		await signing.promise;
		clock.now = new Date('2026-11-23T00:00:00.000+09:00');
		const issued = registry.issueLists(issuing);
		release.resolve();
		await Promise.all([revoked, issued]);
		expect(await list()).toMatchObject({number: 2, serials: ['0A']});
	});
});

describe('T-10 the state of a certificate', () => {
	test('is 受理済み until the list that carries it was issued and 失効済み from then on, whatever the hour', async () => {
		const {clock, registry, issuing, revoke, check} = await clerk();
		await registry.issueLists(issuing);
		await revoke('0A');
		clock.now = new Date('2026-11-23T00:10:00.000+09:00');
		expect(await check('0A')).toBe('duplicate');
		await registry.issueLists(issuing);
		expect(await check('0A')).toBe('already-revoked');
	});

	test('is unknown before the first list, and from the first millisecond after nextUpdate', async () => {
		const {clock, registry, issuing, check} = await clerk();
		expect(await check('0A')).toBe('status-unknown');
		await registry.issueLists(issuing);
		expect(await check('0A')).toBe('valid');
		clock.now = new Date('2026-11-23T01:00:00.000+09:00');
		expect(await check('0A')).toBe('valid');
		clock.now = new Date('2026-11-23T01:00:00.001+09:00');
		expect(await check('0A')).toBe('status-unknown');
		await registry.issueLists(issuing);
		expect(await check('0A')).toBe('valid');
	});

	test('is unknown for an authority whose lists this window does not have', async () => {
		const {registry, issuing, check} = await clerk();
		await registry.issueLists({...issuing, issuers: ['ffffffffffffffff']});
		expect(await check('0A')).toBe('status-unknown');
	});

	test.each(['recall', 'settle'] as const)(
		'is unknown when the store cannot %s, by a receipt of its own',
		async broken => {
			const fail = () => Promise.reject(new Error('disk'));
			const registry: Registry = {...(await testRegistry()), settle: fail, [broken]: fail};
			const parcel = parcelOf({procedure: 'validity'});
			const reply = await createDesk(deskParts(registry)).submit(parcel.cms, {...parcel, status: 'made'});
			expect(reply.status === 'answered' && openReceipt(reply.receipt)).toMatchObject({
				requestId: parcel.requestId,
				digest: parcel.digest,
				result: 'status-unknown',
				receiptNumber: expect.stringMatching(/^\d{4}-\d{4}-\d{4}$/),
			});
		},
	);

	test('is never unknown for a revocation: what cannot be stored is not answered', async () => {
		const fail = () => Promise.reject(new Error('disk'));
		const registry: Registry = {...(await testRegistry()), settle: fail};
		await expect(createDesk(deskParts(registry)).submit(parcelOf().cms, noClaim)).rejects.toThrow('disk');
	});
});

describe('the window’s rounds', () => {
	const parts = async (more: Partial<RoundsParts> = {}) => {
		const clock = {now: new Date('2026-11-22T23:58:30.000+09:00')};
		const timers: {work: () => void; afterMs: number; isOff: boolean}[] = [];
		const registry = await testRegistry();
		const made: string[] = [];
		const rounds = startRounds({
			registry: {
				...registry,
				issueLists: async ({now}) => {
					made.push(now().toISOString());
					await issueFakeLists(registry, now());
				},
			},
			issuing: {
				issuers: [certificate.issuer],
				calendar: midnight,
				sign: () => new Uint8Array(),
				now: () => clock.now,
			},
			setTimer: (work, afterMs) => {
				const timer = {work, afterMs, isOff: false};
				timers.push(timer);
				return () => {
					timer.isOff = true;
				};
			},
			onFault: () => undefined,
			...more,
		});
		/** Lets the last timer go off and waits until the next one is set. */
		const goOff = async () => {
			const {length} = timers;
			timers.at(-1)?.work();
			await expect.poll(() => timers.length, {interval: 1}).toBe(length + 1);
		};
		return {clock, timers, registry, made, rounds, goOff};
	};

	test('T-10 look at the clock each minute, and at the instant of the list itself', async () => {
		const {clock, timers, goOff, registry} = await parts();
		expect(timers.at(-1)?.afterMs).toBe(60_000);
		clock.now = new Date('2026-11-22T23:59:30.000+09:00');
		await goOff();
		expect(timers.at(-1)?.afterMs).toBe(30_000);
		clock.now = new Date('2026-11-23T00:00:00.000+09:00');
		await goOff();
		expect((await registry.latestList(certificate.issuer))?.nextUpdate).toEqual(
			new Date('2026-11-24T01:00:00.000+09:00'),
		);
	});

	test('T-10 go on after a fault, and tell of it', async () => {
		let faults = 0;
		const {goOff, registry, clock} = await parts();
		const broken = await parts({
			registry: {...registry, issueLists: () => Promise.reject(new Error('disk'))},
			onFault: () => faults++,
		});
		await broken.goOff();
		await broken.goOff();
		expect(faults).toBe(2);
		clock.now = new Date('2026-11-23T00:00:00.000+09:00');
		await goOff();
	});

	test('T-06 erase what has been kept long enough', async () => {
		const erased: string[] = [];
		const {goOff, registry} = await parts();
		const keeping = await parts({
			registry: {...registry, eraseDue: async now => void erased.push(now.toISOString())},
		});
		await goOff();
		await keeping.goOff();
		expect(erased).toEqual(['2026-11-22T14:58:30.000Z']);
	});

	test('end when they are stopped in the middle of one', async () => {
		const {registry} = await parts();
		const [begun, release, ended] = Array.from({length: 3}, () => Promise.withResolvers<void>());
		const {timers, rounds} = await parts({
			registry: {
				...registry,
				issueLists: async () => {
					begun?.resolve();
					await release?.promise;
				},
				eraseDue: async () => ended?.resolve(),
			},
		});
		timers.at(-1)?.work();
		await begun?.promise;
		rounds.stop();
		release?.resolve();
		await ended?.promise;
		await new Promise(resolve => setImmediate(resolve));
		expect(timers).toHaveLength(1);
	});

	test('end when they are stopped', async () => {
		const {timers, rounds} = await parts();
		rounds.stop();
		expect(timers.map(({isOff}) => isOff)).toEqual([true]);
	});
});

test('T-06 an application is erased at the end of its retention, and no byte of it is left in the store', async () => {
	const folder = testFolder();
	const file = join(folder, 'store.sqlite');
	const registry = await testRegistry(file);
	const parcel = parcelOf();
	const reply = await createDesk(deskParts(registry, {retentionDays: 30})).submit(parcel.cms, noClaim);
	const number = (reply.status === 'answered' && openReceipt(reply.receipt)?.receiptNumber) || '';
	const kept = await registry.applicationOf(number);
	expect(kept?.requestId).toBe(parcel.requestId);
	await registry.eraseDue(new Date('2026-12-22T02:04:59.999Z'));
	expect(await registry.applicationOf(number)).toBeDefined();
	await registry.eraseDue(new Date('2026-12-22T02:05:00.000Z'));
	expect(await registry.applicationOf(number)).toBeUndefined();
	await registry.close();
	const sealed = Buffer.from(kept?.sealed ?? []);
	expect(sealed.length).toBeGreaterThan(100);
	const left = readFileSync(file);
	expect(left.includes(parcel.requestId)).toBe(true);
	for (let at = 0; at + 16 <= sealed.length; at++)
		expect(left.includes(sealed.subarray(at, at + 16))).toBe(false);
});

test.each([
	{at: '2026-11-22T23:59:59.999+09:00', calendar: midnight, last: '2026-11-22T00:00:00.000+09:00'},
	{at: '2026-11-23T00:00:00.000+09:00', calendar: midnight, last: '2026-11-23T00:00:00.000+09:00'},
	{
		at: '2026-11-22T02:30:00.000+09:00',
		calendar: {hourJst: 23, periodHours: 8},
		last: '2026-11-21T23:00:00.000+09:00',
	},
	{
		at: '2026-11-22T07:00:00.000+09:00',
		calendar: {hourJst: 23, periodHours: 8},
		last: '2026-11-22T07:00:00.000+09:00',
	},
])('T-10 the list in force at $at is that of $last', ({at, calendar, last}) => {
	expect(lastCrlAt(new Date(at), calendar)).toEqual(new Date(last));
	const nextDue = new Date(last).getTime() + calendar.periodHours * 3_600_000;
	expect(crlEndsAt(new Date(last), calendar).getTime()).toBeGreaterThan(nextDue);
});

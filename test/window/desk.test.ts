import {randomBytes} from 'node:crypto';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {createDesk, type Desk, type DeskParts} from '../../src/window/desk.ts';
import {drawReceiptNumber} from '../../src/window/receiptNumber.ts';
import {openRegistry, type Registry} from '../../src/window/registry.ts';
import {
	certificate,
	deskParts,
	fakeReceipt,
	issueFakeLists,
	newRequestId,
	openReceipt,
	parcelOf,
} from './fakes.ts';
import {testFolder, testRegistry} from './testWindow.ts';

const noClaim = {status: 'none'} as const;

async function testDesk(parts: Partial<DeskParts> = {}): Promise<Desk> {
	return createDesk(deskParts(await testRegistry(), parts));
}

/** The answer's receipt, or the problem's name. */
async function answerOf(reply: ReturnType<Desk['submit']>) {
	const given = await reply;
	return given.status === 'answered' ? openReceipt(given.receipt) : given.problem;
}

const resultOf = async (reply: ReturnType<Desk['submit']>) => {
	const answer = await answerOf(reply);
	return typeof answer === 'object' ? answer.result : answer;
};

describe('a revocation', () => {
	test('S004-087 S004-090 is accepted and takes effect with the next list', async () => {
		const parcel = parcelOf();
		const receipt = await answerOf((await testDesk()).submit(parcel.cms, noClaim));
		expect(receipt).toEqual({
			requestId: parcel.requestId,
			procedure: 'revocation',
			digest: parcel.digest,
			result: 'accepted',
			receiptNumber: expect.stringMatching(/^\d{4}-\d{4}-\d{4}$/),
			decidedAt: '2026-11-22T02:05:00.000Z',
			effectiveAt: '2026-11-22T15:00:00.000Z',
		});
	});

	test('S004-083 of a certificate that was accepted under another request is a duplicate', async () => {
		const desk = await testDesk();
		await desk.submit(parcelOf().cms, noClaim);
		expect(await resultOf(desk.submit(parcelOf().cms, noClaim))).toBe('duplicate');
	});

	test('T-10 is a duplicate until the list that carries it was issued, and already revoked from then on', async () => {
		let now = new Date('2026-11-22T23:59:59.000+09:00');
		const registry = await testRegistry();
		const desk = createDesk(deskParts(registry, {now: () => now}));
		await desk.submit(parcelOf().cms, noClaim);
		now = new Date('2026-11-22T23:59:59.999+09:00');
		expect(await resultOf(desk.submit(parcelOf().cms, noClaim))).toBe('duplicate');
		now = new Date('2026-11-23T00:00:00.000+09:00');
		expect(await resultOf(desk.submit(parcelOf().cms, noClaim))).toBe('duplicate');
		await issueFakeLists(registry, now);
		expect(await resultOf(desk.submit(parcelOf().cms, noClaim))).toBe('already-revoked');
	});

	test('of a certificate revoked elsewhere is already revoked', async () => {
		const registry = await testRegistry();
		// After our own last list: it was on the other's.
		await registry.seed([{...certificate, revokedAt: '2026-11-22T01:00:00Z'}]);
		expect(await resultOf(createDesk(deskParts(registry)).submit(parcelOf().cms, noClaim))).toBe(
			'already-revoked',
		);
	});

	test('of the same serial number from another issuer is another certificate', async () => {
		const desk = await testDesk();
		await desk.submit(parcelOf().cms, noClaim);
		const other = parcelOf({certificate: {...certificate, issuer: 'fedcba9876543210'}});
		expect(await resultOf(desk.submit(other.cms, noClaim))).toBe('accepted');
	});

	test('T-04 sent 100 times at once for one certificate is accepted once', async () => {
		const desk = await testDesk();
		const answers = await Promise.all(
			Array.from({length: 100}, () => resultOf(desk.submit(parcelOf().cms, noClaim))),
		);
		expect(answers.filter(result => result === 'accepted')).toHaveLength(1);
		expect(answers.filter(result => result === 'duplicate')).toHaveLength(99);
	});

	test('T-04 sent to two processes with one store is accepted once', async () => {
		const file = join(testFolder(), 'store.sqlite');
		const submitMany = () =>
			Bun.spawn([process.execPath, join(import.meta.dirname, 'fixture', 'submitMany.ts'), file, '25'], {
				stdout: 'pipe',
			});
		const outputs = await Promise.all(
			[submitMany(), submitMany()].map(child => new Response(child.stdout).text()),
		);
		const answers = outputs.flatMap(output => JSON.parse(output) as string[]);
		expect(answers.filter(result => result === 'accepted')).toHaveLength(1);
		expect(answers.filter(result => result === 'duplicate')).toHaveLength(49);
	});

	test('T-04 that is entered by another terminal in between is a duplicate', async () => {
		const registry = await testRegistry();
		await createDesk(deskParts(registry)).submit(parcelOf().cms, noClaim);
		// As a second connection to PostgreSQL sees it: nothing at the first look, the other's entry at the insert.
		const looks: string[] = [];
		const racing: Registry = {
			...registry,
			settle: (request, arrival, decide) =>
				registry.settle(request, arrival, (records, receiptNumber) => {
					const revocationOf: typeof records.revocationOf = async ({serialNumber}) =>
						looks.push(serialNumber) === 1 ? undefined : records.revocationOf(certificate);
					return decide({...records, revocationOf}, receiptNumber);
				}),
		};
		expect(await resultOf(createDesk(deskParts(racing)).submit(parcelOf().cms, noClaim))).toBe('duplicate');
		expect(looks).toHaveLength(2);
	});

	test('is undone when its receipt cannot be signed, and can be sent again', async () => {
		const registry = await testRegistry();
		const parcel = parcelOf();
		const broken = createDesk(deskParts(registry, {issueReceipt: () => Promise.reject(new Error('no key'))}));
		await expect(broken.submit(parcel.cms, noClaim)).rejects.toThrow('no key');
		expect(await resultOf(createDesk(deskParts(registry)).submit(parcel.cms, noClaim))).toBe('accepted');
	});
});

describe('a validity check', () => {
	test('answers valid, and enters no revocation', async () => {
		const desk = await testDesk();
		expect(await resultOf(desk.submit(parcelOf({procedure: 'validity'}).cms, noClaim))).toBe('valid');
		expect(await resultOf(desk.submit(parcelOf().cms, noClaim))).toBe('accepted');
	});

	test('X-23 answers with the same result as a revocation for the same cause', async () => {
		let now = new Date('2026-11-22T12:00:00.000+09:00');
		const registry = await testRegistry();
		const desk = createDesk(deskParts(registry, {now: () => now}));
		await desk.submit(parcelOf().cms, noClaim);
		expect(await resultOf(desk.submit(parcelOf({procedure: 'validity'}).cms, noClaim))).toBe('duplicate');
		now = new Date('2026-11-23T12:00:00.000+09:00');
		await issueFakeLists(registry, now);
		expect(await resultOf(desk.submit(parcelOf({procedure: 'validity'}).cms, noClaim))).toBe(
			'already-revoked',
		);
	});
});

describe('the same request again', () => {
	test('with the same bytes gets the first answer byte for byte, also after reopening the store', async () => {
		const file = join(testFolder(), 'store.sqlite');
		const parcel = parcelOf();
		let now = new Date('2026-11-22T02:05:00.000Z');
		const registry = await openRegistry(`sqlite:${file}`, () => '1111-1111-1111');
		const first = await createDesk(deskParts(registry, {now: () => now})).submit(parcel.cms, noClaim);
		await registry.close();

		now = new Date('2026-11-29T02:05:00.000Z');
		const reopened = createDesk(deskParts(await testRegistry(file), {now: () => now}));
		expect(await reopened.submit(parcel.cms, noClaim)).toEqual(first);
		expect(await reopened.submit(parcel.cms, {...parcel, status: 'made'})).toEqual(first);
		expect(await reopened.inquire(parcel)).toEqual(first);
	});

	test('T-10 gets its first answer before any list was issued too; what was kept of it has no list', async () => {
		const registry = await openRegistry('sqlite::memory:', () => drawReceiptNumber(randomBytes));
		const desk = createDesk(deskParts(registry));
		const [check, end] = [parcelOf({procedure: 'validity'}), parcelOf()];
		const first = await desk.submit(check.cms, noClaim);
		expect(await desk.submit(check.cms, noClaim)).toEqual(first);
		const accepted = await answerOf(desk.submit(end.cms, noClaim));
		const number = (typeof accepted === 'object' && accepted.receiptNumber) || '';
		expect(await registry.applicationOf(number)).toMatchObject({requestId: end.requestId, list: undefined});
		await registry.close();
	});

	test('is not judged again', async () => {
		const registry = await testRegistry();
		const parcel = parcelOf();
		await createDesk(deskParts(registry)).submit(parcel.cms, noClaim);
		const judge = () => Promise.reject(new Error('judged again'));
		const reply = createDesk(deskParts(registry, {judge})).submit(parcel.cms, {...parcel, status: 'made'});
		expect(await resultOf(reply)).toBe('accepted');
	});

	test('T-02 with other bytes is a conflict and changes nothing', async () => {
		const desk = await testDesk();
		const first = parcelOf();
		const other = parcelOf({requestId: first.requestId, certificate: {...certificate, serialNumber: '0F'}});
		await desk.submit(first.cms, noClaim);
		expect(await answerOf(desk.submit(other.cms, noClaim))).toBe('conflict');
		expect(await answerOf(desk.submit(other.cms, {...other, status: 'made'}))).toBe('conflict');
		const fresh = parcelOf({certificate: {...certificate, serialNumber: '0F'}});
		expect(await resultOf(desk.submit(fresh.cms, noClaim))).toBe('accepted');
	});

	test('sent twice at once has one answer', async () => {
		const desk = await testDesk();
		const parcel = parcelOf();
		const replies = await Promise.all([1, 2, 3].map(() => desk.submit(parcel.cms, noClaim)));
		expect(await resultOf(Promise.resolve(replies[0] as (typeof replies)[0]))).toBe('accepted');
		expect(replies[1]).toEqual(replies[0]);
		expect(replies[2]).toEqual(replies[0]);
	});
});

describe('an inquiry', () => {
	test('T-01 about an unknown request closes it: the document that comes later is stored nowhere', async () => {
		const desk = await testDesk();
		const late = parcelOf();
		expect(await resultOf(desk.inquire(late))).toBe('not-received');
		expect(await answerOf(desk.submit(late.cms, noClaim))).toBe('requestClosed');
		expect(await answerOf(desk.submit(late.cms, {...late, status: 'made'}))).toBe('requestClosed');
		expect(await resultOf(desk.inquire(late))).toBe('not-received');
		// Nothing was entered: a new request for the certificate is the first.
		expect(await resultOf(desk.submit(parcelOf().cms, noClaim))).toBe('accepted');
	});

	test('T-01 that passes a document on its way is the answer that stands', async () => {
		const held = Promise.withResolvers<void>();
		const arrived = Promise.withResolvers<void>();
		const registry = await testRegistry();
		const late = parcelOf();
		const parts = deskParts(registry);
		const slow = createDesk({
			...parts,
			judge: async (cms, now) => {
				arrived.resolve();
				await held.promise;
				return parts.judge(cms, now);
			},
		});
		const posted = answerOf(slow.submit(late.cms, noClaim));
		await arrived.promise;
		expect(await resultOf(createDesk(parts).inquire(late))).toBe('not-received');
		held.resolve();
		expect(await posted).toBe('requestClosed');
	});

	test('waits for a decision that is being made and answers with it', async () => {
		const signing = Promise.withResolvers<void>();
		const release = Promise.withResolvers<void>();
		const parcel = parcelOf();
		const desk = await testDesk({
			issueReceipt: async receipt => {
				signing.resolve();
				await release.promise;
				return fakeReceipt(receipt);
			},
		});
		const posted = desk.submit(parcel.cms, noClaim);
		await signing.promise;
		const asked = desk.inquire(parcel);
		release.resolve();
		expect(await resultOf(asked)).toBe('accepted');
		expect(await asked).toEqual(await posted);
	});

	test('with another digest or procedure than was received is a conflict', async () => {
		const desk = await testDesk();
		const parcel = parcelOf();
		await desk.submit(parcel.cms, noClaim);
		expect(await answerOf(desk.inquire({...parcel, digest: '0'.repeat(64)}))).toBe('conflict');
		expect(await answerOf(desk.inquire({...parcel, procedure: 'validity'}))).toBe('conflict');
	});
});

describe('a refused submission', () => {
	test.each([
		'unknown-issuer',
		'certificate-unverified',
		'not-yet-valid',
		'expired',
		'application-unverified',
		'wrong-addressee',
	] as const)('%s is answered by a receipt and enters no revocation', async refusedAs => {
		const desk = await testDesk();
		expect(await resultOf(desk.submit(parcelOf({refusedAs}).cms, noClaim))).toBe(refusedAs);
		expect(await resultOf(desk.submit(parcelOf().cms, noClaim))).toBe('accepted');
	});

	test('that nobody can read gets its receipt by what the kiosk says it is', async () => {
		const desk = await testDesk();
		const garbage = new Uint8Array([0x30, 0x80, 1, 2]);
		const claim = {status: 'made', requestId: newRequestId(), procedure: 'revocation'} as const;
		expect(await answerOf(desk.submit(garbage, noClaim))).toBe('badRequest');
		expect(await resultOf(desk.submit(garbage, claim))).toBe('malformed');
	});

	test.each([
		['its number', {requestId: undefined}],
		['its procedure', {procedure: undefined}],
	])('that does not say %s, and comes without a claim, is a bad request', async (_, lacking) => {
		const {cms} = parcelOf({refusedAs: 'application-unverified'});
		const said = {...JSON.parse(new TextDecoder().decode(cms)), ...lacking};
		const bytes = new TextEncoder().encode(JSON.stringify(said));
		expect(await (await testDesk()).submit(bytes, noClaim)).toEqual({
			status: 'refused',
			problem: 'badRequest',
		});
	});

	test('that is refused is not said to be of unknown status while the records cannot be read', async () => {
		const registry = await testRegistry();
		const settle = () => Promise.reject(new Error('disk'));
		const desk = createDesk(deskParts({...registry, settle}));
		const submit = (document: Parameters<typeof parcelOf>[0]) => desk.submit(parcelOf(document).cms, noClaim);
		await expect(submit({procedure: 'validity', refusedAs: 'application-unverified'})).rejects.toThrow(
			'disk',
		);
		await expect(submit({procedure: 'revocation'})).rejects.toThrow('disk');
		expect(await resultOf(submit({procedure: 'validity'}))).toBe('status-unknown');
	});

	test('is not answered when headers and document name different requests', async () => {
		const desk = await testDesk();
		const parcel = parcelOf();
		const other = {status: 'made', requestId: newRequestId(), procedure: 'revocation'} as const;
		expect(await answerOf(desk.submit(parcel.cms, other))).toBe('claimDiffers');
		expect(await answerOf(desk.submit(parcel.cms, {...parcel, procedure: 'validity', status: 'made'}))).toBe(
			'claimDiffers',
		);
		expect(await desk.submit(parcel.cms, other)).toEqual({status: 'refused', problem: 'claimDiffers'});
		expect(await desk.submit(parcel.cms, {status: 'unreadable'})).toEqual({
			status: 'refused',
			problem: 'badRequest',
		});
	});
});

describe('the store', () => {
	test('T-06 keeps the application of an accepted revocation only, and sealed', async () => {
		const folder = testFolder();
		const desk = createDesk(deskParts(await testRegistry(join(folder, 'store.sqlite'))));
		await desk.submit(parcelOf({name: '控 太郎', refusedAs: 'expired'}).cms, noClaim);
		await desk.submit(parcelOf({name: '控 次郎', procedure: 'validity'}).cms, noClaim);
		await desk.submit(parcelOf({name: '吉田 太郎'}).cms, noClaim);
		await desk.submit(parcelOf({name: '控 三郎'}).cms, noClaim);
		const kept = Buffer.concat(readdirSync(folder).map(name => readFileSync(join(folder, name))));
		expect(kept.includes('吉田 太郎')).toBe(false);
		expect(kept.includes('控 ')).toBe(false);
	});

	test('is readable by its owner only, with its side files', async () => {
		const folder = join(testFolder(), 'made', 'for it');
		const desk = createDesk(deskParts(await testRegistry(join(folder, 'store.sqlite'))));
		await desk.submit(parcelOf().cms, noClaim);
		expect(statSync(folder).mode & 0o777).toBe(0o700);
		const modes = readdirSync(folder)
			.sort()
			.map(name => [name, statSync(join(folder, name)).mode & 0o777]);
		expect(modes).toEqual([
			['store.sqlite', 0o600],
			['store.sqlite-shm', 0o600],
			['store.sqlite-wal', 0o600],
		]);
	});

	test('draws another receipt number when one was given before', async () => {
		const drawn = ['1111-1111-1111', '1111-1111-1111', '2222-2222-2222'];
		const registry = await openRegistry(
			`sqlite:${join(testFolder(), 'store.sqlite')}`,
			() => drawn.shift() ?? '',
		);
		const desk = createDesk(deskParts(registry));
		const numbers = [];
		for (const parcel of [parcelOf(), parcelOf()]) {
			const receipt = await answerOf(desk.submit(parcel.cms, noClaim));
			numbers.push(typeof receipt === 'object' && receipt.receiptNumber);
		}
		await registry.close();
		expect(numbers).toEqual(['1111-1111-1111', '2222-2222-2222']);
	});

	test.each(['store.sqlite', 'mysql://localhost/window', 'sqlite:/proc/nowhere/store.sqlite'])(
		'named %s is refused with a sentence',
		async location => {
			await expect(openRegistry(location, () => '')).rejects.toThrow(
				/A store is named|The store cannot be opened/,
			);
		},
	);
});

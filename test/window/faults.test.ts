import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {openWindow} from '../../src/commands/openWindow.ts';
import {window as windowCommand} from '../../src/commands/window.ts';
import type {Procedure} from '../../src/domain/procedure.ts';
import {believeReceipt} from '../../src/pki/receipt.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {packParcel} from '../../src/window/delivery.ts';
import {faults} from '../../src/window/faults.ts';
import {addressee, demoPki, drawnUp, signedBy} from '../helpers/pki.ts';
import {testClient, testFolder} from './testWindow.ts';

/** The real window with a fault, and the real client before it. */
async function windowWith(name: string) {
	const folder = await demoPki();
	const trust = await loadTrust(folder);
	const fault = faults[name];
	if (!fault) throw new Error(`no fault ${name}`);
	const window = await openWindow({
		pki: folder,
		listen: {host: '127.0.0.1', port: 0},
		store: `sqlite:${join(testFolder(), 'store.sqlite')}`,
		addressees: [addressee],
		now: () => new Date(),
		log: () => undefined,
		// A slow answer is due at once: the drill's patience is not what is tested.
		fault: {...fault, bend: parts => fault.bend(parts, async () => undefined)},
	});
	onTestFinished(() => window.stop());
	return testClient(window.url, {
		ca: trust.tlsCa,
		now: () => new Date(),
		believe: async (bytes, {sentAt, ...expected}) =>
			believeReceipt(
				bytes,
				{...expected, sentAt: new Date(sentAt), now: new Date(), allowedSkewMs: 60_000},
				{anchors: trust.receiptAnchors, revokedSerials: []},
			),
	});
}

async function signedParcel(procedure: Procedure) {
	const application = await drawnUp('valid', procedure);
	const cms = await signedBy('valid', application);
	return packParcel({requestId: JSON.parse(application).requestId, procedure, cms}, new Date());
}

/** What the kiosk hears in a word: the result that it believes, or why there is none. */
type Heard = ReturnType<Awaited<ReturnType<typeof windowWith>>['inquire']>;
const word = async (heard: Heard) => {
	const answer = await heard;
	return answer.status === 'answered' ? answer.receipt.result : answer.cause;
};

/** The manual's screens hang on these words: alive at the start, the answer to sending, the answer to asking. */
const expectations: Readonly<
	Record<string, {alive?: string; revocation: string; inquiry: string; validity?: string}>
> = {
	busy: {alive: 'busy', revocation: 'busy', inquiry: 'busy'},
	'service-error': {alive: 'serviceError', revocation: 'serviceError', inquiry: 'serviceError'},
	'busy-on-send': {revocation: 'busy', inquiry: 'not-received'},
	'service-error-on-send': {revocation: 'serviceError', inquiry: 'not-received'},
	'cut-before': {revocation: 'cut', inquiry: 'not-received'},
	'cut-during': {revocation: 'cut', inquiry: 'accepted'},
	'cut-after-storing': {revocation: 'cut', inquiry: 'accepted'},
	silent: {revocation: 'cut', inquiry: 'cut'},
	garbage: {revocation: 'notBelieved', inquiry: 'accepted'},
	unsigned: {revocation: 'notBelieved', inquiry: 'notBelieved'},
	'other-request': {revocation: 'notBelieved', inquiry: 'notBelieved'},
	slow: {revocation: 'accepted', inquiry: 'accepted'},
	'clock-wrong': {revocation: 'notBelieved', inquiry: 'notBelieved'},
	malformed: {revocation: 'malformed', inquiry: 'malformed', validity: 'malformed'},
	'unknown-issuer': {revocation: 'unknown-issuer', inquiry: 'unknown-issuer', validity: 'unknown-issuer'},
	'certificate-unverified': {
		revocation: 'certificate-unverified',
		inquiry: 'certificate-unverified',
		validity: 'certificate-unverified',
	},
	'not-yet-valid': {revocation: 'not-yet-valid', inquiry: 'not-yet-valid', validity: 'not-yet-valid'},
	expired: {revocation: 'expired', inquiry: 'expired', validity: 'expired'},
	'application-unverified': {
		revocation: 'application-unverified',
		inquiry: 'application-unverified',
		validity: 'application-unverified',
	},
	'wrong-addressee': {
		revocation: 'wrong-addressee',
		inquiry: 'wrong-addressee',
		validity: 'wrong-addressee',
	},
	'already-revoked': {
		revocation: 'already-revoked',
		inquiry: 'already-revoked',
		validity: 'already-revoked',
	},
	duplicate: {revocation: 'duplicate', inquiry: 'duplicate', validity: 'duplicate'},
	'status-unknown': {revocation: 'accepted', inquiry: 'accepted', validity: 'status-unknown'},
	'store-unreadable': {
		revocation: 'serviceError',
		inquiry: 'serviceError',
		validity: 'status-unknown',
	},
};

describe('a fault of the window as the kiosk meets it', () => {
	test.each(Object.entries(expectations))(
		'%s',
		async (name, {alive = 'alive', revocation, inquiry, validity}) => {
			const client = await windowWith(name);
			expect((await client.alive()).status).toBe(alive);
			if (validity) expect(await word(client.submit(await signedParcel('validity')))).toBe(validity);
			const parcel = await signedParcel('revocation');
			expect(await word(client.submit(parcel))).toBe(revocation);
			expect(await word(client.inquire(parcel))).toBe(inquiry);
		},
	);

	test('T-09 clock-wrong is seen before anything is sent', async () => {
		const alive = await (await windowWith('clock-wrong')).alive();
		expect(alive.status === 'alive' && Math.abs(alive.skewMs)).toBeGreaterThan(60_000);
	});

	test('has a test each, and a line in the help', () => {
		expect(Object.keys(expectations).sort()).toEqual(Object.keys(faults).sort());
		for (const [name, {summary}] of Object.entries(faults)) {
			expect(windowCommand.usage).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
		}
	});
});

describe('T-06 madoguchi window export', () => {
	const storeOf = (folder: string) => `sqlite:${join(folder, 'store.sqlite')}`;

	test('writes the application of a receipt number as it was received, and nothing without the key', async () => {
		const pki = await demoPki();
		const folder = testFolder();
		const trust = await loadTrust(pki);
		const window = await openWindow({
			pki,
			listen: {host: '127.0.0.1', port: 0},
			store: storeOf(folder),
			addressees: [addressee],
			now: () => new Date(),
			log: () => undefined,
		});
		const parcel = await signedParcel('revocation');
		const client = testClient(window.url, {
			ca: trust.tlsCa,
			believe: async (bytes, {sentAt, ...expected}) =>
				believeReceipt(
					bytes,
					{...expected, sentAt: new Date(sentAt), now: new Date(), allowedSkewMs: 60_000},
					{anchors: trust.receiptAnchors, revokedSerials: []},
				),
		});
		const answer = await client.submit(parcel);
		const number = answer.status === 'answered' ? answer.receipt.receiptNumber : '';
		await window.stop();
		const out = join(folder, 'application.cms');
		const exporting = (receiptNumber: string, key: string) =>
			windowCommand.run([
				'export',
				receiptNumber,
				'--store',
				storeOf(folder),
				'--store-key',
				key,
				'--out',
				out,
			]);
		const otherKey = join(folder, 'other.key');
		await Bun.write(otherKey, Buffer.alloc(32, 1).toString('base64'));
		await expect(exporting(number, otherKey)).rejects.toThrow('does not open');
		await expect(exporting('0000-0000-0000', join(pki, 'store.key'))).rejects.toThrow('no application');
		await expect(exporting(number, join(pki, 'realm'))).rejects.toThrow('no key');
		expect(await Bun.file(out).exists()).toBe(false);
		expect(await exporting(number, join(pki, 'store.key'))).toBe(0);
		expect(new Uint8Array(readFileSync(out))).toEqual(parcel.cms);
	});
});

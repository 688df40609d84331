import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readCard} from '../helpers/pki.ts';
import {realWindow, signedParcel, wordOf} from './realWindow.ts';

/** Every way a text may lie in a file: its bytes in three encodings, each also as base64 (at any offset) and hex. */
function disguises(text: string): Buffer[] {
	const utf16 = Buffer.from(text, 'utf16le');
	const raw = [Buffer.from(text), utf16, Buffer.from(utf16).swap16()];
	return raw.flatMap(bytes => [
		bytes,
		Buffer.from(bytes.toString('hex')),
		Buffer.from(bytes.toString('hex').toUpperCase()),
		...[0, 1, 2].map(offset => Buffer.from(base64Within(bytes, offset))),
	]);
}

/** The base64 signs that stand for these bytes and nothing else when `offset` bytes stand before them. */
function base64Within(bytes: Buffer, offset: number): string {
	const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
	return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

const holds = (where: Buffer, text: string) => disguises(text).some(disguise => where.includes(disguise));

/** A serial number lies in text as hex, and in DER as the bytes themselves. */
const holdsSerial = (where: Buffer, serial: string) =>
	holds(where, serial) || holds(where, serial.toLowerCase()) || where.includes(Buffer.from(serial, 'hex'));

test('T-06 store, its side files and the log hold of a person what they must and no more', async () => {
	const {client, folder, logged} = await realWindow();
	expect(await wordOf(client.submit(await signedParcel('valid')))).toBe('accepted');
	expect(await wordOf(client.submit(await signedParcel('one-try', 'validity')))).toBe('valid');
	expect(await wordOf(client.submit(await signedParcel('expired')))).toBe('expired');
	expect(await wordOf(client.submit(await signedParcel('bad-signature')))).toBe('certificate-unverified');
	const again = await signedParcel('valid');
	expect(await wordOf(client.submit(again))).toBe('duplicate');
	const broken = {...(await signedParcel('long-address')), requestId: again.requestId};
	expect(await wordOf(client.submit(broken))).toBe('serviceError');

	const files = readdirSync(folder).sort();
	expect(files).toEqual(['store.sqlite', 'store.sqlite-shm', 'store.sqlite-wal']);
	const kept = Buffer.concat(files.map(name => readFileSync(join(folder, name))));
	const log = Buffer.from(JSON.stringify(logged));
	expect(logged).toHaveLength(6);

	// The search is not blind: what must be kept is found.
	const accepted = (await readCard('valid')).x509.serialNumber;
	expect(holdsSerial(kept, accepted)).toBe(true);
	expect(holds(kept, again.requestId)).toBe(true);

	for (const card of ['valid', 'one-try', 'expired', 'bad-signature', 'long-address']) {
		const {applicant, x509} = await readCard(card);
		for (const where of [kept, log]) {
			expect([card, holds(where, applicant.name)]).toEqual([card, false]);
			expect([card, holds(where, applicant.address)]).toEqual([card, false]);
			expect([card, holds(where, x509.subject)]).toEqual([card, false]);
		}
		expect([card, holdsSerial(log, x509.serialNumber)]).toEqual([card, false]);
		if (card !== 'valid') expect([card, holdsSerial(kept, x509.serialNumber)]).toEqual([card, false]);
	}
	expect(holds(log, again.requestId)).toBe(false);
});

test('T-06 the search finds a name in every disguise', () => {
	const name = '吉田　太郎';
	const utf16 = Buffer.from(name, 'utf16le');
	for (const bytes of [Buffer.from(name), utf16, Buffer.from(utf16).swap16()]) {
		for (const before of ['', 'x', 'xy']) {
			const around = Buffer.concat([Buffer.from(before), bytes, Buffer.from('tail')]);
			expect(holds(around, name)).toBe(true);
			expect(holds(Buffer.from(around.toString('hex')), name)).toBe(true);
			expect(holds(Buffer.from(around.toString('hex').toUpperCase()), name)).toBe(true);
			expect(holds(Buffer.from(around.toString('base64')), name)).toBe(true);
		}
	}
	expect(holds(Buffer.from('吉田　花子'), name)).toBe(false);
});

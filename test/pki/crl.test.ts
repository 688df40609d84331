import {readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Crl, issueCrl, shortName} from '../../src/pki/crl.ts';
import {loadCrlAuthorities} from '../../src/pki/crlAuthorities.ts';
import {readDer} from '../../src/pki/der.ts';
import {PkiFolderError} from '../../src/pki/pkiFolder.ts';
import {openssl} from '../helpers/openssl.ts';
import {copyOfPki, demoPki} from '../helpers/pki.ts';

const list: Crl = {
	number: 300,
	thisUpdate: new Date('2026-11-22T15:00:00.000Z'),
	nextUpdate: new Date('2026-11-23T16:00:00.000Z'),
	revoked: [
		// Its highest bit is set: DER needs a sign octet before it.
		{serialNumber: '8F00FF', revokedAt: new Date('2026-11-20T15:00:00.000Z')},
		{serialNumber: '0A', revokedAt: new Date('2050-01-01T00:00:00.000Z')},
	],
};

/** The generations as openssl names their key identifiers, so that the short name is not our own word. */
async function generations() {
	const folder = await demoPki();
	const authorities = await loadCrlAuthorities(folder);
	return ['sign-ca-1', 'sign-ca-2', 'sign-ca-3'].map(name => {
		const pem = readFileSync(join(folder, 'anchors', `${name}.pem`));
		const {output} = openssl(['x509', '-in', 'pem', '-noout', '-ext', 'subjectKeyIdentifier'], {pem});
		const keyIdentifier = output.split('\n')[1]?.replaceAll(/[: ]/g, '').toLowerCase() ?? '';
		const authority = authorities.get(keyIdentifier.slice(0, 16));
		if (!authority) throw new Error(`no authority of the short name of ${name}`);
		return {name, pem, authority};
	});
}

const verified = (crl: Uint8Array, pem: Uint8Array) =>
	openssl(['crl', '-inform', 'DER', '-in', 'crl', '-CAfile', 'pem', '-noout'], {crl, pem}).output;

const textOf = (crl: Uint8Array) =>
	openssl(['crl', '-inform', 'DER', '-in', 'crl', '-noout', '-text'], {crl}).output;

/** The tags of the parts of the tbsCertList. */
const partsOfList = (crl: Uint8Array) => readDer(crl)?.parts[0]?.parts.map(part => part.tag);

describe('T-10 a revocation list', () => {
	test('of each generation is verified by openssl under that generation, and under no other of its name', async () => {
		const all = await generations();
		for (const {name, authority} of all) {
			const crl = issueCrl(list, authority);
			for (const other of all) {
				expect([name, other.name, verified(crl, other.pem)]).toEqual([
					name,
					other.name,
					name === other.name ? 'verify OK\n' : expect.stringContaining('verify failure'),
				]);
			}
		}
	});

	test('has number, dates and serial numbers as openssl reads them', async () => {
		const [first] = await generations();
		const text = first ? textOf(issueCrl(list, first.authority)) : '';
		expect(text).toContain('Version 2');
		expect(text).toMatch(/X509v3 CRL Number:\s+300\n/);
		expect(text).toContain('Last Update: Nov 22 15:00:00 2026 GMT');
		expect(text).toContain('Next Update: Nov 23 16:00:00 2026 GMT');
		expect(text).toMatch(/Serial Number: 8F00FF\s+Revocation Date: Nov 20 15:00:00 2026 GMT/);
		expect(text).toMatch(/Serial Number: 0A\s+Revocation Date: Jan {2}1 00:00:00 2050 GMT/);
	});

	test('writes UTCTime through 2049 and GeneralizedTime from 2050 on', async () => {
		const [first] = await generations();
		const crl = first ? issueCrl(list, first.authority) : new Uint8Array();
		const {output} = openssl(['asn1parse', '-inform', 'DER', '-in', 'crl'], {crl});
		expect(output).toMatch(/UTCTIME\s+:261122150000Z/);
		expect(output).toMatch(/GENERALIZEDTIME\s+:20500101000000Z/);
	});

	test('of nobody has no list of revoked certificates at all (RFC 5280 5.1.2.6)', async () => {
		const [first] = await generations();
		const crl = first ? issueCrl({...list, revoked: []}, first.authority) : new Uint8Array();
		expect(textOf(crl)).toContain('No Revoked Certificates');
		expect(verified(crl, first?.pem ?? new Uint8Array())).toBe('verify OK\n');
		// openssl says the same of an empty list: what stands in the tbsCertList, by tag, is version, algorithm,
		// issuer, the two times and the extensions.
		expect(partsOfList(crl)).toEqual([0x02, 0x30, 0x30, 0x17, 0x17, 0xa0]);
	});

	test('of somebody has the list of revoked certificates before its extensions (RFC 5280 5.1)', async () => {
		const [first] = await generations();
		const crl = first ? issueCrl(list, first.authority) : new Uint8Array();
		expect(partsOfList(crl)).toEqual([0x02, 0x30, 0x30, 0x17, 0x17, 0x30, 0xa0]);
	});

	test('names the key that signed it by its identifier (RFC 5280 5.2.1)', async () => {
		const [first] = await generations();
		const text = first ? textOf(issueCrl(list, first.authority)) : '';
		const own = first
			? openssl(['x509', '-in', 'pem', '-noout', '-ext', 'subjectKeyIdentifier'], {pem: first.pem}).output
			: '';
		const identifier = own.split('\n')[1]?.trim() ?? 'none';
		expect(identifier).toMatch(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/);
		expect(text.replace(/keyid:/g, '')).toContain(
			`Authority Key Identifier: \n                ${identifier}`,
		);
	});
});

test('the short name is the head of the key identifier, in lower-case hex', () => {
	expect(shortName(Uint8Array.from({length: 20}, (_, index) => 0xf0 + index))).toBe('f0f1f2f3f4f5f6f7');
});

describe('the authorities of a folder', () => {
	test('without a key issue no list', async () => {
		const folder = await copyOfPki();
		await rm(join(folder, 'crl-keys/sign-ca-1.key'));
		expect((await loadCrlAuthorities(folder)).size).toBe(2);
	});

	test('with another key are refused', async () => {
		const folder = await copyOfPki();
		await Bun.write(
			join(folder, 'crl-keys/sign-ca-1.key'),
			readFileSync(join(folder, 'crl-keys/sign-ca-2.key')),
		);
		await expect(loadCrlAuthorities(folder)).rejects.toBeInstanceOf(PkiFolderError);
	});

	test('RFC 5280 4.2.1.3: whose root may sign certificates and no lists are refused', async () => {
		const folder = await copyOfPki();
		const root = ['req', '-x509', '-new', '-sha256', '-days', '30', '-subj', '/C=JP/O=X', '-key', 'key'];
		const key = readFileSync(join(folder, 'crl-keys/sign-ca-1.key'));
		const made = (usage: string) => openssl([...root, '-addext', `keyUsage=critical,${usage}`], {key}).output;
		const anchor = join(folder, 'anchors/sign-ca-1.pem');

		await Bun.write(anchor, made('keyCertSign,cRLSign'));
		expect((await loadCrlAuthorities(folder)).size).toBe(3);
		await Bun.write(anchor, made('keyCertSign'));
		await expect(loadCrlAuthorities(folder)).rejects.toBeInstanceOf(PkiFolderError);
	});
});

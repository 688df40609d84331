import {Constructed} from 'asn1js';
import {describe, expect, test} from 'vitest';
import {
	der,
	type Node,
	nothing,
	objectIdentifier,
	sequence,
	tagged,
	taggedBytes,
	utf8String,
} from '../../src/pki/asn1.ts';
import {readSigningCertificate} from '../../src/pki/certificate.ts';
import {type CertificateBends, citizen, issueCitizen} from '../helpers/citizen.ts';
import {openssl} from '../helpers/openssl.ts';
import {cardFile, readCard} from '../helpers/pki.ts';

const arc = '1.2.392.200149.8.5.5';
const nameType = objectIdentifier(`${arc}.1`);
const named = tagged(0, utf8String('吉田　太郎'));

/** The five otherNames beside the name. */
function others(): Node[] {
	const values: ReadonlyArray<readonly [number, string]> = [
		[4, citizen.birthDate],
		[3, '1'],
		[5, citizen.address],
		[2, citizen.nameSubstitutes],
		[6, citizen.addressSubstitutes],
	];
	return values.map(([last, value]) =>
		tagged(0, objectIdentifier(`${arc}.${last}`), tagged(0, utf8String(value))),
	);
}

function inspect(der: Uint8Array, ...more: string[]): string {
	return openssl(['x509', '-inform', 'DER', '-in', 'der', '-noout', ...more], {der}).output;
}

describe('a demo signing certificate has the profile of a genuine one (card-facts 3.2, 3.3)', () => {
	test('its extensions stand in the card’s order, two of them critical', async () => {
		const text = inspect(await cardFile('valid', 'sign.der'), '-text');

		const extensions = [...text.matchAll(/^ {12}X509v3 ([^:]+):( critical)?/gm)].map(
			([, name, critical = '']) => name + critical,
		);
		expect(extensions).toEqual([
			'Authority Key Identifier',
			'Key Usage critical',
			'Subject Alternative Name',
			'Issuer Alternative Name',
			'CRL Distribution Points',
			'Certificate Policies critical',
			'Subject Key Identifier',
		]);
		expect(text).toContain('Digital Signature, Non Repudiation\n');
		expect(text).toContain('CPS: http://www.jpki.go.jp/cps.html');
		expect(text).not.toContain('URI:');
	});

	test('its otherNames stand in the card’s order, 1, 4, 3, 5, 2, 6, each a UTF8String', async () => {
		const der = await cardFile('valid', 'sign.der');
		const text = inspect(der, '-ext', 'subjectAltName');

		const names = [...text.matchAll(/othername: 1\.2\.392\.200149\.8\.5\.5\.(\d)::([^,\n]+)/g)];
		expect(names.map(([, arc, value]) => `${arc} ${value}`)).toEqual([
			'1 吉田　太郎',
			'4 319580810',
			'3 1',
			'5 東京都千代田区霞が関２丁目１番地２号　霞が関マンション',
			'2 00000',
			'6 000000000000000000000000000',
		]);
		// 0C 09: UTF8String of nine bytes, as on a card.
		expect(Buffer.from(der).includes(Buffer.from('0c09333139353830383130', 'hex'))).toBe(true);
	});

	test('it ends with a birthday in Japan, in UTCTime', async () => {
		const {output} = openssl(['asn1parse', '-inform', 'DER', '-in', 'der'], {
			der: await cardFile('valid', 'sign.der'),
		});

		expect(output).toMatch(/UTCTIME\s+:\d{2}0810145959Z/);
		expect(output).not.toContain('GENERALIZEDTIME');
	});

	test('its country is a PrintableString and the rest of its names UTF-8', async () => {
		const text = inspect(
			await cardFile('valid', 'sign.der'),
			'-issuer',
			'-subject',
			'-nameopt',
			'multiline,show_type',
		);

		const types = [
			...text.matchAll(
				/(countryName|localityName|organizationName|organizationalUnitName|commonName) += (\w+):/g,
			),
		];
		expect(
			new Set(types.map(([, name, type]) => `${name === 'countryName' ? 'country' : 'other'} ${type}`)),
		).toEqual(new Set(['country PRINTABLESTRING', 'other UTF8STRING']));
		expect(text).not.toContain('吉田');
	});

	test('the one for user authentication has neither name nor address, and signs only to authenticate', async () => {
		const text = inspect(await cardFile('valid', 'auth.der'), '-text');

		expect(text).not.toContain('Subject Alternative Name');
		expect(text).toContain('X509v3 Key Usage: critical\n                Digital Signature\n');
		expect(text).toContain('Policy: 1.2.392.200149.8.5.1.3.30');
	});
});

describe('reading a signing certificate', () => {
	test('gives what openssl reads: issuer, serial number and dates', async () => {
		const {x509} = await readCard('valid');
		const text = inspect(
			x509.der,
			'-issuer',
			'-serial',
			'-dates',
			'-dateopt',
			'iso_8601',
			'-nameopt',
			'RFC2253,-esc_msb',
		);

		const iso = (date: Date) => date.toISOString().replace('T', ' ').replace('.000', '');
		expect(text.trim().split('\n')).toEqual([
			`issuer=${x509.issuer}`,
			`serial=${x509.serialNumber}`,
			`notBefore=${iso(x509.notBefore)}`,
			`notAfter=${iso(x509.notAfter)}`,
		]);
	});

	test('gives the applicant of a certificate that openssl issued', async () => {
		const {certificate} = await issueCitizen();

		expect(readSigningCertificate(certificate)).toMatchObject({
			status: 'read',
			certificate: {applicant: citizen},
		});
	});

	test.each<[string, CertificateBends, Partial<typeof citizen>]>([
		['otherNames nobody knows', {names: ['1.2.392.200149.8.5.5.7;FORMAT:UTF8,UTF8:ヨシダ']}, {}],
		['an otherName that is no text', {names: ['1.2.392.200149.8.5.5.8;INT:7']}, {}],
		['another kind of sex', {values: {3: '9'}}, {sex: 'unstated'}],
		['an unknown date of birth', {values: {4: '000000000'}}, {birthDate: '000000000'}],
		['an unknown day of birth', {values: {4: '319580800'}}, {birthDate: '319580800'}],
		['no flags for the name', {without: 2}, {nameSubstitutes: ''}],
		['no flags for the address', {without: 6}, {addressSubstitutes: ''}],
	])('bears %s', async (_description, bends, differs) => {
		const {certificate} = await issueCitizen(bends);

		expect(readSigningCertificate(certificate)).toMatchObject({
			status: 'read',
			certificate: {applicant: {...citizen, ...differs}},
		});
	});

	test.each<[string, CertificateBends, string]>([
		['no name', {without: 1}, 'name'],
		['no sex', {without: 3}, 'sex'],
		['no date of birth', {without: 4}, 'birthDate'],
		['no address', {without: 5}, 'address'],
		['a date that does not exist', {values: {4: '319580230'}}, 'birthDate'],
		['a date without its era', {values: {4: '19580810'}}, 'birthDate'],
		['flags that are none', {values: {2: '00X00'}}, 'nameSubstitutes'],
		['a name twice', {names: ['1.2.392.200149.8.5.5.1;FORMAT:UTF8,UTF8:吉田　次郎']}, 'subjectAltName'],
		['a name that is no UTF8String', {without: 1, names: ['1.2.392.200149.8.5.5.1;IA5:Yoshida']}, 'name'],
	])('says which part is at fault: %s', async (_description, bends, fault) => {
		const {certificate} = await issueCitizen(bends);

		expect(readSigningCertificate(certificate)).toEqual({status: 'unreadable', fault});
	});

	test.each<[string, Node]>([
		['under another tag number', tagged(1, nameType, named)],
		['in another class', new Constructed({idBlock: {tagClass: 2, tagNumber: 0}, value: [nameType, named]})],
		['in a primitive', taggedBytes(0, der(sequence(nameType, named)).subarray(2))],
		['whose value has another tag', tagged(0, nameType, tagged(1, utf8String('吉田　太郎')))],
		['whose value has no tag', tagged(0, nameType, utf8String('吉田　太郎'))],
		['with something after its value', tagged(0, nameType, named, nothing())],
		['with two values', tagged(0, nameType, tagged(0, utf8String('吉田　太郎'), utf8String('吉田　次郎')))],
		['of no characters', tagged(0, nameType, tagged(0, utf8String('')))],
		['of 1001 characters', tagged(0, nameType, tagged(0, utf8String('吉'.repeat(1001))))],
	])('does not take for a name what is no otherName of one: %s', async (_description, name) => {
		const {certificate} = await issueCitizen({subjectAltName: der(sequence(name, ...others()))});

		expect(readSigningCertificate(certificate)).toEqual({status: 'unreadable', fault: 'name'});
	});

	test('takes a name of 1000 characters, and passes over entries without a type', async () => {
		const name = tagged(0, nameType, tagged(0, utf8String('吉'.repeat(1000))));
		const untyped = () => tagged(0, utf8String('x'), tagged(0, utf8String('x')));
		const {certificate} = await issueCitizen({
			subjectAltName: der(sequence(name, untyped(), untyped(), ...others())),
		});

		expect(readSigningCertificate(certificate)).toMatchObject({
			status: 'read',
			certificate: {applicant: {...citizen, name: '吉'.repeat(1000)}},
		});
	});

	test('refuses a subjectAltName with something after it', async () => {
		const sound = der(sequence(tagged(0, nameType, named), ...others()));

		const {certificate} = await issueCitizen({subjectAltName: sound});
		expect(readSigningCertificate(certificate).status).toBe('read');
		const {certificate: longer} = await issueCitizen({subjectAltName: Buffer.concat([sound, Buffer.of(0)])});
		expect(readSigningCertificate(longer)).toEqual({status: 'unreadable', fault: 'subjectAltName'});
	});

	test.each<[string, (sound: Buffer) => Uint8Array]>([
		['nothing', () => new Uint8Array(0)],
		['filling', () => new Uint8Array(300).fill(0xff)],
		['filling after the end', sound => Buffer.concat([sound, Buffer.of(0xff)])],
		['a certificate cut short', sound => sound.subarray(0, 900)],
		['a name that is not UTF-8', sound => spoil(sound, Buffer.from('太'), 0xff)],
		['a BER length', sound => Buffer.concat([Buffer.of(0x30, 0x80), sound.subarray(4), Buffer.of(0, 0)])],
	])('never throws for %s', async (_description, bend) => {
		const bytes = bend(Buffer.from(await cardFile('valid', 'sign.der')));

		expect(readSigningCertificate(bytes).status).toBe('unreadable');
	});

	test('never throws, whichever byte is changed', async () => {
		const sound = await cardFile('valid', 'sign.der');
		for (let at = 0; at < sound.length; at += 3) {
			const bytes = sound.slice();
			bytes[at] = (bytes[at] ?? 0) ^ 0x80;
			expect(['read', 'unreadable']).toContain(readSigningCertificate(bytes).status);
		}
	});

	test.each([
		['escape-sequences', '\u001b[2J\u001b[31m山田　\u009b1m次郎\u0007'],
		['bidi', '中村\u202e　郎三\u202c\u200b'],
	])('leaves text as certified; the gate is where it is drawn: %s', async (card, name) => {
		expect((await readCard(card)).applicant.name).toBe(name);
	});

	test('has an address of 200 characters to show', async () => {
		expect((await readCard('long-address')).applicant.address).toHaveLength(200);
	});
});

function spoil(bytes: Buffer, text: Buffer, byte: number): Buffer {
	const spoilt = Buffer.from(bytes);
	spoilt[spoilt.indexOf(text) + 1] = byte;
	return spoilt;
}

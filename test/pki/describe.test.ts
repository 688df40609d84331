import {X509Certificate} from 'node:crypto';
import {expect, test} from 'vitest';
import {parseCertificateDescription} from '../../src/domain/certificate.ts';
import {describeCertificate} from '../../src/pki/describe.ts';
import {openssl} from '../helpers/openssl.ts';
import {cardFile} from '../helpers/pki.ts';

const factsOf = (facts: readonly {readonly field: string; readonly value: string}[] = []) =>
	new Map(facts.map(({field, value}) => [field, value]));

async function describeFile(card: string, file: string, choice: 'signing' | 'authentication' | 'signingCa') {
	const der = await cardFile(card, file);
	const description = describeCertificate(der, choice, ['CN=expected']);
	if (!description) throw new Error('not described');
	return {der, basic: factsOf(description.basic), detail: factsOf(description.detail), description};
}

test('names the holder, the validity, the issuer beside the expected one, and the serial number', async () => {
	const {der, basic} = await describeFile('valid', 'sign.der', 'signing');
	const judge = new X509Certificate(der);
	expect([...basic.keys()]).toEqual([
		'holderName',
		'holderAddress',
		'holderSex',
		'holderBirthDate',
		'notBefore',
		'notAfter',
		'issuer',
		'expectedIssuer',
		'serialNumber',
	]);
	expect(basic.get('holderName')).toBe('吉田　太郎');
	expect(basic.get('holderBirthDate')).toBe('319580810');
	expect(Date.parse(basic.get('notBefore') ?? '')).toBe(judge.validFromDate.getTime());
	expect(Date.parse(basic.get('notAfter') ?? '')).toBe(judge.validToDate.getTime());
	expect(basic.get('serialNumber')).toBe(judge.serialNumber);
	expect(basic.get('expectedIssuer')).toBe('CN=expected');
});

test('gives the fingerprints that openssl computes', async () => {
	const {der, detail} = await describeFile('valid', 'sign.der', 'signing');
	for (const algorithm of ['sha256', 'sha1']) {
		const args = ['x509', '-inform', 'der', '-in', 'a.der', '-noout', '-fingerprint', `-${algorithm}`];
		expect(openssl(args, {'a.der': der}).output.trim().split('=')[1]).toBe(detail.get(algorithm));
	}
});

test.each([
	['sign.der', 'signing'],
	['auth.der', 'authentication'],
	['sign-ca.der', 'signingCa'],
] as const)(
	'tells as many extensions of %s as openssl, with the same ones critical',
	async (file, choice) => {
		const {der, description} = await describeFile('valid', file, choice);
		const {output} = openssl(['x509', '-inform', 'der', '-in', 'a.der', '-noout', '-text'], {'a.der': der});
		const extensions = output.split('X509v3 extensions:')[1] ?? '';
		const told = extensions.split('\n').filter(line => /^ {12}\S.*:( critical)?\s*$/.test(line));
		const at = description.detail.findIndex(({field}) => field === 'publicKey');
		const ours = description.detail.slice(at + 1, -2);
		expect(ours).toHaveLength(told.length);
		expect(ours.filter(({isCritical}) => isCritical)).toHaveLength(
			told.filter(line => line.includes('critical')).length,
		);
		expect(ours.map(({field}) => field)).not.toContain('otherExtension');
	},
);

test('reads the usage of each key as openssl does', async () => {
	const signing = await describeFile('valid', 'sign.der', 'signing');
	expect(signing.detail.get('keyUsage')).toBe('digitalSignature, nonRepudiation');
	const ca = await describeFile('valid', 'sign-ca.der', 'signingCa');
	expect(ca.detail.get('keyUsage')).toBe('keyCertSign, cRLSign');
	expect(ca.detail.get('basicConstraints')).toBe('TRUE');
	const usage = ['x509', '-inform', 'der', '-in', 'a.der', '-noout', '-ext', 'keyUsage'];
	expect(openssl(usage, {'a.der': signing.der}).output).toContain('Digital Signature, Non Repudiation');
	expect(openssl(usage, {'a.der': ca.der}).output).toContain('Certificate Sign, CRL Sign');
});

test('an authentication certificate names nobody, and nothing is expected of its issuer', async () => {
	const {basic} = await describeFile('valid', 'auth.der', 'authentication');
	expect([...basic.keys()]).toEqual(['subject', 'notBefore', 'notAfter', 'issuer', 'serialNumber']);
});

test('S004-147 a certificate whose signature cannot be verified is shown all the same', async () => {
	const {basic} = await describeFile('bad-signature', 'sign.der', 'signing');
	expect(basic.has('holderName')).toBe(true);
});

test.each([0, 1, 200])('a certificate cut after %i bytes is not described', async length => {
	const der = await cardFile('valid', 'sign.der');
	expect(describeCertificate(der.subarray(0, length), 'signing', [])).toBeUndefined();
});

test('a description comes back from its text, and nothing else is taken for one', async () => {
	const {description} = await describeFile('valid', 'sign.der', 'signing');
	expect(parseCertificateDescription(JSON.stringify(description))).toEqual(description);
	for (const text of [
		'',
		'null',
		'[]',
		'{"choice":"signing"}',
		'{"choice":"other","basic":[],"detail":[]}',
		'{"choice":"signing","basic":[{"field":"name"}],"detail":[]}',
		'{"choice":"signing","basic":[{"field":"notBefore","value":"never"}],"detail":[]}',
	]) {
		expect(parseCertificateDescription(text)).toBeUndefined();
	}
});

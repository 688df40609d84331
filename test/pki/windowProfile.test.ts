import {describe, expect, test} from 'vitest';
import {
	type Credential,
	issueClientCertificate,
	issueStaffCertificate,
	issueTlsCertificate,
	issueWindowAuthority,
	issueWindowSignerCertificate,
	tlsAlgorithm,
} from '../../src/pki/windowProfile.ts';
import {openssl} from '../helpers/openssl.ts';

const particulars = (commonName: string) => ({
	name: `C=JP, O=Test, CN=${commonName}`,
	serialNumber: '41424344',
	validity: {notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z')},
	algorithm: tlsAlgorithm,
});
const root = await issueWindowAuthority(particulars('Root'));

/** The extensions as openssl names them, with what they say in one line. */
function extensionsOf({certificate: der}: Credential): Record<string, string> {
	const {output} = openssl(['x509', '-inform', 'DER', '-in', 'der', '-noout', '-text'], {der});
	const list = /X509v3 extensions:\n([\s\S]*?)\n {4}\S/.exec(output)?.[1] ?? '';
	const parts = list.split(/^ {12}(?=\S)/m).filter(part => part.trim() !== '');
	return Object.fromEntries(
		parts.map(part => {
			const [name = '', ...lines] = part.split('\n').map(line => line.trim());
			return [name, lines.join(' ').trim()];
		}),
	);
}

/** What no certificate of an end entity may be without (RFC 5280 4.2.1.3, 4.2.1.9). */
const endEntity = {
	'X509v3 Basic Constraints: critical': 'CA:FALSE',
	'X509v3 Key Usage: critical': 'Digital Signature',
};

describe('what the window’s certificates are for, as openssl reads them', () => {
	test('a root signs certificates and lists, and nothing else', () => {
		expect(extensionsOf(root)).toMatchObject({
			'X509v3 Basic Constraints: critical': 'CA:TRUE',
			'X509v3 Key Usage: critical': 'Certificate Sign, CRL Sign',
		});
	});

	test.each([
		['receiptSigning', '1.3.6.1.4.1.61617.1.1'],
		['auditCountersigning', '1.3.6.1.4.1.61617.1.3'],
	] as const)('T-03, T-22: a signer of %s for that alone, and critically so', async (purpose, identifier) => {
		const signer = await issueWindowSignerCertificate(root, particulars('Signer'), purpose);
		expect(extensionsOf(signer)).toMatchObject({
			...endEntity,
			'X509v3 Extended Key Usage: critical': identifier,
		});
	});

	test('T-21: a staff card for staff’s signatures alone, under the policy of its role', async () => {
		const card = await issueStaffCertificate(root, particulars('1001'), 'helper');
		expect(extensionsOf(card)).toMatchObject({
			...endEntity,
			'X509v3 Extended Key Usage: critical': '1.3.6.1.4.1.61617.1.2',
			'X509v3 Certificate Policies:': 'Policy: 1.3.6.1.4.1.61617.2.1',
		});
	});

	test('T-05: a terminal as TLS client alone', async () => {
		expect(extensionsOf(await issueClientCertificate(root, particulars('Terminal')))).toMatchObject({
			...endEntity,
			'X509v3 Extended Key Usage:': 'TLS Web Client Authentication',
		});
	});

	test('T-05: the window as TLS server of this machine alone', async () => {
		expect(extensionsOf(await issueTlsCertificate(root, particulars('localhost')))).toMatchObject({
			...endEntity,
			'X509v3 Extended Key Usage:': 'TLS Web Server Authentication',
			'X509v3 Subject Alternative Name:': 'DNS:localhost, IP Address:127.0.0.1',
		});
	});
});

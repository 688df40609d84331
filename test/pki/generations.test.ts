import {describe, expect, test} from 'vitest';
import {descent} from '../../src/pki/chain.ts';
import {certificatePem} from '../../src/pki/pem.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {around, citizenUnder, rootNamed, rsaKeys} from '../helpers/citizenUnder.ts';
import {openssl} from '../helpers/openssl.ts';

const now = new Date();
const keys = rsaKeys();
const validity = around(now, 10, 10);
const generations = ['40000001', '40000002', '40000003'].map(serial => rootNamed('JPKI-DEMO', serial, now));
const anchors = generations.map(({certificate}) => readX509(certificate) as X509);
const citizens = generations.map(authority => citizenUnder({authority, keys, validity}).x509);

/** Another key under the same name, trusted by nobody. */
const impostor = rootNamed('JPKI-DEMO', '40000001', now);

describe('three generations of roots under one name (card-facts 3.1)', () => {
	test('have one name and three keys', () => {
		expect(new Set(anchors.map(({subject}) => subject)).size).toBe(1);
		expect(anchors[0]?.publicKey.equals(anchors[1]?.publicKey ?? keys.publicKey)).toBe(false);
	});

	test.each([0, 1, 2])('a card of generation %i is verified, in whatever order the roots stand', index => {
		const certificate = citizens[index] as X509;

		expect(descent(certificate, anchors, now)).toBe('verified');
		expect(descent(certificate, anchors.toReversed(), now)).toBe('verified');
		expect(descent(certificate, [anchors[index] as X509], now)).toBe('verified');
	});

	test.each([0, 1, 2])(
		'a card of generation %i is not verified by the others, though they have the name',
		index => {
			const others = anchors.filter((_, at) => at !== index);

			expect(descent(citizens[index] as X509, others, now)).toBe('unverified');
		},
	);

	test('a root that has run out verifies nothing, and does not stand in the way of the others', () => {
		const [first, second] = citizens as [X509, X509, X509];
		const ended = {...(anchors[0] as X509), notAfter: new Date(now.getTime() - 2000)};

		expect(descent(first, [ended, ...anchors.slice(1)], now)).toBe('unverified');
		expect(descent(second, [ended, ...anchors.slice(1)], now)).toBe('verified');
	});
});

describe('an impostor of the same name', () => {
	test('is refused when it names its own key', () => {
		expect(descent(citizenUnder({authority: impostor, keys, validity}).x509, anchors, now)).toBe(
			'unverified',
		);
	});

	test.each([0, 1, 2])('is refused when it forges the key identifier of generation %i', index => {
		const authority = generations[index] ?? impostor;
		const forged = citizenUnder({authority, keys, validity, signer: impostor}).x509;

		expect(descent(forged, anchors, now)).toBe('unverified');
		const answer = openssl(['verify', '-CAfile', 'roots', 'forged'], {
			roots: anchors.map(({der}) => certificatePem(der)).join(''),
			forged: certificatePem(forged.der),
		});
		expect(answer.status).not.toBe(0);
	});

	test('that signs for a name nobody has is of an unknown issuer', () => {
		const other = rootNamed('STRANGER-DEMO', '40000001', now);

		expect(descent(citizenUnder({authority: other, keys, validity}).x509, anchors, now)).toBe(
			'unknownIssuer',
		);
	});

	test('the key identifier decides beside the signature: the right key under another identifier is refused', () => {
		const [first, second] = generations as [typeof impostor, typeof impostor, typeof impostor];
		const misnamed = citizenUnder({authority: second, keys, validity, signer: first}).x509;

		expect(descent(misnamed, anchors, now)).toBe('unverified');
	});
});

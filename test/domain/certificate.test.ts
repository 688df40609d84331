import {describe, expect, test} from 'vitest';
import {
	type CertificateDescription,
	certificateFields,
	isCertificateChoice,
	isInstantField,
	parseCertificateDescription,
} from '../../src/domain/certificate.ts';

const description: CertificateDescription = {
	choice: 'signing',
	basic: [{field: 'notAfter', value: '2031-08-10T14:59:59.000Z'}],
	detail: [{field: 'keyUsage', value: 'digitalSignature', isCritical: true}],
};
const read = (value: unknown) => parseCertificateDescription(JSON.stringify(value));

describe('a certificate as the viewer tells it', () => {
	test.each(['signing', 'authentication', 'signingCa', 'authenticationCa'] as const)('is of %s', choice => {
		expect(isCertificateChoice(choice)).toBe(true);
		expect(read({...description, choice})).toEqual({...description, choice});
	});

	// RFC 5280 4.1 and 4.2.1, card-facts 3.2 and 3.3.
	test.each([
		...[
			'holderName',
			'holderAddress',
			'holderSex',
			'holderBirthDate',
			'issuer',
			'expectedIssuer',
			'serialNumber',
		],
		...['subject', 'version', 'signatureAlgorithm', 'publicKey', 'keyUsage', 'extKeyUsage', 'subjectAltName'],
		...[
			'issuerAltName',
			'certificatePolicies',
			'cRLDistributionPoints',
			'authorityInfoAccess',
			'basicConstraints',
		],
		...['subjectKeyIdentifier', 'authorityKeyIdentifier', 'otherExtension', 'sha256', 'sha1'],
	])('may say %s', field => {
		expect(read({...description, basic: [{field, value: 'x'}]})?.basic).toEqual([{field, value: 'x'}]);
	});

	test('says its dates as instants, and no other field so', () => {
		expect(certificateFields.filter(isInstantField)).toEqual(['notBefore', 'notAfter']);
		for (const field of ['notBefore', 'notAfter']) {
			expect(read({...description, basic: [{field, value: '2026-11-22T00:00:00Z'}]})).toBeDefined();
			expect(read({...description, basic: [{field, value: 'soon'}]})).toBeUndefined();
		}
	});

	test.each<[string, object]>([
		['another certificate', {choice: 'renewal'}],
		['no short list', {basic: undefined}],
		['no long list', {detail: {}}],
		['a fact of an unknown field', {detail: [{field: 'password', value: 'x'}]}],
		['a fact without value', {detail: [{field: 'issuer'}]}],
		['a fact of a number', {basic: [{field: 'issuer', value: 7}]}],
		['a fact that is not critical, said so', {detail: [{field: 'issuer', value: 'x', isCritical: false}]}],
		['a fact that is none', {basic: [null]}],
		['one sound fact and one not', {detail: [...description.detail, {field: 'issuer'}]}],
	])('is none with %s', (_what, bend) => {
		expect(read({...description, ...bend})).toBeUndefined();
	});

	test.each(['', '{', 'null', '7'])('is none: %j', text => {
		expect(parseCertificateDescription(text)).toBeUndefined();
	});
});

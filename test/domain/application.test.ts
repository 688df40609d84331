import {describe, expect, test} from 'vitest';
import {type Application, isInstant, isRequestId, parseApplication} from '../../src/domain/application.ts';

/** S004-051..056; the sentences are the manual's (S004-052, S004-201) and our own of the effect. */
const application = {
	type: '失効申請書',
	version: 1,
	procedure: 'revocation',
	addressee: '東京都知事殿',
	request: '自己の電子証明書の失効申請を依頼します。',
	effect:
		'この申請が受理されると取り消すことはできません。署名用電子証明書は、次の証明書失効リストが発行された時から使えなくなります。',
	applicant: {
		name: '見本　一郎',
		nameSubstitutes: '00000',
		address: '見本県見本市１',
		addressSubstitutes: '',
		sex: 'unstated',
		birthDate: '000000000',
	},
	certificate: {issuer: 'O=JPKI-DEMO,C=JP', serialNumber: '01'},
	requestId: '00112233445566778899aabbccddeeff',
	createdAt: '2026-11-22T02:03:04Z',
} as const satisfies Application;

const validity = {
	...application,
	type: '有効性確認申請書',
	procedure: 'validity',
	request: '自己の電子証明書の有効性確認を依頼します。',
	effect: 'この申請により、署名用電子証明書が現時点で有効かどうかを窓口が確認し、結果を通知します。',
};

const read = (value: unknown) => parseApplication(JSON.stringify(value));
const without = (value: object, name: string) =>
	Object.fromEntries(Object.entries(value).filter(([member]) => member !== name));
const {applicant, certificate} = application;

describe('T-07 an application has exactly its members', () => {
	test('and is read as it is, of either procedure', () => {
		expect(read(application)).toEqual(application);
		expect(read(validity)).toEqual(validity);
	});

	test.each(Object.keys(application))('not one without %s', member => {
		expect(read(without(application, member))).toBeUndefined();
		// Another member does not make up for it.
		expect(read({...without(application, member), remark: 'x'})).toBeUndefined();
	});

	test.each(Object.keys(applicant))('not one of an applicant without %s', member => {
		expect(read({...application, applicant: without(applicant, member)})).toBeUndefined();
		expect(read({...application, applicant: {...without(applicant, member), remark: 'x'}})).toBeUndefined();
		expect(read({...application, applicant: {...applicant, [member]: 7}})).toBeUndefined();
	});

	test.each<[string, object]>([
		['another member', {remark: 'x'}],
		['a list for an applicant', {applicant: Object.values(applicant)}],
		['no applicant', {applicant: null}],
		['a text for a certificate', {certificate: 'O=JPKI-DEMO,C=JP'}],
		['a certificate without serial number', {certificate: {issuer: certificate.issuer}}],
		['another member of the certificate', {certificate: {...certificate, remark: 'x'}}],
		['an unknown procedure', {procedure: 'renewal'}],
		['the name of the other procedure’s document', {type: validity.type}],
		['the other procedure’s request', {request: validity.request}],
		['the other procedure’s effect', {effect: validity.effect}],
		['another version', {version: 2}],
		['a version in letters', {version: '1'}],
		['an empty addressee', {addressee: ''}],
		['an addressee of a number', {addressee: 7}],
		['an empty name', {applicant: {...applicant, name: ''}}],
		['a name of more than 1000 characters', {applicant: {...applicant, name: '一'.repeat(1001)}}],
		['an empty address', {applicant: {...applicant, address: ''}}],
		['an unknown sex', {applicant: {...applicant, sex: '1'}}],
		['an empty issuer', {certificate: {...certificate, issuer: ''}}],
		['a serial number of one digit', {certificate: {...certificate, serialNumber: '1'}}],
		['a serial number in lower case', {certificate: {...certificate, serialNumber: 'ab'}}],
		['a serial number after something', {certificate: {...certificate, serialNumber: ' 01'}}],
		// RFC 5280 4.1.2.2: at most 20 octets.
		['a serial number of 21 octets', {certificate: {...certificate, serialNumber: '1'.repeat(41)}}],
		['a requestId of 127 bits and a half', {requestId: application.requestId.slice(1)}],
		['an instant without its zone', {createdAt: '2026-11-22T02:03:04'}],
	])('not one with %s', (_what, bend) => {
		expect(read({...application, ...bend})).toBeUndefined();
	});

	test.each<[string, object]>([
		['an addressee of one character', {addressee: '殿'}],
		['an addressee of 1000 characters', {addressee: '殿'.repeat(1000)}],
		['a serial number of 20 octets', {certificate: {...certificate, serialNumber: 'AF'.repeat(20)}}],
		['a man', {applicant: {...applicant, sex: 'male'}}],
		['a woman', {applicant: {...applicant, sex: 'female'}}],
	])('also one with %s', (_what, bend) => {
		expect(read({...application, ...bend})).toBeDefined();
	});

	test.each(['', '{', 'null', '[]', '7', '"失効申請書"'])('not %j', text => {
		expect(parseApplication(text)).toBeUndefined();
	});
});

test.each([
	['0123456789abcdef0123456789abcdef', true],
	['0123456789abcdef0123456789abcdeF', false],
	['0123456789abcdef0123456789abcde', false],
	['0123456789abcdef0123456789abcdef0', false],
	[' 0123456789abcdef0123456789abcdef', false],
	[`0123456789abcdef0123456789abcdef\n`, false],
	[7, false],
])('T-02 128 bits in lower-case hex: %s, %s', (value, is) => {
	expect(isRequestId(value)).toBe(is);
});

test.each([
	['2026-11-22T02:03:04Z', true],
	['2026-11-22T02:03:04.567Z', true],
	['2026-11-22T02:03:04.5Z', false],
	['2026-11-22T02:03:04+09:00', false],
	['2026-11-22 02:03:04Z', false],
	['+2026-11-22T02:03:04Z', false],
	['2026-13-22T02:03:04Z', false],
	['2026-11-22T24:03:04Z', false],
	['2026-11-22T02:03:04Z\n', false],
	[['2026-11-22T02:03:04Z'], false],
])('an instant in UTC as we write it: %s, %s', (value, is) => {
	expect(isInstant(value)).toBe(is);
});

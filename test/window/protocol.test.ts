import {describe, expect, test} from 'vitest';
import {
	hasMediaType,
	parseClaim,
	parseInquiry,
	parsePath,
	parseResetAnswer,
	parseResetRequest,
} from '../../src/window/protocol.ts';

const requestId = '0123456789abcdef0123456789abcdef';
const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('an inquiry', () => {
	test('is read when it is exactly one', () => {
		const inquiry = {requestId, procedure: 'validity', digest};
		expect(parseInquiry(bytes(JSON.stringify(inquiry)))).toEqual(inquiry);
	});

	test.each([
		{description: 'no JSON', body: '{'},
		{description: 'a list', body: '[]'},
		{description: 'a text', body: '"abc"'},
		{
			description: 'a digest in a list',
			body: JSON.stringify({requestId, procedure: 'validity', digest: [digest]}),
		},
		{
			description: 'a digest after something',
			body: JSON.stringify({requestId, procedure: 'validity', digest: ` ${digest}`}),
		},
		{
			description: 'a digest before something',
			body: JSON.stringify({requestId, procedure: 'validity', digest: `${digest}0`}),
		},
		{description: 'null', body: 'null'},
		{description: 'a missing digest', body: JSON.stringify({requestId, procedure: 'validity'})},
		{description: 'a further member', body: JSON.stringify({requestId, procedure: 'validity', digest, x: 1})},
		{
			description: 'upper-case hex',
			body: JSON.stringify({requestId: requestId.toUpperCase(), procedure: 'validity', digest}),
		},
		{
			description: 'a digest of another length',
			body: JSON.stringify({requestId, procedure: 'validity', digest: requestId}),
		},
		{
			description: 'a member by another name',
			body: JSON.stringify({requestId, procedure: 'validity', hash: digest}),
		},
		{description: 'no requestId', body: JSON.stringify({id: requestId, procedure: 'validity', digest})},
		{description: 'no procedure', body: JSON.stringify({requestId, kind: 'validity', digest})},
		{description: 'an unknown procedure', body: JSON.stringify({requestId, procedure: 'reissue', digest})},
	])('is refused with $description', ({body}) => {
		expect(parseInquiry(bytes(body))).toBeUndefined();
	});

	test('is refused when it is no UTF-8', () => {
		expect(parseInquiry(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
	});
});

describe('the claim of a submission', () => {
	test('is a quoted identifier and a procedure', () => {
		const headers = new Headers({'Idempotency-Key': `"${requestId}"`, 'Madoguchi-Procedure': 'revocation'});
		expect(parseClaim(headers)).toEqual({status: 'made', requestId, procedure: 'revocation'});
	});

	test('may be missing as a whole', () => {
		expect(parseClaim(new Headers())).toEqual({status: 'none'});
	});

	test.each([
		{
			description: 'an identifier without quotes',
			headers: {'Idempotency-Key': requestId, 'Madoguchi-Procedure': 'revocation'},
		},
		{description: 'only the identifier', headers: {'Idempotency-Key': `"${requestId}"`}},
		{description: 'only the procedure', headers: {'Madoguchi-Procedure': 'revocation'}},
		{
			description: 'an unknown procedure',
			headers: {'Idempotency-Key': `"${requestId}"`, 'Madoguchi-Procedure': 'reissue'},
		},
	])('cannot be read with $description', ({headers}) => {
		expect(parseClaim(new Headers(headers as Record<string, string>))).toEqual({status: 'unreadable'});
	});
});

test.each([
	['application/cms', true],
	['Application/CMS; encapsulatedContent=x', true],
	['application/cmsx', false],
	[undefined, false],
])('the media type %s is application/cms: %s', (contentType, expected) => {
	expect(hasMediaType(contentType, 'application/cms')).toBe(expected);
});

describe('a request for a reset', () => {
	const statement = {text: '{}', certificate: 'MIIC', signature: 'AQID'};
	const request = {
		statements: [statement, statement],
		identity: digest,
		challenge: Buffer.alloc(32).toString('base64'),
	};
	const read = (value: unknown) => parseResetRequest(bytes(JSON.stringify(value)));

	test('is read when it is exactly one, with the card’s challenge or before it', () => {
		const {challenge: _, ...before} = request;
		expect(read(request)).toEqual(request);
		expect(read(before)).toEqual(before);
	});

	test.each<[string, object]>([
		['something more', {remark: 'x'}],
		['one statement', {statements: [statement]}],
		['three statements', {statements: [statement, statement, statement]}],
		['no list of statements', {statements: {0: statement, 1: statement, length: 2}}],
		['a statement with something more', {statements: [statement, {...statement, remark: 'x'}]}],
		['a statement without text', {statements: [statement, {...statement, text: undefined}]}],
		['a certificate that is no base64', {statements: [statement, {...statement, certificate: 'MI-C'}]}],
		['a certificate after something', {statements: [statement, {...statement, certificate: ' MIIC'}]}],
		['a certificate before something', {statements: [statement, {...statement, certificate: 'MIIC '}]}],
		['an empty certificate', {statements: [statement, {...statement, certificate: ''}]}],
		['a certificate of a number', {statements: [statement, {...statement, certificate: 1}]}],
		['no signature', {statements: [statement, {...statement, signature: undefined}]}],
		['a statement that is none', {statements: [statement, null]}],
		['no identity', {identity: undefined}],
		['an identity of another length', {identity: requestId}],
		['a challenge of 31 bytes', {challenge: Buffer.alloc(31).toString('base64')}],
		['a challenge in the alphabet of URLs', {challenge: `${Buffer.alloc(32, 255).toString('base64url')}=`}],
		['an identity after something', {identity: ` ${digest}`}],
		['a challenge that is no base64', {challenge: '*'.repeat(44)}],
	])('is refused with %s', (_what, bend) => {
		expect(read({...request, ...bend})).toBeUndefined();
	});

	test('is refused when its text is no UTF-8', () => {
		const sound = bytes(JSON.stringify(request));
		const bent = sound.map((byte, at) => (at === sound.indexOf(0x7b, 20) ? 0xff : byte));
		expect(read(request)).toBeDefined();
		expect(parseResetRequest(bent)).toBeUndefined();
	});

	test.each(['null', '[]', '{', '7'])('is refused when it is %s', text => {
		expect(parseResetRequest(bytes(text))).toBeUndefined();
	});
});

test.each([
	['/v1/crl/0123456789abcdef.crl', {route: 'crl', issuer: '0123456789abcdef'}],
	['/v1/crl/0123456789abcdef', undefined],
	['/v2/crl/0123456789abcdef.crl', undefined],
	['/v1/status', {route: 'status'}],
	['/v1/status/', undefined],
	['/', undefined],
])('the path %s is the offer %o', (path, offer) => {
	expect(parsePath(path)).toEqual(offer);
});

test.each([
	[{status: 'granted'}, {status: 'granted'}],
	[
		{status: 'authorised', cryptogram: 'AQID'},
		{status: 'authorised', cryptogram: 'AQID'},
	],
	[{status: 'authorised', cryptogram: ''}, undefined],
	[{status: 'authorised'}, undefined],
	[{status: 'refused', cause: 'none of ours'}, undefined],
	[{status: 'refused'}, undefined],
	[{status: 'other'}, undefined],
	[{status: 'other', cause: 'tooLate'}, undefined],
	[{status: 'other', cryptogram: 'AQID'}, undefined],
	[
		{status: 'refused', cause: 'tooLate'},
		{status: 'refused', cause: 'tooLate'},
	],
	[null, undefined],
])('T-21 the window’s answer %o is read as %o', (answer, expected) => {
	expect(parseResetAnswer(bytes(JSON.stringify(answer)))).toEqual(expected);
});

import {describe, expect, test} from 'vitest';
import {hasMediaType, parseClaim, parseInquiry} from '../../src/window/protocol.ts';

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

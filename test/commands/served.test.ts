import {expect, test} from 'vitest';
import {parseServed} from '../../src/commands/kiosk/served.ts';

const identity = {
	host: 'window.example',
	subject: 'CN=window',
	issuer: 'CN=root',
	notBefore: '2026-01-01T00:00:00Z',
	notAfter: '2027-01-01T00:00:00Z',
	fingerprint: 'AB:CD',
	protocol: 'TLSv1.3',
};
const resumes = {at: 'procedure', procedure: 'validity', language: 'en', isSlow: true};

test('what one kiosk tells the next is read as it was written', () => {
	for (const served of [{resumes, identity}, {resumes}, {resumes: {...resumes, at: 'viewer'}, identity}]) {
		expect(parseServed(JSON.stringify(served))).toEqual(served);
	}
});

test('T-15 anything else is refused, whoever says it', () => {
	const wrong = [
		{},
		{identity},
		{resumes: {...resumes, at: 'desk'}},
		{resumes: {...resumes, procedure: 'reset'}},
		{resumes: {...resumes, language: 'fr'}},
		{resumes: {...resumes, isSlow: 'yes'}},
		{resumes, identity: {...identity, host: 7}},
		{resumes, identity: null},
		[],
		null,
		'resumes',
	];
	for (const value of wrong)
		expect(parseServed(JSON.stringify(value)), JSON.stringify(value)).toBeUndefined();
	for (const text of ['', '{', '{"resumes":']) expect(parseServed(text)).toBeUndefined();
});

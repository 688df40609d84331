import {expect, test} from 'vitest';
import {parseServed} from '../../src/commands/kiosk/served.ts';
import {identity} from '../screens/views.ts';

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

import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {Attempts} from '../../src/staff/attempts.ts';
import {readRoster} from '../../src/staff/roster.ts';
import {stateFolder} from '../helpers/headlessKiosk.ts';
import {demoPki} from '../helpers/pki.ts';
import {openTerminal} from '../helpers/terminal.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
const passphrase = 'correct horse battery';
const card = async () => join(await demoPki(), 'cards/staff-helper/staff.der');

async function run(state: string, words: readonly string[], input = '') {
	const child = Bun.spawn([process.execPath, main, 'staff', ...words, '--state', state], {
		stdin: new Blob([input]),
		stdout: 'pipe',
		stderr: 'pipe',
	});
	const [said, complaint] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	return {code: await child.exited, said, complaint};
}

describe('madoguchi staff', () => {
	test('enrols by card, lists and removes', async () => {
		const state = stateFolder();
		expect(await run(state, ['add', '1001', '--role', 'helper', '--card', await card()])).toMatchObject({
			code: 0,
		});
		expect((await run(state, ['list'])).said).toMatch(/^1001 +helper +card [0-9A-F]+\n$/);
		expect(await run(state, ['add', '1001', '--role', 'operator', '--card', await card()])).toMatchObject({
			code: 1,
			complaint: expect.stringContaining('1001 is enrolled: remove it first'),
		});
		expect(await run(state, ['remove', '1001'])).toMatchObject({code: 0});
		expect(await readRoster(state)).toEqual([]);
	});

	test('takes a passphrase from the standard input, tells the secret once and keeps a hash', async () => {
		const state = stateFolder();
		const {said} = await run(state, ['add', 'op-1', '--role', 'operator', '--passphrase'], `${passphrase}\n`);
		expect(said).toMatch(/otpauth:\/\/totp\/Madoguchi:OP-1\?secret=[A-Z2-7]{32}&/);
		const [officer] = await readRoster(state);
		expect(officer).toMatchObject({id: 'OP-1', passphrase: {hash: expect.stringMatching(/^\$argon2id\$/)}});
		expect(await Bun.password.verify(passphrase, officer?.passphrase?.hash ?? '')).toBe(true);
		expect((await run(state, ['list'])).said).not.toContain('secret');
	});

	test('asks for a passphrase on a terminal twice, and shows none of it', async () => {
		const state = stateFolder();
		const words = ['add', '9001', '--role', 'operator', '--passphrase', '--state', state];
		await using terminal = openTerminal([process.execPath, main, 'staff', ...words]);
		await terminal.waitFor('Passphrase:', {timeoutMs: 20_000});
		terminal.send(`x\x7f${passphrase}\r`);
		await terminal.waitFor('The same again:', {timeoutMs: 20_000});
		terminal.send(`${passphrase}\r`);
		expect(await terminal.exited).toBe(0);
		expect(terminal.rawBytes().includes('correct')).toBe(false);
		const [officer] = await readRoster(state);
		expect(await Bun.password.verify(passphrase, officer?.passphrase?.hash ?? '')).toBe(true);
	});

	test.each([
		['a name', ['add', '山田', '--role', 'helper', '--card', 'x'], 2, /staff number/],
		['an unknown role', ['add', '1', '--role', 'chief', '--card', 'x'], 2, /--role wants/],
		['nothing to know the person by', ['add', '1', '--role', 'helper'], 2, /--card, --passphrase/],
		[
			'a file that is no certificate',
			['add', '1', '--role', 'helper', '--card', main],
			1,
			/not one certificate/,
		],
		['nobody of that number', ['remove', '1'], 1, /not enrolled/],
		['an unknown word', ['promote', '1'], 2, /add, remove, unlock or list/],
	])('refuses %s', async (_what, words, code, why) => {
		const answer = await run(stateFolder(), words);
		expect(answer).toMatchObject({code, complaint: expect.stringMatching(why)});
	});

	test.each([
		['too short', 'short'],
		['longer than the field of a kiosk', 'x'.repeat(33)],
		['nothing', ''],
	])('refuses a passphrase that is %s', async (_what, typed) => {
		const state = stateFolder();
		const words = ['add', '9001', '--role', 'operator', '--passphrase'];
		expect(await run(state, words, `${typed}\n`)).toMatchObject({code: 1});
		expect(await readRoster(state)).toEqual([]);
	});

	test('lifts a lock-out', async () => {
		const state = stateFolder();
		const attempts = new Attempts(state, {now: () => new Date(), monotonicMs: () => 0});
		for (let nth = 0; nth < 3; nth++) await attempts.fail('9001');
		expect(await run(state, ['unlock', '9001'])).toMatchObject({code: 0});
		expect((await attempts.of('9001')).failures).toBe(0);
	});
});

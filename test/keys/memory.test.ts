import {describe, expect, test} from 'vitest';
import {findInMemory} from '../helpers/memory.ts';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';

const password = 'ZQ7XK4WJ9VHX';
const f4 = '\x1bOS';
const f5 = '\x1b[15~';

async function openField(): Promise<TestTerminal> {
	const terminal = openTerminal(['bun', `${import.meta.dirname}/fixture/passwordField.ts`]);
	await terminal.waitFor('ready');
	return terminal;
}

async function typeSingly(terminal: TestTerminal): Promise<void> {
	for (const [at, sign] of [...password].entries()) {
		terminal.send(sign);
		await terminal.waitFor(`] ${at + 1}`);
	}
}

/** The card answers with the length and the sum of the bytes it got. */
const byteSum = Buffer.from(password).reduce((sum, byte) => sum + byte, 0);
const takenAnswer = `took ${password.length} ${byteSum}`;

describe('after the card took the password, no piece of it is left in memory (T-18)', () => {
	test.each<{description: string; typed?: string; type: (terminal: TestTerminal) => Promise<void> | void}>([
		{description: 'typed key by key', type: typeSingly},
		{description: 'typed in one chunk', type: terminal => terminal.send(password)},
		{description: 'pasted', type: terminal => terminal.send(`\x1b[200~${password}\x1b[201~`)},
		{
			description: 'typed in lower case',
			typed: password.toLowerCase(),
			type: terminal => terminal.send(password.toLowerCase()),
		},
		{
			description: 'shown with F4',
			async type(terminal) {
				await typeSingly(terminal);
				terminal.send(f4);
				await terminal.waitFor(`[${password}]`);
			},
		},
		{
			description: 'typed, erased and typed again',
			async type(terminal) {
				terminal.send(password + '\x7f'.repeat(password.length));
				await terminal.waitFor('[] 0');
				terminal.send(password);
			},
		},
	])('$description', async ({type, typed = password}) => {
		await using terminal = await openField();
		const found = () => [...new Set([password, typed])].flatMap(text => findInMemory(terminal.pid, text));
		expect(found()).toEqual([]);
		await type(terminal);
		await terminal.waitFor(`] ${password.length}`);
		// Until then one place holds it, the slot: the search is not blind.
		expect(found()).toMatchObject([{piece: typed, encoding: 'utf8'}]);
		terminal.send('\r');
		await terminal.waitFor(takenAnswer);
		await terminal.waitFor('[] 0');
		expect(found()).toEqual([]);
	});
});

test('the search finds a password that was made a string', async () => {
	await using terminal = await openField();
	terminal.send(`${password}${f5}\r`);
	await terminal.waitFor(takenAnswer);
	// The engine may have made more than one copy of it.
	expect(findInMemory(terminal.pid, password)).toContainEqual(
		expect.objectContaining({piece: password, encoding: 'utf8'}),
	);
});

test('F4 shows the password in place of the marks, the next key puts them back', async () => {
	await using terminal = await openField();
	terminal.send(password);
	await terminal.waitFor(`[${'*'.repeat(password.length)}]`);
	terminal.send(f4);
	await terminal.waitFor(`[${password}]`);
	terminal.send('\x1b[A');
	await terminal.waitFor(`[${'*'.repeat(password.length)}]`);
});

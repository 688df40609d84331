import {expect, test} from 'vitest';
import {findInMemory} from './memory.ts';
import {openTerminal} from './terminal.ts';

const secret = 'ZQ7XK4WJ9VHX';

/** A program that holds these bytes (as hex, so that the program's own text is no find) and says so. */
function holding(text: string, encoding: 'utf8' | 'utf16le') {
	const hex = Buffer.from(text, encoding).toString('hex');
	return `globalThis.held = Buffer.from('${hex}', 'hex'); console.log('holding'); setInterval(() => {}, 1e6);`;
}

test.each([
	{held: `..${secret}..`, encoding: 'utf8', pieces: [secret], description: 'the whole'},
	{held: `..${secret}..`, encoding: 'utf16le', pieces: [secret], description: 'the whole, as UTF-16'},
	{held: 'ZQ7XK.', encoding: 'utf8', pieces: ['ZQ7XK'], description: 'a prefix'},
	{held: '..9VHX', encoding: 'utf8', pieces: ['9VHX'], description: 'a tail'},
	{held: 'ZQ7X..K4WJ', encoding: 'utf8', pieces: ['ZQ7X', 'K4WJ'], description: 'two pieces'},
	{held: 'ZQ7 XK4', encoding: 'utf8', pieces: [], description: 'nothing of four characters'},
] as const)('finds $description', async ({held, encoding, pieces}) => {
	await using terminal = openTerminal(['bun', '-e', holding(held, encoding)]);
	await terminal.waitFor('holding');
	const found = findInMemory(terminal.pid, secret);
	expect([...new Set(found.map(find => find.piece))].sort()).toEqual([...pieces].sort());
	expect(found.every(find => find.encoding === encoding)).toBe(true);
});

test('looks into children too', async () => {
	const child = `Bun.spawn(['bun', '-e', ${JSON.stringify(holding(secret, 'utf8'))}], {stdout: 'inherit'})`;
	await using terminal = openTerminal(['bun', '-e', child]);
	await terminal.waitFor('holding');
	expect(findInMemory(terminal.pid, secret).map(({piece}) => piece)).toEqual([secret]);
});

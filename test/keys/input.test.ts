import {closeSync, openSync} from 'node:fs';
import {expect, test} from 'vitest';
import {openKeyboard} from '../../src/keys/input.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {setTimer} from '../../src/keys/timer.ts';
import {openTerminal} from '../helpers/terminal.ts';

async function openKeyNames() {
	const terminal = openTerminal(['bun', `${import.meta.dirname}/fixture/keyNames.ts`], {rows: 60});
	await terminal.waitFor('ready');
	const heard = () => terminal.lines().filter(line => line !== '' && line !== 'ready');
	return {terminal, heard};
}

test('no key stops, suspends or kills the program', async () => {
	const {terminal, heard} = await openKeyNames();
	await using _ = terminal;
	// ctrl-C, ctrl-Z, ctrl-backslash, ctrl-S, ctrl-Q, ctrl-D, ctrl-V
	terminal.send('\x03\x1a\x1c\x13\x11\x04\x16\r');
	await terminal.waitFor('enter');
	expect(heard()).toEqual([...Array<string>(7).fill('other'), 'enter']);
});

test('a lone ESC is Escape, an arrow is an arrow', async () => {
	const {terminal, heard} = await openKeyNames();
	await using _ = terminal;
	terminal.send('\x1b[A\x1b');
	await terminal.waitFor('escape');
	expect(heard()).toEqual(['up', 'escape']);
});

test('in a password field others hear that something was typed, and the focus counts for each key', async () => {
	const {terminal, heard} = await openKeyNames();
	await using _ = terminal;
	terminal.send('1\x1bOQAB\x7f猫\x1b[A\r\x1bOQ2\r');
	await terminal.waitFor('character 2\nenter');
	expect(heard()).toEqual([
		'character 1',
		'f2',
		'typed 1',
		'typed 2',
		'typed 1',
		'typed 2',
		'up',
		'enter',
		'f2',
		'character 2',
		'enter',
	]);
});

test('a full field says so', async () => {
	const {terminal, heard} = await openKeyNames();
	await using _ = terminal;
	terminal.send(`\x1bOQ${'A'.repeat(34)}`);
	await terminal.waitFor('typed 32 full\ntyped 32 full');
	expect(heard().slice(-3)).toEqual(['typed 32', 'typed 32 full', 'typed 32 full']);
});

test('pasted text reaches a password field and nothing else', async () => {
	const {terminal, heard} = await openKeyNames();
	await using _ = terminal;
	expect(terminal.rawBytes().toString()).toContain('\x1b[?2004h');
	terminal.send('\x1b[200~12\r\x1b[201~\x1bOQ\x1b[200~AB\r\x1b[201~\t');
	await terminal.waitFor('tab');
	expect(heard()).toEqual(['f2', 'typed 1', 'typed 2', 'tab']);
});

test('nothing typed is echoed', async () => {
	const {terminal} = await openKeyNames();
	await using _ = terminal;
	terminal.send('\x1bOQQWERTY\r');
	await terminal.waitFor('enter');
	expect(terminal.screen()).not.toMatch(/[QWERTY]/);
});

test('closing gives the terminal back as it was', async () => {
	const {terminal} = await openKeyNames();
	await using _ = terminal;
	terminal.send('\x1b[24~');
	expect(await terminal.exited).toBe(0);
	await terminal.waitFor(/^isig icanon iexten echo /m);
	await terminal.waitFor(/ icrnl ixon /);
	expect(terminal.rawBytes().toString()).toContain('\x1b[?2004l');
});

test('tells of a terminal that hung up', async () => {
	const {terminal} = await openKeyNames();
	terminal.hangUp();
	expect(await terminal.exited).toBe(7);
});

test('refuses what is no terminal', () => {
	const fd = openSync('/dev/null', 'r');
	const open = () =>
		openKeyboard({
			fd,
			slot: new PasswordSlot(),
			onKey: () => {},
			onGone: () => {},
			isPasswordField: () => false,
			write: () => {},
			setTimer,
		});
	expect(open).toThrow('needs a terminal');
	closeSync(fd);
});

import {expect, test} from 'vitest';
import {openTerminal} from './terminal.ts';

const inkProgram = `
import React from 'react';
import {render, Text} from 'ink';
function Counter() {
	const [presses, setPresses] = React.useState(0);
	React.useEffect(() => {
		process.stdin.setRawMode(true);
		process.stdin.on('data', () => setPresses(before => before + 1));
	}, []);
	return React.createElement(Text, {inverse: true}, '窓口 ' + presses);
}
render(React.createElement(Counter), {alternateScreen: true, exitOnCtrlC: false});
`;

test('shows an Ink program cell by cell, and wakes on its next frame', async () => {
	await using terminal = openTerminal(['bun', '-e', inkProgram], {env: {CI: undefined}});
	await terminal.waitFor('窓口 0');
	expect(terminal.isAlternateScreen()).toBe(true);
	expect(terminal.cell(0, 0)).toMatchObject({text: '窓', width: 2, inverse: true});
	expect(terminal.cell(1, 0)).toMatchObject({text: '', width: 0});
	terminal.send('x');
	await terminal.nextFrame();
	expect(terminal.lines()[0]).toBe('窓口 1');
});

test('never looks at half a frame', async () => {
	const begin = String.raw`\033[?2026h`;
	const end = String.raw`\033[?2026l`;
	const script = `printf 'old'; read -r _; printf '${begin}\\rnew half'; read -r _; printf ' whole${end}'; read -r _`;
	await using terminal = openTerminal(['sh', '-c', `stty -echo; ${script}`]);
	await terminal.waitFor('old');
	terminal.send('\r');
	await expect(terminal.waitFor('half', {timeoutMs: 200})).rejects.toThrow(/new half/);
	terminal.send('\r');
	await terminal.waitFor('new half whole');
});

test('hands typed bytes to the program and its bytes back', async () => {
	await using terminal = openTerminal(['cat']);
	terminal.send('abc\r');
	await terminal.waitFor(/^abc\nabc$/m);
	expect(terminal.rawBytes().toString()).toBe('abc\r\nabc\r\n');
});

test('tells the program of a new size', async () => {
	await using terminal = openTerminal([
		'bash',
		'-c',
		'trap "stty size" WINCH; echo ready; while true; do read -r -t 1 _; done',
	]);
	await terminal.waitFor('ready');
	terminal.resize(100, 30);
	await terminal.waitFor('30 100');
});

test('a wait that fails shows the screen', async () => {
	await using terminal = openTerminal(['cat']);
	terminal.send('something\r');
	await expect(terminal.waitFor('else', {timeoutMs: 200})).rejects.toThrow(/something/);
});

test('a wait ends with the program, after its last words', async () => {
	await using terminal = openTerminal(['sh', '-c', 'echo last words; exit 3']);
	await expect(terminal.waitFor('never')).rejects.toThrow(/ended before.*last words/s);
	expect(await terminal.exited).toBe(3);
});

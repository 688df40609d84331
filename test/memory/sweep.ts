/**
 * `bun run memory`: visits of every kind on the whole terminal, the memory of its processes searched after each, and
 * what was found as a table for docs/memory.md. Minutes; needs root, as the tests do.
 */
import {demoCards} from '../../src/pki/demoCards.ts';
import {residuesIn} from '../helpers/residue.ts';
import {openWholeTerminal, processNames, type WholeTerminal} from './wholeTerminal.ts';

const password = 'ZQ7XK4WJ9VHX';

/** What is done at a state, by the beginning of its path; the first that fits. */
type Answers = ReadonlyArray<readonly [path: RegExp, answer: (terminal: WholeTerminal) => Promise<unknown>]>;

const enter = (terminal: WholeTerminal) => terminal.pressUntilLeft('Return');
const answers: Answers = [
	[
		/[lL]ogin\.typing/,
		async terminal => {
			await terminal.type(password);
			await enter(terminal);
		},
	],
	[
		/confirmImport/,
		async terminal => {
			// A long address takes as many pages as it takes.
			await terminal.press(...Array.from({length: 6}, () => 'Next'));
			await enter(terminal);
		},
	],
	[
		/sendConfirm/,
		async terminal => {
			await terminal.press('Tab');
			await enter(terminal);
		},
	],
	// Nothing to answer: the kiosk is at work.
	[
		/starting|preparing|drawingUp|[cC]hecking|importing|signing$|signing\.|sending|inquiring|asking/,
		() => Bun.sleep(50),
	],
];

const visits: Readonly<Record<string, {readonly card: string; readonly choice: number}>> = {
	revocation: {card: 'second', choice: 1},
	'revocation, twice': {card: 'second', choice: 1},
	'validity check': {card: 'valid', choice: 2},
	'a long address': {card: 'long-address', choice: 2},
	'substitute characters': {card: 'substitute-characters', choice: 2},
	'escape sequences in the name': {card: 'escape-sequences', choice: 1},
	'another authority': {card: 'wrong-issuer', choice: 1},
	'an expired certificate': {card: 'expired', choice: 1},
};

const passwords = Object.fromEntries(Object.values(visits).map(({card}) => [card, password]));
await using terminal = await openWholeTerminal({passwords});
await terminal.press('Shift_L');
console.log(
	`| visit | ended at | ${processNames.join(' | ')} |\n| --- | --- | ${processNames.map(() => '---').join(' | ')} |`,
);
let isClean = true;
for (const [visit, {card, choice}] of Object.entries(visits)) {
	const inserted = await terminal.insert(card);
	await terminal.reaches('menu');
	await terminal.press(String(choice));
	await enter(terminal);
	const ended = await walk(terminal);
	await terminal.renewsAfter(() => inserted.end());
	const secrets = secretsOf(card);
	const counts = processNames.map(name => residuesIn(terminal.pids[name], secrets).length);
	isClean &&= counts.every(count => count === 0);
	console.log(`| ${visit} | ${ended} | ${counts.join(' | ')} |`);
	await terminal.reaches('idle');
}
process.exitCode = isClean ? 0 : 1;

/** Goes on until the card is to be taken; answers with the last state before. */
async function walk(terminal: WholeTerminal): Promise<string> {
	let last = '';
	for (;;) {
		const path = await terminal.path();
		if (path.startsWith('takeCard')) return last;
		last = path;
		const [, answer] = answers.find(([place]) => place.test(path)) ?? [undefined, enter];
		await answer(terminal);
	}
}

/** What a search for this card's holder looks for. */
function secretsOf(card: string): Readonly<Record<string, string>> {
	const applicant = demoCards[card]?.applicant;
	if (!applicant) throw new Error(`no card ${card}`);
	return {
		beginning: password.slice(0, 4),
		end: password.slice(-4),
		name: applicant.name,
		address: applicant.address.slice(0, 12),
	};
}

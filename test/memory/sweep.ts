/**
 * `bun run memory`: visits of every kind on the whole terminal, the memory of its processes searched after each, and
 * what was found as a table for docs/memory.md. Minutes; needs root, as the tests do. Words given choose the visits that
 * have one of them in their names.
 */
import {type Residue, residuesIn} from '../helpers/residue.ts';
import {people, type Secrets, secretsOf, secretVisits} from './secretVisits.ts';
import {openWholeTerminal, processNames, type WholeTerminal} from './wholeTerminal.ts';

const {password} = people;

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

const cards = [...Object.values(visits).map(({card}) => card), 'valid', 'locked'];
const passwords = Object.fromEntries(cards.map(card => [card, password]));
await using terminal = await openWholeTerminal({passwords, staff: people});
await terminal.press('Shift_L');
console.log(
	`| visit | searched at | ${processNames.join(' | ')} |\n| --- | --- | ${processNames.map(() => '---').join(' | ')} |`,
);
let isClean = true;
/** Named on the command line: only the visits whose name holds one of these words. */
const wanted = (visit: string) =>
	process.argv.length < 3 || process.argv.slice(2).some(word => visit.includes(word));
for (const [visit, {card, choice}] of Object.entries(visits)) {
	if (!wanted(visit)) continue;
	const inserted = await terminal.insert(card);
	await terminal.reaches('menu');
	await terminal.press(String(choice));
	await enter(terminal);
	const ended = await walk(terminal);
	await terminal.renewsAfter(() => inserted.end());
	search(visit, `rest, after ${ended}`, secretsOf(card));
	await terminal.reaches('idle');
}
for (const [visit, walks] of Object.entries(secretVisits)) {
	if (!wanted(visit)) continue;
	await walks(terminal, {
		none: (when, secrets) => search(visit, when, secrets),
		all: (when, secrets) => seesAll(visit, when, secrets),
	});
}
process.exitCode = isClean ? 0 : 1;

/** Searches every process now; one line of the table, and what was found where on the standard error. */
function search(visit: string, when: string, secrets: Secrets): void {
	const found = processNames.map(name => residuesIn(terminal.pids[name], secrets));
	isClean &&= found.every(residues => residues.length === 0);
	console.log(rowOf(visit, when, found));
	for (const {what, encoding, place} of found.flat()) console.error(`  ${what}: ${encoding} at ${place}`);
}

/** The kiosk holds each of these, once it heard the last key; a search that does not find them is blind. */
async function seesAll(visit: string, when: string, secrets: Secrets): Promise<void> {
	const end = performance.now() + 10_000;
	for (;;) {
		const found = processNames.map(name => residuesIn(terminal.pids[name], secrets));
		const [kiosk = []] = found;
		const unseen = Object.keys(secrets).filter(what => kiosk.every(residue => residue.what !== what));
		if (unseen.length === 0) return console.log(rowOf(visit, when, found));
		if (performance.now() > end) throw new Error(`the search is blind to ${unseen.join(', ')}`);
	}
}

function rowOf(visit: string, when: string, found: ReadonlyArray<readonly Residue[]>): string {
	return `| ${visit} | ${when} | ${found.map(({length}) => length).join(' | ')} |`;
}

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

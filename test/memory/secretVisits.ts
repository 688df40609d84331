import {demoCards} from '../../src/pki/demoCards.ts';
import type {Program} from '../e2e/program.ts';
import type {WholeTerminal} from './wholeTerminal.ts';

/** What is looked for, by name. */
export type Secrets = Readonly<Record<string, string>>;

/** Whom and what these visits are about: nothing of the program reads like it. */
export const people = {
	/** Of every citizen's card here. */
	password: 'ZQ7XK4WJ9VHX',
	next: 'P5TW8QL2XBZ6',
	pins: {'staff-officer-1': '739482615073', 'staff-officer-2': '518027394662'},
	passphrase: 'vK8zR3qTn6WyH2pd',
} as const;

const edgesOf = (what: string, secret: string, length: number): Secrets => ({
	[`${what}, beginning`]: secret.slice(0, length),
	[`${what}, end`]: secret.slice(-length),
});
/** Every piece of four and more from an edge holds one of these. */
const words = (what: string, secret: string) => edgesOf(what, secret, 4);
/** Fewer digits than eight lie in any memory by chance. */
const digits = (what: string, secret: string) => edgesOf(what, secret, 8);

/** What a search for a card's holder and password looks for. */
export function secretsOf(card: string): Secrets {
	const applicant = demoCards[card]?.applicant;
	if (!applicant) throw new Error(`no card ${card}`);
	return {
		...words('password', people.password),
		name: applicant.name,
		address: applicant.address.slice(0, 12),
	};
}

/** Time for whatever is wiped at once. */
const aSecond = () => Bun.sleep(1000);
/** Puts a card in on a screen that does not show whether the reader has one. */
async function inserts(terminal: WholeTerminal, name: string): Promise<Program> {
	// The virtual reader swallows a card that comes in the moment it lost another, and takes its time to tell of one.
	await Bun.sleep(1500);
	const card = await terminal.insert(name);
	await Bun.sleep(1500);
	return card;
}

const enter = (terminal: WholeTerminal) => terminal.pressUntilLeft('Return');

/** Presses the nth button of a screen that numbers them. */
async function chooses(terminal: WholeTerminal, nth: number): Promise<void> {
	await terminal.press(String(nth));
	await enter(terminal);
}

async function types(terminal: WholeTerminal, text: string): Promise<void> {
	await terminal.type(text);
	await enter(terminal);
}

async function takesCard(terminal: WholeTerminal, card: Program): Promise<void> {
	await terminal.reaches('takeCard');
	await terminal.renewsAfter(() => card.end());
	await terminal.reaches('idle');
}

/** F10, and F10 again. */
async function callsStaff(terminal: WholeTerminal): Promise<void> {
	await terminal.press('F10', 'F10');
	await terminal.reaches('desk.signIn.choosing');
}

/** Puts a staff card in and types its PIN, up to the card taken out again. */
async function signs(
	terminal: WholeTerminal,
	name: keyof typeof people.pins,
	whileTyped: () => Promise<void> = async () => undefined,
): Promise<void> {
	await terminal.reaches(/insertCard$/);
	const card = await inserts(terminal, name);
	await enter(terminal);
	await terminal.reaches(/\.pin$/);
	await terminal.type(people.pins[name]);
	await whileTyped();
	await enter(terminal);
	await terminal.reaches(/takeCard$/);
	await card.end();
}

/** From the menu of the desk to the resting screen, where a kiosk that served anybody becomes itself anew. */
async function signsOut(terminal: WholeTerminal): Promise<void> {
	await terminal.reaches('desk.menu');
	await terminal.renewsAfter(() => chooses(terminal, 6));
	await terminal.reaches('idle');
}

/** How these visits have the memory searched, where the terminal is. */
export interface Searches {
	/** Nothing may be there. */
	none(when: string, secrets: Secrets): void;
	/** Each must be there: the search is not blind. */
	all(when: string, secrets: Secrets): Promise<void>;
}

/** Visits with more secrets than a login: searched a second after each was used, and at rest. */
export const secretVisits: Readonly<
	Record<string, (terminal: WholeTerminal, search: Searches) => Promise<void>>
> = {
	'change of the password': async (terminal, search) => {
		const secrets = {...secretsOf('valid'), ...words('new password', people.next)};
		const {name, address, ...passwords} = secrets;
		const card = await terminal.insert('valid');
		await terminal.reaches('menu');
		await chooses(terminal, 3);
		await chooses(terminal, 1);
		await terminal.reaches('passwordChange.guide');
		await enter(terminal);
		await terminal.reaches(/current\.typing/);
		await types(terminal, people.password);
		await terminal.reaches(/next\.typing/);
		await types(terminal, people.next);
		await terminal.reaches(/again\.typing/);
		await terminal.type(people.next);
		await search.all('typed, before Enter', passwords);
		await enter(terminal);
		await terminal.reaches('passwordChange.changed');
		await aSecond();
		search.none('1 s after it was changed', passwords);
		await enter(terminal);
		await takesCard(terminal, card);
		search.none('at rest', secrets);
	},
	'certificate viewer': async (terminal, search) => {
		const secrets = secretsOf('valid');
		const {name, address, ...passwords} = secrets;
		const card = await terminal.insert('valid');
		await terminal.reaches('menu');
		await chooses(terminal, 4);
		await chooses(terminal, 1);
		await terminal.reaches(/[lL]ogin\.typing/);
		await types(terminal, people.password);
		await terminal.reaches('viewer.basic');
		await aSecond();
		search.none('1 s after the login', passwords);
		await search.all('certificate on screen', {...(name && {name})});
		await enter(terminal);
		await terminal.reaches('viewer.detail');
		await terminal.pressUntilLeft('Escape');
		await terminal.pressUntilLeft('Escape');
		await terminal.reaches('menu');
		await terminal.pressUntilLeft('Escape');
		await takesCard(terminal, card);
		search.none('at rest', secrets);
	},
	'staff by card': async (terminal, search) => {
		const secrets = digits('PIN', people.pins['staff-officer-1']);
		await terminal.reaches('idle');
		await callsStaff(terminal);
		await chooses(terminal, 1);
		await signs(terminal, 'staff-officer-1', () => search.all('typed, before Enter', secrets));
		await terminal.reaches('desk.menu');
		await aSecond();
		search.none('signed in', secrets);
		await signsOut(terminal);
		search.none('at rest', secrets);
	},
	'staff by passphrase': async (terminal, search) => {
		const secrets = words('passphrase', people.passphrase);
		await callsStaff(terminal);
		await chooses(terminal, 2);
		await terminal.reaches(/naming$/);
		await types(terminal, terminal.passphraseOfficer.id);
		await terminal.reaches(/\.passphrase$/);
		await terminal.type(people.passphrase);
		await search.all('typed, before Enter', secrets);
		await enter(terminal);
		await terminal.reaches(/\.code$/);
		await aSecond();
		search.none('1 s after, at the code', secrets);
		await types(terminal, terminal.passphraseOfficer.code());
		await terminal.reaches('desk.menu');
		await aSecond();
		search.none('signed in', secrets);
		await signsOut(terminal);
		search.none('at rest', secrets);
	},
	'staff-assisted reset': async (terminal, search) => {
		const {name, address} = secretsOf('locked');
		const secrets = {
			...words('new password', people.next),
			...digits('PIN of the first', people.pins['staff-officer-1']),
			...digits('PIN of the second', people.pins['staff-officer-2']),
		};
		await callsStaff(terminal);
		await chooses(terminal, 1);
		await signs(terminal, 'staff-officer-1');
		await terminal.reaches('desk.menu');
		await chooses(terminal, 3);
		await terminal.reaches('reset.choosing');
		await chooses(terminal, 1);
		const looked = await inserts(terminal, 'locked');
		await enter(terminal);
		await terminal.reaches('reset.who');
		await looked.end();
		await chooses(terminal, 1);
		await terminal.reaches('reset.documents');
		await terminal.press('1', 'Return');
		await chooses(terminal, 7);
		await signs(terminal, 'staff-officer-1');
		await terminal.reaches('reset.confirming.summary');
		await chooses(terminal, 1);
		await signs(terminal, 'staff-officer-2');
		await terminal.reaches('reset.alone.handingOver');
		await enter(terminal);
		await terminal.reaches(/next\.typing/);
		await types(terminal, people.next);
		await terminal.reaches(/again\.typing/);
		await types(terminal, people.next);
		await terminal.reaches('reset.alone.inserting');
		await search.all('typed twice, before the card', words('new password', people.next));
		const card = await inserts(terminal, 'locked');
		await enter(terminal);
		await terminal.reaches('reset.done');
		await aSecond();
		search.none('1 s after it was set', secrets);
		await enter(terminal);
		await takesCard(terminal, card);
		search.none('at rest', {...secrets, ...(name && {name}), ...(address && {address})});
	},
};

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadSimulatedCard, parseDescription} from '../../src/card/simulated/load.ts';
import type {FaultPlan, SimulatedReader} from '../../src/card/simulated/reader.ts';
import type {Procedure} from '../../src/domain/procedure.ts';
import type {View} from '../../src/machines/view.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {type HeadlessKiosk, headlessKiosk} from '../helpers/headlessKiosk.ts';
import {goOn} from '../helpers/journey.ts';
import {demoPki} from '../helpers/pki.ts';
import {type Cell, expectOnPage} from './page.ts';
import {type Met, type Witness, witness} from './witness.ts';

// The card leaves at every command of every visit. One kiosk goes through them all, so that each also shows that
// the one before left a kiosk of use.

const triesBefore = 3;
const mostTries = 5;
const cells: Cell[] = [];

/** `before`: the command never reached the card. `during`: the card acted, its answer was lost. `after`: the answer came, then the card left. */
const moments = ['before', 'during', 'after'] as const;
type Moment = (typeof moments)[number];

/** The visits as the card sees them, by its power-ups, and what a card that leaves in them leads to. */
const visits = [
	{name: 'look', screen: 'cardNotReady', section: '2.5'},
	{name: 'import', screen: 'unexpectedError', section: '2.6'},
	{name: 'look again', screen: 'unexpectedError', section: '2.6'},
	{name: 'sign', screen: 'unexpectedError', section: '2.6'},
] as const;

async function atDesk() {
	const pki = await demoPki();
	const requests: string[] = [];
	const window = await demoWindow(pki, {
		log: entry => 'route' in entry && entry.route !== 'status' && requests.push(entry.route),
	});
	const kiosk = await headlessKiosk({pki, window: window.url});
	const folder = join(pki, 'cards/valid');
	const {signPassword} = parseDescription(readFileSync(join(folder, 'card.json'), 'utf8'));
	const insert = async () => {
		const card = witness(await loadSimulatedCard(folder), triesBefore);
		kiosk.reader.insert(card);
		return card;
	};
	return {kiosk, insert, password: signPassword, requests};
}

/** The reader's plan to lose the card at one command, by the card's own count. */
function losing(card: Witness, reader: SimulatedReader, {visit, nth}: Met, moment: Moment): FaultPlan {
	const hasMet = (commands: number) => {
		const position = card.position();
		return position.visit === visit && position.nth === commands;
	};
	switch (moment) {
		case 'before':
			return {before: () => (hasMet(nth - 1) ? 'pull' : undefined)};
		case 'during':
			return {after: () => (hasMet(nth) ? 'pull' : undefined)};
		case 'after':
			return {
				after: () => {
					if (hasMet(nth)) queueMicrotask(() => reader.pull());
					return undefined;
				},
			};
	}
}

/** From where a fault left it to the top screen and away, by what is on screen. */
async function goHome(kiosk: HeadlessKiosk & {readonly reader: SimulatedReader}): Promise<void> {
	kiosk.reader.faults = {};
	kiosk.presses('cancel');
	await kiosk.untilScreen('menu');
	kiosk.presses('cancel');
	await kiosk.untilScreen('idle');
}

describe.each(['revocation', 'validity'] as const)('T-11 T-12 in %s', procedure => {
	test.each(visits.flatMap((visit, index) => moments.map(moment => ({...visit, visit: index + 1, moment}))))(
		'the card leaves $moment each command of the visit to $name',
		async ({visit, name, moment, ...stop}) => {
			const {kiosk, insert, password, requests} = await atDesk();
			const whole = await insert();
			await goOn(kiosk, {procedure, password, upTo: 'sendConfirm'});
			kiosk.reader.pull();
			await kiosk.untilScreen('unexpectedError');
			await goHome(kiosk);
			// A right password reached the card so often by then: each is one VERIFY, and gives the tries back.
			const passwordsAt = (at: Met) =>
				whole.met.filter(
					({name, visit: earlier, nth}) =>
						name === 'VERIFY' &&
						(earlier < visit ||
							(earlier === visit && (nth < at.nth || (nth === at.nth && moment !== 'before')))),
				).length;
			const seen: Array<[Met, View, number]> = [];
			for (const at of whole.met.filter(command => command.visit === visit)) {
				const card = await insert();
				kiosk.reader.faults = losing(card, kiosk.reader, at, moment);
				const {end} = await goOn(kiosk, {procedure, password});
				expect(end, at.name).toMatchObject({
					screen: stop.screen,
					code: codeIn(procedure, stop.section),
					application: undefined,
				});
				expect(end.absent).toBe(visit === 1 ? 'noCard' : undefined);
				expect(kiosk.contexts()).not.toMatch(/吉田|applicant":|MII/);
				expect(card.triesLeft(), at.name).toBe(passwordsAt(at) > 0 ? mostTries : triesBefore);
				expect(card.passwords(), at.name).toBe(passwordsAt(at));
				seen.push([at, end, card.triesLeft()]);
				await goHome(kiosk);
			}
			expect(requests).toEqual([]);
			expect(kiosk.faults).toEqual([]);
			cells.push(...cellsOf(seen, {procedure, fault: `the card leaves ${moment} a command`, name}));
		},
	);
});

/** Commands in a row with one outcome are one cell. */
function cellsOf(
	seen: ReadonlyArray<[Met, View, number]>,
	{procedure, fault, name}: {readonly procedure: Procedure; readonly fault: string; readonly name: string},
): Cell[] {
	const rows: Array<{first: Met; last: Met; view: View; triesLeft: number}> = [];
	for (const [at, view, triesLeft] of seen) {
		const row = rows.at(-1);
		if (row?.view.screen === view.screen && row.triesLeft === triesLeft) row.last = at;
		else rows.push({first: at, last: at, view, triesLeft});
	}
	return rows.map(({first, last, view: {screen, code}, triesLeft}) => ({
		procedure,
		fault,
		place:
			first === last
				? `visit to ${name}, command ${first.nth} (${first.name})`
				: `visit to ${name}, commands ${first.nth} to ${last.nth} (${first.name} to ${last.name})`,
		screen,
		code,
		triesLeft,
		applications: 0,
	}));
}

function codeIn(procedure: Procedure, section: string): string {
	return `${procedure === 'revocation' ? 2 : 3}.${section}`;
}

test('docs/faults.md says what these cells saw', () => expectOnPage('the card leaves', cells));

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadSimulatedCard, parseDescription} from '../../src/card/simulated/load.ts';
import {type Application, parseApplication} from '../../src/domain/application.ts';
import type {Procedure} from '../../src/domain/procedure.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import {demoCards} from '../../src/pki/demoCards.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {type HeadlessOptions, headlessKiosk, stateFolder} from '../helpers/headlessKiosk.ts';
import {goOn, type Journey} from '../helpers/journey.ts';
import {demoPki} from '../helpers/pki.ts';

/** A kiosk and a window of its own, and the demo card in the reader. */
async function kioskWith(card: string, options: Partial<HeadlessOptions> = {}) {
	const pki = await demoPki();
	const window = await demoWindow(pki, options.now ? {now: options.now} : {});
	const kiosk = await headlessKiosk({pki, window: window.url, ...options});
	kiosk.reader.insert(await loadSimulatedCard(join(pki, 'cards', card)));
	const password = passwordOf(pki, card);
	return {
		kiosk,
		go: (journey: Journey = {}) => goOn(kiosk, {password, ...journey}),
	};
}

const completed: readonly ScreenName[] = [
	'menu',
	'importPrompt',
	'login',
	'confirmImport',
	'signConfirm',
	'login',
	'sendConfirm',
];

const ends: ReadonlyArray<{
	readonly card: string;
	readonly revocation: Partial<View>;
	readonly validity: Partial<View>;
}> = [
	{card: 'valid', revocation: {screen: 'accepted'}, validity: {screen: 'valid'}},
	{card: 'second', revocation: {screen: 'accepted'}, validity: {screen: 'valid'}},
	{card: 'long-address', revocation: {screen: 'accepted'}, validity: {screen: 'valid'}},
	{card: 'substitute-characters', revocation: {screen: 'accepted'}, validity: {screen: 'valid'}},
	{card: 'escape-sequences', revocation: {screen: 'accepted'}, validity: {screen: 'valid'}},
	{card: 'bidi', revocation: {screen: 'accepted'}, validity: {screen: 'valid'}},
	{
		card: 'revoked',
		revocation: {screen: 'alreadyRevoked', code: '2.2.14'},
		validity: {screen: 'alreadyRevoked', code: '3.1.11'},
	},
	{
		card: 'wrong-issuer',
		revocation: {screen: 'issuerMismatch', code: '2.2.11'},
		validity: {screen: 'issuerMismatch', code: '3.1.10'},
	},
	{
		card: 'bad-signature',
		revocation: {screen: 'certificateError', code: '2.2.12'},
		validity: {screen: 'certificateError', code: '3.2.11'},
	},
];

describe.each(['revocation', 'validity'] as const)('the real devices in %s', procedure => {
	test.each(ends)('bring the card $card to the window and its answer to the screen', async ends => {
		const {kiosk, go} = await kioskWith(ends.card);
		const {end, screens} = await go({procedure});
		expect(end).toMatchObject(ends[procedure]);
		expect(screens.slice(0, -1)).toEqual(completed);
		expect(end.notice?.receiptNumber).toBeTruthy();
		expect(kiosk.faults).toEqual([]);
	});

	test('S004-131 stop the expired card at the import, with its last day, before anything is signed', async () => {
		const {kiosk, go} = await kioskWith('expired');
		const {end, screens} = await go({procedure});
		expect(end).toMatchObject({screen: 'expired', code: codeIn(procedure, '2.9'), notice: undefined});
		expect(Date.parse(end.validity ?? '')).toBeLessThan(Date.now());
		expect(screens).toEqual(['menu', 'importPrompt', 'login', 'expired']);
		expect(kiosk.faults).toEqual([]);
	});

	test('S004-114 know the locked card before anybody types', async () => {
		const {go} = await kioskWith('locked');
		const {end, screens} = await go({procedure});
		expect(end).toMatchObject({screen: 'passwordLocked', code: codeIn(procedure, '2.7')});
		expect(screens).toEqual(['menu', 'importPrompt', 'passwordLocked']);
	});

	test.each([
		{card: 'auth-only', kind: 'authOnly'},
		{card: 'juki', kind: 'juki'},
	] as const)('name the card $card and ask it for no password', async ({card, kind}) => {
		const {go} = await kioskWith(card);
		const {end, screens} = await go({procedure});
		expect(end).toMatchObject({screen: 'notThisCard', kind, code: 'S-07'});
		expect(screens).toEqual(['menu', 'importPrompt', 'notThisCard']);
	});

	test('ask before the last try of the card one-try', async () => {
		const {go} = await kioskWith('one-try');
		const {end, screens} = await go({procedure});
		expect(end.screen).toBe(procedure === 'revocation' ? 'accepted' : 'valid');
		expect(screens.slice(0, 4)).toEqual(['menu', 'importPrompt', 'askLastTry', 'login']);
	});
});

describe('the person on the card', () => {
	test.each(['valid', 'long-address', 'substitute-characters'])(
		'S004-044 of %s reaches the confirmation as the certificate has it',
		async card => {
			const {go} = await kioskWith(card);
			const {end} = await go({upTo: 'confirmImport'});
			expect(applicationOf(end).applicant).toMatchObject({
				name: demoCards[card]?.applicant.name,
				address: demoCards[card]?.applicant.address,
				nameSubstitutes: demoCards[card]?.applicant.nameSubstitutes,
			});
		},
	);
});

describe('dates are told apart', () => {
	const yearMs = 365 * 86_400_000;
	const shifted = (byMs: number) => () => new Date(Date.now() + byMs);

	test('S-01 not yet valid: kiosk and window agree on a day before the certificate begins', async () => {
		const {go} = await kioskWith('valid', {now: shifted(-2 * yearMs)});
		const {end} = await go();
		expect(end).toMatchObject({screen: 'notYetValid', code: 'S-01'});
		expect(Date.parse(end.validity ?? '')).toBeGreaterThan(Date.now() - 2 * yearMs);
	});

	test('S004-131 expired: kiosk and window agree on a day after the certificate ended', async () => {
		const {go} = await kioskWith('valid', {now: shifted(8 * yearMs)});
		expect((await go()).end).toMatchObject({screen: 'expired', code: '2.2.9'});
	});

	test.each([
		{description: '61 s before', byMs: -61_500},
		{description: '61 s after', byMs: 61_500},
		{description: 'years after', byMs: 8 * yearMs},
	])('T-09 a kiosk $description the window has a wrong clock: S-09, before any card', async ({byMs}) => {
		const pki = await demoPki();
		const window = await demoWindow(pki);
		const kiosk = await headlessKiosk({pki, window: window.url, now: shifted(byMs)});
		const {end, screens} = await goOn(kiosk);
		expect(end).toMatchObject({screen: 'notInService', code: 'S-09', fault: 'clock'});
		expect(screens).toEqual(['idle', 'menu', 'notInService']);
	});

	test('T-09 a kiosk within the allowed skew goes on', async () => {
		const pki = await demoPki();
		const window = await demoWindow(pki);
		const kiosk = await headlessKiosk({pki, window: window.url, now: shifted(55_000)});
		expect((await goOn(kiosk, {upTo: 'importPrompt'})).end.screen).toBe('importPrompt');
	});

	test.each([
		{at: 'the first password', upTo: ['login'], ends: ['login', 'notInService']},
		{at: '署名確認', upTo: ['signConfirm'], ends: ['signConfirm', 'notInService']},
		{at: 'the second password', upTo: ['signConfirm', 'login'], ends: ['login', 'notInService']},
		{at: '送信確認', upTo: ['sendConfirm'], ends: ['sendConfirm', 'notInService']},
	] as const)(
		'T-09 a clock that is set by 3 s at $at ends the procedure at its next step',
		async ({upTo, ends}) => {
			let setMs = 0;
			const {kiosk, go} = await kioskWith('valid', {now: () => new Date(Date.now() + setMs)});
			for (const screen of upTo) {
				if (kiosk.view().screen === 'signConfirm') kiosk.presses('ok');
				await go({upTo: screen});
			}
			setMs = 3000;
			const {end, screens} = await go();
			expect(screens).toEqual(ends);
			expect(end).toMatchObject({code: 'S-09', fault: 'clock', application: undefined});
			expect(kiosk.faults).toEqual([]);
		},
	);

	test('T-09 the date of the result is the receipt’s: the window’s, not the kiosk’s', async () => {
		const aheadMs = 30_000;
		const pki = await demoPki();
		const window = await demoWindow(pki, {now: shifted(aheadMs)});
		const kiosk = await headlessKiosk({pki, window: window.url});
		kiosk.reader.insert(await loadSimulatedCard(join(pki, 'cards', 'valid')));
		const sentMs = Date.now();
		const {end} = await goOn(kiosk, {password: passwordOf(pki, 'valid')});
		expect(Date.parse(end.notice?.decidedAt ?? '')).toBeGreaterThanOrEqual(sentMs + aheadMs);
	});
});

test('T-01 a kiosk whose outbox cannot be read serves nobody: 2.2.4, before any card', async () => {
	const pki = await demoPki();
	const state = stateFolder();
	writeFileSync(join(state, 'outbox'), 'a file where the folder should be');
	const kiosk = await headlessKiosk({pki, window: (await demoWindow(pki)).url, state});
	const {end, screens} = await goOn(kiosk);
	expect(end).toMatchObject({screen: 'notInService', code: '2.2.4', fault: 'software'});
	expect(screens).toEqual(['idle', 'menu', 'notInService']);
	expect(kiosk.faults).not.toEqual([]);
});

function passwordOf(pki: string, card: string): string {
	return parseDescription(readFileSync(join(pki, 'cards', card, 'card.json'), 'utf8')).signPassword;
}

function codeIn(procedure: Procedure, section: string): string {
	return `${procedure === 'revocation' ? 2 : 3}.${section}`;
}

function applicationOf({application}: View): Application {
	const parsed = parseApplication(application ?? '');
	if (!parsed) throw new Error('no application is shown');
	return parsed;
}

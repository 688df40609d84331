import {copyFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {PadEntry, PadKeys} from '../../src/card/simulated/pad.ts';
import type {InsertableCard} from '../../src/card/simulated/reader.ts';
import type {CertificateChoice} from '../../src/domain/certificate.ts';
import type {Procedure} from '../../src/domain/procedure.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import {writeRoster} from '../../src/staff/roster.ts';
import {
	type Counter,
	citizenInserts,
	citizenTypes,
	type ResetPlan,
	secondConfirms,
	signsInAtDesk,
	toDocuments,
	toSummary,
} from '../helpers/assistedReset.ts';
import {goOn} from '../helpers/journey.ts';
import {type Change, changes, fills, goesToGuide} from '../helpers/passwordChange.ts';
import {copyOfPki} from '../helpers/pki.ts';
import {callStaff, type StaffCardName, staffCard} from '../helpers/staff.ts';
import type {RecordedAtSimulatedReader, RecordingOptions} from './recording.ts';

export type Visit = (kiosk: RecordedAtSimulatedReader) => Promise<void>;

/** The password of the demo cards that these visits use. */
const password = 'DEMO2026';

/** Leaves by the way out that the screen has, takes the card and goes. */
const leaves: Visit = async kiosk => {
	for (;;) {
		const {path, buttons} = kiosk.view();
		if (buttons.length === 0 || path === 'idle') break;
		kiosk.presses(buttons.includes('cancel') ? 'cancel' : 'ok');
		await kiosk.until(view => view.path !== path);
	}
	kiosk.reader.pull();
	await kiosk.untilScreen('idle');
};

interface Wanted {
	readonly card?: string;
	readonly procedure?: Procedure;
	readonly typed?: string;
}

/** Goes on with a procedure up to a screen. */
const upTo =
	(at: ScreenName, {card = 'valid', procedure = 'revocation', typed = password}: Wanted = {}): Visit =>
	async kiosk => {
		await kiosk.inserts(card);
		await goOn(kiosk, {procedure, password: typed, upTo: at});
		await kiosk.untilScreen(at);
	};

/** Goes on with a procedure up to a screen, and leaves there. */
const ends =
	(at: ScreenName, wanted: Wanted = {}): Visit =>
	async kiosk => {
		await upTo(at, wanted)(kiosk);
		await leaves(kiosk);
	};

const asks = (at: ScreenName, card = 'valid') => ends(at, {card, procedure: 'validity'});

/** Opens the viewer and reads a certificate with it. */
const looksAt =
	(choice: CertificateChoice): Visit =>
	async kiosk => {
		await kiosk.until(({buttons}) => buttons.includes('viewer'));
		kiosk.presses('viewer');
		await kiosk.untilScreen('chooseCertificate');
		kiosk.presses(choice);
		if (choice === 'signing') {
			await kiosk.until(({field}) => field === 'password');
			kiosk.types(password);
			kiosk.presses('ok');
		}
		await kiosk.untilScreen('certificateBasic');
	};

/** Opens the viewer with a card, or with none, and is told why there is nothing to see. */
const viewerStops =
	(at: ScreenName, card?: string, choice: CertificateChoice = 'signing'): Visit =>
	async kiosk => {
		if (card) await kiosk.inserts(card);
		else kiosk.presses('ok');
		await kiosk.until(({buttons}) => buttons.includes('viewer'));
		kiosk.presses('viewer');
		await kiosk.untilScreen('chooseCertificate');
		kiosk.presses(choice);
		await kiosk.untilScreen(at);
		await leaves(kiosk);
	};

/** A member of staff comes to the desk by card. */
const signsIn =
	(card: StaffCardName, pin: string): Visit =>
	async kiosk => {
		callStaff(kiosk);
		await kiosk.untilScreen('staffMethod');
		kiosk.presses('staffCard');
		await kiosk.inserts(card);
		await kiosk.untilScreen('staffInsertCard');
		kiosk.presses('ok');
		await kiosk.untilScreen('staffPin');
		kiosk.types(pin);
		kiosk.presses('ok');
	};

/** Chooses the passphrase, and types words that are nobody's. */
const typesStaffWords: Visit = async kiosk => {
	kiosk.presses('staffPassphrase');
	for (const [field, typed] of [
		['staffId', '7001'],
		['staffPassphrase', 'Correct horse battery'],
		['staffCode', '271828'],
	] as const) {
		await kiosk.until(view => view.field === field);
		kiosk.types(typed);
		kiosk.presses('ok');
	}
};

/** Sends, and sees three inquiries without an answer. */
const unanswered: Visit = async kiosk => {
	await upTo('sendConfirm')(kiosk);
	kiosk.presses('ok');
	for (let nth = 0; nth < 3; nth++) {
		await kiosk.until(({path}) => path === 'procedure.inquiring.asking');
		kiosk.skips(10_000);
	}
	await kiosk.untilScreen('outcomeUnknown');
	await leaves(kiosk);
};

/** A PKI whose ordinary card was tampered with. */
const tampered = (tamper: (card: string) => void) => async () => {
	const pki = await copyOfPki();
	tamper(join(pki, 'cards/valid'));
	return pki;
};

/** Pulls the card at a screen and finds the way back to the beginning. */
const pulledAt =
	(at: ScreenName): Visit =>
	async kiosk => {
		await upTo(at)(kiosk);
		kiosk.reader.pull();
		await kiosk.untilScreen('unexpectedError');
		kiosk.presses('ok');
		await kiosk.untilScreen('importPrompt');
		await leaves(kiosk);
	};

/** Goes to the first login and types a password that is refused. */
const types =
	(typed: string): Visit =>
	async kiosk => {
		await upTo('login')(kiosk);
		kiosk.types(typed);
		kiosk.presses('ok');
	};

const typed = (text: string): PadEntry => ({does: 'type', characters: new TextEncoder().encode(text)});

/** The keys of a reader on which this is done, one after the other, and then again from the first. */
const inTurn = (...entries: readonly [PadEntry, ...PadEntry[]]): PadKeys => {
	let nth = 0;
	return async () => entries[nth++ % entries.length] as PadEntry;
};

/** What a card answers in place of itself to a command with this instruction. */
const answering = (card: SimulatedCard, ins: number, sw: number): InsertableCard => ({
	powerOn: () => card.powerOn(),
	powerOff: () => card.powerOff(),
	reset: () => card.reset(),
	transmit: command => (command[1] === ins ? Uint8Array.of(sw >> 8, sw & 0xff) : card.transmit(command)),
});

const cardOf = (kiosk: RecordedAtSimulatedReader, name: string) =>
	loadSimulatedCard(join(kiosk.pki, 'cards', name));

/** The change of every visit here: the demo's password, and one that no rule is against. */
const newPassword = {current: password, next: 'K7M2X9'};

/** Changes the signing password of a card, and leaves at the screen that comes of it. */
const passwordChanges =
	(at: ScreenName, change: Change = newPassword, card = 'valid'): Visit =>
	async kiosk => {
		await kiosk.inserts(card);
		await changes(kiosk, change);
		await kiosk.untilScreen(at);
		await leaves(kiosk);
	};

/** Is told why nothing can be changed, before anything is typed. */
const changeStops =
	(at: ScreenName, card?: string): Visit =>
	async kiosk => {
		if (card) await kiosk.inserts(card);
		await goesToGuide(kiosk);
		kiosk.presses('ok');
		await kiosk.untilScreen(at);
		await leaves(kiosk);
	};

/** Loses the card with the new password on its way, and asks it which one it holds. */
const changeCut =
	(taken: 'before' | 'after', at: ScreenName): Visit =>
	async kiosk => {
		const card = await cardOf(kiosk, 'valid');
		kiosk.reader.insert(card);
		kiosk.reader.faults = {[taken]: (_nth: number, ins: number) => (ins === 0x24 ? 'pull' : undefined)};
		await changes(kiosk, newPassword);
		await kiosk.untilScreen('changeUnknown');
		kiosk.reader.faults = {};
		kiosk.reader.insert(card);
		await kiosk.until(({isCardIn}) => isCardIn);
		kiosk.presses('ok');
		await kiosk.untilScreen(at);
		await leaves(kiosk);
	};

/** Asks for a slip where one can be had, reads what came of it, and leaves. */
const takesSlip =
	(at: ScreenName, outcome: 'printed' | 'failed', before: Visit): Visit =>
	async kiosk => {
		await before(kiosk);
		await kiosk.untilScreen(at);
		kiosk.presses('print');
		await kiosk.until(({slip}) => slip === outcome);
		await leaves(kiosk);
	};

/** The staff's side of a reset, at the simulated reader. */
const counterOf = (kiosk: RecordedAtSimulatedReader): Counter => ({
	kiosk,
	cards: {insert: kiosk.inserts, pull: async () => kiosk.reader.pull()},
});

/** Somebody of the staff leads through a reset, up to where the rest of a visit begins. */
const resets =
	(plan: ResetPlan, rest: (counter: Counter, kiosk: RecordedAtSimulatedReader) => Promise<void>): Visit =>
	async kiosk => {
		const counter = counterOf(kiosk);
		await signsInAtDesk(counter);
		await toDocuments(counter, plan);
		await rest(counter, kiosk);
		await leaves(kiosk);
	};

/** Goes on to the citizen alone, who types a new password. */
const ordered = async (counter: Counter, plan: ResetPlan = {}): Promise<void> => {
	await toSummary(counter, plan);
	await secondConfirms(counter, plan);
	await counter.kiosk.untilScreen('resetHandOver');
	await citizenTypes(counter, 'NEWPASS7X');
};

/** Staff find that it cannot be done here: what to bring, and where. */
const toGuidance: Visit = async kiosk => {
	const {cards} = counterOf(kiosk);
	await signsInAtDesk(counterOf(kiosk));
	kiosk.presses('assistedReset');
	await kiosk.untilScreen('resetChoose');
	kiosk.presses('signing');
	await cards.insert('locked');
	kiosk.presses('ok');
	await kiosk.untilScreen('resetWho');
	kiosk.presses('agent');
	await kiosk.untilScreen('resetGuidance');
};

/** Every visit that is recorded at a simulated reader, by the name of its file. */
export const visits: Readonly<Record<string, readonly [RecordingOptions, Visit]>> = {
	// What the window answers (2.1.9, 2.2.9 - 2.2.15, 3.1.9 - 3.2.12)
	accepted: [{}, ends('accepted')],
	'accepted-substitute-characters': [{}, ends('accepted', {card: 'substitute-characters'})],
	'accepted-escape-sequences': [{}, ends('accepted', {card: 'escape-sequences'})],
	'accepted-long-address': [{}, ends('accepted', {card: 'long-address'})],
	duplicate: [{fault: 'duplicate'}, ends('duplicate')],
	'already-revoked': [{}, ends('alreadyRevoked', {card: 'revoked'})],
	'wrong-issuer': [{}, ends('issuerMismatch', {card: 'wrong-issuer'})],
	'bad-signature': [{}, ends('certificateError', {card: 'bad-signature'})],
	malformed: [{fault: 'malformed'}, ends('formatError')],
	'application-unverified': [{fault: 'application-unverified'}, ends('applicationError')],
	'wrong-addressee': [{fault: 'wrong-addressee'}, ends('wrongAddressee')],
	'not-yet-valid': [{fault: 'not-yet-valid'}, ends('notYetValid')],
	expired: [{}, ends('expired', {card: 'expired'})],
	valid: [{}, asks('valid')],
	'valid-left-alone': [
		{},
		async kiosk => {
			await upTo('valid', {procedure: 'validity'})(kiosk);
			kiosk.skips(60_000);
			await kiosk.until(({cover}) => cover === 'idleWarning');
			for (let second = 0; second < 30; second++) kiosk.skips(1000);
			await kiosk.untilScreen('takeCard');
			await leaves(kiosk);
		},
	],
	'validity-wrong-issuer': [{}, asks('issuerMismatch', 'wrong-issuer')],
	'validity-revoked': [{}, asks('alreadyRevoked', 'revoked')],
	'validity-revocation-accepted': [{fault: 'duplicate'}, asks('duplicate')],
	'validity-status-unknown': [{fault: 'status-unknown'}, asks('statusUnknown')],
	'validity-store-unreadable': [{fault: 'store-unreadable'}, asks('statusUnknown')],

	// A window that does not answer as it should (2.2.2, 2.2.3, T-01, T-03)
	'window-gone': [{isWindowGone: true}, ends('notInService')],
	'window-clock-wrong': [{fault: 'clock-wrong'}, ends('notInService')],
	'window-busy': [{fault: 'busy'}, ends('serviceBusy')],
	'window-error': [{fault: 'service-error'}, ends('serviceError')],
	'busy-on-send': [{fault: 'busy-on-send'}, ends('notReceived')],
	'error-on-send': [{fault: 'service-error-on-send'}, ends('notReceived')],
	'cut-before': [{fault: 'cut-before'}, ends('notReceived')],
	'cut-during': [{fault: 'cut-during'}, ends('accepted')],
	'cut-after-storing': [{fault: 'cut-after-storing'}, ends('accepted')],
	garbage: [{fault: 'garbage'}, ends('accepted')],
	unsigned: [{fault: 'unsigned'}, unanswered],
	silent: [{fault: 'silent'}, unanswered],

	// Cards and the reader (2.2.5, 2.2.6, 2.2.8, S-05, S-07, T-11, T-12)
	'no-card': [
		{},
		async kiosk => {
			await goOn(kiosk);
			await kiosk.untilScreen('cardNotReady');
			await kiosk.inserts('valid');
			kiosk.presses('ok');
			await kiosk.untilScreen('login');
			kiosk.presses('cancel');
			await kiosk.untilScreen('importPrompt');
			await leaves(kiosk);
		},
	],
	'no-reader': [
		{},
		async kiosk => {
			kiosk.reader.unplug();
			await goOn(kiosk, {upTo: 'cardNotReady'});
			await leaves(kiosk);
		},
	],
	'no-service': [
		{},
		async kiosk => {
			await goOn(kiosk, {upTo: 'importPrompt'});
			kiosk.reader.stopService();
			await goOn(kiosk, {upTo: 'cardNotReady'});
			await leaves(kiosk);
		},
	],
	'reader-held': [
		{},
		async kiosk => {
			kiosk.reader.setHeld(true);
			await ends('cardNotReady')(kiosk);
		},
	],
	'mute-card': [
		{reader: {commandMs: 20}},
		async kiosk => {
			await upTo('login')(kiosk);
			const verify = 0x20;
			kiosk.reader.faults = {before: (_, ins) => (ins === verify ? 'mute' : undefined)};
			kiosk.types(password);
			kiosk.presses('ok');
			await kiosk.until(({isReaderStuck}) => isReaderStuck);
			await leaves(kiosk);
		},
	],
	juki: [{}, ends('notThisCard', {card: 'juki'})],
	'auth-only': [{}, ends('notThisCard', {card: 'auth-only'})],
	'unreadable-certificate': [
		{pki: tampered(card => writeFileSync(join(card, 'sign.der'), 'no certificate'))},
		ends('importError'),
	],
	'wrong-key': [
		{pki: tampered(card => copyFileSync(join(card, '../second/sign.key'), join(card, 'sign.key')))},
		ends('signFailed'),
	],
	'pulled-at-contents': [{}, pulledAt('confirmImport')],
	'resumed-after-renewal': [
		{resumes: {at: 'procedure', procedure: 'validity', language: 'en', isSlow: true}},
		async kiosk => {
			await kiosk.untilScreen('unexpectedError');
			await kiosk.inserts('valid');
			kiosk.presses('ok');
			await kiosk.untilScreen('importPrompt');
			await leaves(kiosk);
		},
	],
	'pulled-at-sign-confirm': [{}, pulledAt('signConfirm')],
	'pulled-at-send-confirm': [{}, pulledAt('sendConfirm')],
	'card-changed': [
		{
			// As a reader that counts an insertion which its events did not tell in time.
			behind: reader =>
				new Proxy(reader, {
					get: (target, name) => {
						const value: unknown = Reflect.get(target, name, target);
						if (name === 'insertions')
							return () => target.insertions() + Number(target.faults.after !== undefined);
						return typeof value === 'function' ? value.bind(target) : value;
					},
				}),
		},
		async kiosk => {
			await upTo('signConfirm')(kiosk);
			kiosk.reader.faults = {after: () => undefined};
			kiosk.presses('ok');
			await kiosk.untilScreen('cardChanged');
			await leaves(kiosk);
		},
	],

	// Passwords (2.1.4, 2.2.7, G-03, G-13)
	'wrong-password': [
		{},
		async kiosk => {
			await types('WRONG2026')(kiosk);
			await kiosk.untilScreen('wrongPassword');
			kiosk.presses('ok');
			await kiosk.untilScreen('login');
			await goOn(kiosk, {password});
			await kiosk.untilScreen('accepted');
			await leaves(kiosk);
		},
	],
	'four-digits': [
		{},
		async kiosk => {
			await types('1234')(kiosk);
			await kiosk.until(({passwordFault}) => passwordFault !== undefined);
			await leaves(kiosk);
		},
	],
	'last-try-wrong': [
		{},
		async kiosk => {
			await kiosk.inserts('one-try');
			await goOn(kiosk, {password: 'WRONG2026', upTo: 'passwordCheckFailed'});
			kiosk.presses('ok');
			await kiosk.untilScreen('passwordLocked');
			await leaves(kiosk);
		},
	],
	'typed-on-reader': [
		{reader: {pad: inTurn(typed('WRONG2026'), {does: 'nothing'}, typed(password), typed(password))}},
		async kiosk => {
			await kiosk.inserts('valid');
			await goOn(kiosk, {upTo: 'wrongPassword'});
			kiosk.presses('ok');
			await kiosk.untilScreen('notTyped');
			kiosk.presses('ok');
			await goOn(kiosk);
			await kiosk.untilScreen('accepted');
			await leaves(kiosk);
		},
	],
	'last-try-kept': [{}, ends('askLastTry', {card: 'one-try'})],
	locked: [{}, ends('passwordLocked', {card: 'locked'})],

	// A change of mind
	'asked-before-leaving': [
		{},
		async kiosk => {
			await upTo('confirmImport')(kiosk);
			kiosk.presses('ok');
			await kiosk.until(({isReadingAsked}) => isReadingAsked);
			kiosk.presses('cancel');
			await kiosk.untilScreen('askCancel');
			await leaves(kiosk);
		},
	],
	'signing-called-off': [
		{},
		async kiosk => {
			await upTo('signConfirm')(kiosk);
			kiosk.presses('cancel');
			await kiosk.untilScreen('confirmImport');
			kiosk.presses('back');
			await kiosk.untilScreen('importPrompt');
			await leaves(kiosk);
		},
	],
	'sending-called-off': [
		{},
		async kiosk => {
			await upTo('sendConfirm')(kiosk);
			kiosk.presses('cancel');
			await kiosk.untilScreen('confirmImport');
			await goOn(kiosk, {password});
			await kiosk.untilScreen('accepted');
			await leaves(kiosk);
		},
	],
	'left-alone': [
		{},
		async kiosk => {
			await upTo('confirmImport')(kiosk);
			kiosk.skips(61_000);
			await kiosk.until(({cover}) => cover === 'idleWarning');
			kiosk.skips(3000);
			kiosk.tells({type: 'user.active'});
			await kiosk.until(({cover}) => cover === undefined);
			kiosk.skips(60_000);
			await kiosk.until(({cover}) => cover === 'idleWarning');
			for (let second = 0; second < 30; second++) kiosk.skips(1000);
			await leaves(kiosk);
		},
	],
	'out-of-hours': [
		{},
		async kiosk => {
			kiosk.says({type: 'service.closed', why: 'hours', opensAt: '2026-11-23T23:30:00.000Z'});
			await kiosk.inserts('valid');
			await kiosk.untilScreen('outOfHours');
			kiosk.presses('ok');
			await kiosk.untilScreen('takeCard');
			await leaves(kiosk);
		},
	],
	'closed-while-choosing': [
		{},
		async kiosk => {
			kiosk.presses('ok');
			await kiosk.untilScreen('menu');
			kiosk.says({
				type: 'service.closing',
				until: '2026-11-22T08:15:00.000Z',
				opensAt: '2026-11-23T23:30:00.000Z',
			});
			kiosk.presses('revocation');
			await kiosk.untilScreen('outOfHours');
			kiosk.says({type: 'service.open'});
			await kiosk.untilScreen('menu');
			await leaves(kiosk);
		},
	],
	'reader-lost-at-end': [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			await kiosk.untilScreen('menu');
			kiosk.presses('cancel');
			await kiosk.untilScreen('takeCard');
			kiosk.reader.unplug();
			await kiosk.untilScreen('cardUnseen');
			kiosk.presses('ok');
			await kiosk.untilScreen('idle');
		},
	],
	'forgotten-card': [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			await kiosk.untilScreen('menu');
			kiosk.presses('slow');
			await kiosk.until(({isSlow}) => isSlow);
			kiosk.tells({type: 'user.slow'});
			await kiosk.until(({isSlow}) => !isSlow);
			kiosk.presses('cancel');
			// What is shown is written down before time passes.
			await setImmediate();
			for (let waited = 0; waited < 180; waited += 5) kiosk.skips(5000);
			await kiosk.until(({isCardForgotten}) => isCardForgotten);
			await leaves(kiosk);
		},
	],
	'covers-and-languages': [
		{},
		async kiosk => {
			kiosk.presses('ok');
			await kiosk.untilScreen('menu');
			for (const type of ['user.help', 'user.staff', 'user.language'] as const) {
				kiosk.tells({type});
				await kiosk.until(({cover}) => cover !== undefined);
				kiosk.tells({type: type === 'user.language' ? 'cover.confirm' : 'cover.close'});
				await kiosk.until(({cover}) => cover === undefined);
			}
			await kiosk.inserts('valid');
			await upTo('confirmImport')(kiosk);
			kiosk.tells({type: 'user.veil'});
			await kiosk.until(({isVeiled}) => isVeiled);
			kiosk.presses('back');
			await kiosk.untilScreen('importPrompt');
			await leaves(kiosk);
		},
	],
	viewer: [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			await looksAt('signing')(kiosk);
			kiosk.presses('ok');
			await kiosk.untilScreen('certificateDetail');
			kiosk.tells({type: 'user.veil'});
			await kiosk.until(({isVeiled}) => isVeiled);
			for (const free of ['authentication', 'signingCa', 'authenticationCa'] as const) {
				kiosk.presses('back');
				await kiosk.untilScreen('chooseCertificate');
				kiosk.presses(free);
				await kiosk.untilScreen('certificateBasic');
			}
			await leaves(kiosk);
		},
	],
	'viewer-no-card': [{}, viewerStops('viewerNoCard')],
	'viewer-juki': [{}, viewerStops('viewerOtherCard', 'juki')],
	'viewer-locked': [{}, viewerStops('viewerLocked', 'locked')],
	'viewer-unreadable': [
		{pki: tampered(card => writeFileSync(join(card, 'auth.der'), 'no certificate'))},
		viewerStops('viewerUnreadable', 'valid', 'authentication'),
	],
	'viewer-pulled': [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			await looksAt('signing')(kiosk);
			kiosk.reader.pull();
			await kiosk.untilScreen('viewerCardLeft');
			await leaves(kiosk);
		},
	],
	'viewer-after-wrong-issuer': [
		{},
		async kiosk => {
			await upTo('issuerMismatch', {card: 'wrong-issuer'})(kiosk);
			await looksAt('signing')(kiosk);
			await leaves(kiosk);
		},
	],

	// A change of a password (seed 001)
	'password-changed': [{}, passwordChanges('passwordChanged')],
	'pin-changed': [
		{},
		passwordChanges(
			'passwordChanged',
			{password: 'authentication', current: '1234', next: '8642'},
			'auth-only',
		),
	],
	'password-personal': [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			await changes(kiosk, {current: password, next: 'S330810'});
			await kiosk.until(({newPasswordFault}) => newPasswordFault !== undefined);
			await fills(kiosk, 'next', 'K7M2X9');
			await fills(kiosk, 'again', 'K7M2X8');
			await fills(kiosk, 'next', 'K7M2X9');
			await fills(kiosk, 'again', 'K7M2X9');
			await kiosk.untilScreen('passwordChanged');
			await leaves(kiosk);
		},
	],
	'password-change-wrong': [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			await changes(kiosk, {current: 'WRONG1', next: 'K7M2X9'});
			for (let nth = 0; nth < 4; nth++) {
				await kiosk.untilScreen('changeWrong');
				kiosk.presses('ok');
				await kiosk.untilScreen('newPassword', 'changeLastTry');
				if (kiosk.view().screen === 'changeLastTry') kiosk.presses('ok');
				await fills(kiosk, 'current', 'WRONG1');
				await fills(kiosk, 'next', 'K7M2X9');
				await fills(kiosk, 'again', 'K7M2X9');
			}
			await kiosk.untilScreen('changeLocked');
			await leaves(kiosk);
		},
	],
	'password-change-last-try': [{}, changeStops('changeLastTry', 'one-try')],
	'password-change-locked': [{}, changeStops('changeLocked', 'locked')],
	'password-change-juki': [{}, changeStops('changeOtherCard', 'juki')],
	'password-change-no-card': [{}, changeStops('changeNoCard')],
	'password-change-pulled': [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			await goesToGuide(kiosk);
			kiosk.presses('ok');
			await fills(kiosk, 'current', password);
			kiosk.reader.pull();
			await kiosk.untilScreen('changeCardLeft');
			await leaves(kiosk);
		},
	],
	'password-change-refused': [
		{},
		async kiosk => {
			kiosk.reader.insert(answering(await cardOf(kiosk, 'valid'), 0x24, 0x6a80));
			await changes(kiosk, newPassword);
			await kiosk.untilScreen('changeRefused');
			await leaves(kiosk);
		},
	],
	'password-change-cut-after': [{}, changeCut('after', 'newPasswordHolds')],
	'password-change-cut-before': [{}, changeCut('before', 'oldPasswordHolds')],
	'password-change-untold': [
		{},
		async kiosk => {
			await kiosk.inserts('valid');
			kiosk.reader.faults = {after: (_nth, ins) => (ins === 0x24 ? 'pull' : undefined)};
			await changes(kiosk, newPassword);
			await kiosk.untilScreen('changeUnknown');
			kiosk.presses('ok');
			await kiosk.until(({absent}) => absent !== undefined);
			kiosk.presses('cancel');
			await kiosk.untilScreen('passwordUntold');
			await leaves(kiosk);
		},
	],
	'staff-desk': [
		{},
		async kiosk => {
			await signsIn('staff-operator', staffCard('staff-operator').pin)(kiosk);
			await kiosk.untilScreen('staffTakeCard');
			kiosk.reader.pull();
			for (const page of ['readiness', 'requests', 'lockouts', 'deskSettings'] as const) {
				await kiosk.untilScreen('staffMenu');
				kiosk.presses(page);
				await kiosk.until(({screen, buttons}) => screen !== 'staffMenu' && buttons.includes('cancel'));
				kiosk.presses('cancel');
			}
			await kiosk.untilScreen('staffMenu');
			kiosk.presses('lists');
			kiosk.presses('openingList');
			kiosk.presses('item2');
			kiosk.presses('ok');
			await kiosk.untilScreen('staffListMissing');
			kiosk.presses('ok');
			await kiosk.untilScreen('staffDone');
			kiosk.presses('ok');
			kiosk.presses('upkeep');
			kiosk.presses('restart');
			await kiosk.untilScreen('staffConfirm');
			kiosk.presses('cancel');
			kiosk.presses('upkeep');
			// Where the export should go stands a file.
			writeFileSync(join(kiosk.state, 'export'), '');
			kiosk.presses('exportJournal');
			await kiosk.untilScreen('staffFailed');
			kiosk.presses('ok');
			// A citizen is served beside them, and shows what is veiled.
			kiosk.presses('cancel');
			await kiosk.untilScreen('idle');
			await upTo('confirmImport')(kiosk);
			kiosk.tells({type: 'user.veil'});
			await kiosk.until(({isVeiled}) => !isVeiled);
			kiosk.skips(180_000);
			await kiosk.until(({duty}) => duty === undefined);
			kiosk.reader.pull();
			await kiosk.untilScreen('idle');
		},
	],
	'staff-refused': [
		{},
		async kiosk => {
			await signsIn('staff-helper', '999999')(kiosk);
			await kiosk.untilScreen('staffWrongPin');
			kiosk.presses('cancel');
			await kiosk.untilScreen('takeCard');
			kiosk.reader.pull();
			await kiosk.untilScreen('idle');
			callStaff(kiosk);
			await kiosk.untilScreen('staffMethod');
			await typesStaffWords(kiosk);
			await kiosk.untilScreen('staffWrong');
			await leaves(kiosk);
		},
	],
	'staff-stopped': [
		{},
		async kiosk => {
			callStaff(kiosk);
			await kiosk.untilScreen('staffMethod');
			kiosk.presses('staffCard');
			kiosk.presses('ok');
			await kiosk.untilScreen('staffNoCard');
			kiosk.presses('cancel');
			await kiosk.untilScreen('idle');
			await writeRoster(kiosk.state, []);
			await signsIn('staff-helper', staffCard('staff-helper').pin)(kiosk);
			await kiosk.untilScreen('staffRefused');
			kiosk.presses('cancel');
			kiosk.reader.pull();
			await kiosk.untilScreen('idle');
			writeFileSync(join(kiosk.state, 'staff.json'), '{');
			await signsIn('staff-helper', staffCard('staff-helper').pin)(kiosk);
			await kiosk.untilScreen('staffUnavailable');
			kiosk.presses('cancel');
			kiosk.reader.pull();
			await kiosk.untilScreen('idle');
		},
	],
	'staff-card-locked': [
		{},
		async kiosk => {
			await signsIn('staff-helper', '999999')(kiosk);
			for (let triesLeft = 4; triesLeft > 0; triesLeft--) {
				await kiosk.until(view => view.screen === 'staffWrongPin' && view.triesLeft === triesLeft);
				kiosk.presses('ok');
				await kiosk.untilScreen('staffPin');
				kiosk.types('999999');
				kiosk.presses('ok');
			}
			await kiosk.untilScreen('staffPinBlocked');
			kiosk.presses('ok');
			kiosk.reader.pull();
			await kiosk.untilScreen('idle');
		},
	],
	'staff-locked-out': [
		{},
		async kiosk => {
			callStaff(kiosk);
			await kiosk.untilScreen('staffMethod');
			for (let failures = 1; failures <= 3; failures++) {
				await typesStaffWords(kiosk);
				await kiosk.untilScreen(failures < 3 ? 'staffWrong' : 'staffLockedOut');
				if (failures < 3) kiosk.presses('ok');
			}
			await leaves(kiosk);
		},
	],
	'site-identity': [
		{},
		async kiosk => {
			kiosk.presses('ok');
			await kiosk.until(({identity}) => identity !== undefined);
			kiosk.presses('siteIdentity');
			await kiosk.untilScreen('siteIdentity');
			kiosk.presses('ok');
			await kiosk.untilScreen('serverCertificate');
			kiosk.presses('cancel');
			await kiosk.untilScreen('siteIdentity');
			kiosk.presses('cancel');
			await kiosk.untilScreen('menu');
			await leaves(kiosk);
		},
	],
	// The staff-assisted reset (T-21)
	'reset-done': [
		{unblocks: true},
		resets({}, async (counter, kiosk) => {
			await ordered(counter);
			await citizenInserts(counter);
			await kiosk.untilScreen('resetDone');
		}),
	],
	'reset-again': [
		{unblocks: true},
		resets({}, async (counter, kiosk) => {
			await ordered(counter);
			await citizenInserts(counter);
			await kiosk.untilScreen('resetDone');
			await leaves(kiosk);
			await signsInAtDesk(counter);
			await toDocuments(counter);
			await toSummary(counter);
			await secondConfirms(counter);
			await kiosk.untilScreen('resetOperator');
		}),
	],
	'reset-other-card': [
		{unblocks: true},
		resets({}, async (counter, kiosk) => {
			await ordered(counter);
			await citizenInserts(counter, 'valid');
			await kiosk.until(({screen, kind}) => screen === 'resetInsertAgain' && kind !== undefined);
		}),
	],
	'reset-card-left': [
		{unblocks: true},
		resets({}, async (counter, kiosk) => {
			await ordered(counter);
			// RESET RETRY COUNTER (ISO/IEC 7816-4, INS 2C): it never came to the card.
			kiosk.reader.faults = {before: (_nth, ins) => (ins === 0x2c ? 'pull' : undefined)};
			await citizenInserts(counter);
			await kiosk.untilScreen('resetUnknown');
			kiosk.reader.faults = {};
			await kiosk.inserts('locked');
			kiosk.presses('ok');
			await kiosk.untilScreen('resetFailed');
		}),
	],
	'reset-untold': [
		{unblocks: true},
		resets({}, async (counter, kiosk) => {
			await ordered(counter);
			kiosk.reader.faults = {after: (_nth, ins) => (ins === 0x2c ? 'pull' : undefined)};
			await citizenInserts(counter);
			await kiosk.untilScreen('resetUnknown');
			kiosk.presses('cancel');
			await kiosk.untilScreen('resetUntold');
		}),
	],
	'reset-new-one-holds': [
		{unblocks: true},
		resets({}, async (counter, kiosk) => {
			await ordered(counter);
			const card = await loadSimulatedCard(join(kiosk.pki, 'cards/locked'));
			// RESET RETRY COUNTER (ISO/IEC 7816-4, INS 2C): set, and its answer lost.
			kiosk.reader.faults = {after: (_nth, ins) => (ins === 0x2c ? 'pull' : undefined)};
			kiosk.reader.insert(card);
			kiosk.presses('ok');
			await kiosk.untilScreen('resetUnknown');
			kiosk.reader.faults = {};
			kiosk.reader.insert(card);
			await kiosk.until(({isCardIn}) => isCardIn);
			kiosk.presses('ok');
			await kiosk.untilScreen('resetDone');
		}),
	],
	'reset-own-card': [
		{unblocks: true},
		resets({citizen: 'second'}, async (counter, kiosk) => {
			await toSummary(counter);
			await secondConfirms(counter, {second: 'staff-operator'});
			await kiosk.untilScreen('resetRefused');
		}),
	],
	'reset-no-answer': [
		{unblocks: true, isWindowGone: true},
		resets({}, async (counter, kiosk) => {
			await toSummary(counter);
			await secondConfirms(counter);
			await kiosk.untilScreen('resetUnavailable');
		}),
	],
	'reset-lacking': [
		{unblocks: true},
		resets({}, async (_counter, kiosk) => {
			kiosk.presses('ok');
			await kiosk.untilScreen('resetLacking');
			kiosk.presses('ok');
			await kiosk.untilScreen('resetGuidance');
		}),
	],
	'reset-guided': [
		{},
		async kiosk => {
			await toGuidance(kiosk);
			await leaves(kiosk);
		},
	],
	// Slips, for who asks for one (T-24)
	'slip-of-acceptance': [{prints: 'printed'}, takesSlip('accepted', 'printed', upTo('accepted'))],
	'slip-not-printed': [{prints: 'failed'}, takesSlip('accepted', 'failed', upTo('accepted'))],
	'slip-of-guidance': [{prints: 'printed'}, takesSlip('resetGuidance', 'printed', toGuidance)],
	'slip-of-reset': [
		{unblocks: true, prints: 'printed'},
		takesSlip('resetDone', 'printed', async kiosk => {
			const counter = counterOf(kiosk);
			await signsInAtDesk(counter);
			await toDocuments(counter);
			await ordered(counter);
			await citizenInserts(counter);
		}),
	],
};

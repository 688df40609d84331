import {jpkiDriver} from '../../src/card/jpki.ts';
import {myNumberCard} from '../../src/card/profile.ts';
import type {SimulatedFile} from '../../src/card/simulated/card.ts';
import {SimulatedCard} from '../../src/card/simulated/card.ts';
import type {PadEntry} from '../../src/card/simulated/pad.ts';
import {type Fault, SimulatedReader} from '../../src/card/simulated/reader.ts';
import {CardDesk} from '../../src/commands/kiosk/cardDesk.ts';
import {ClockGuard} from '../../src/commands/kiosk/clockGuard.ts';
import type {DeskParts} from '../../src/commands/kiosk/deskDevices.ts';
import {withDevices} from '../../src/commands/kiosk/devices.ts';
import {PasswordDesk} from '../../src/commands/kiosk/passwordDesk.ts';
import {ResetDesk} from '../../src/commands/kiosk/resetDesk.ts';
import type {Result} from '../../src/domain/receipt.ts';
import {defaultResetLimits} from '../../src/domain/resetRules.ts';
import type {NoReceiptCause} from '../../src/domain/site.ts';
import {SteppedClock} from '../../src/journal/clock.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {PasswordVault} from '../../src/keys/vault.ts';
import type {ButtonName, ScreenName} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import type {Answer, Client, Expectation} from '../../src/window/client.ts';
import {createPostman} from '../../src/window/delivery.ts';
import {HandTimer} from '../card/cards.ts';
import {type HeadlessKiosk, serveHeadless} from '../helpers/headlessKiosk.ts';
import {type Witness, witness} from './witness.ts';

/** What the window answers from now on. */
export type WindowMood = Result | NoReceiptCause;

/** Which password a person types; `malformed` cannot be one, and never reaches a card. */
export type Typed = 'right' | 'wrong' | 'malformed';

const passwords: Readonly<Record<Typed, string>> = {right: 'DEMO2026', wrong: 'WRONG123', malformed: '1234'};

/** Screens on which nobody is known, and no 了解 is left over. */
const impersonal: ReadonlySet<ScreenName> = new Set<ScreenName>([
	'idle',
	'menu',
	'takeCard',
	'cardUnseen',
	'importPrompt',
	'cardNotReady',
	'notThisCard',
	'cardChanged',
	'signFailed',
	'unexpectedError',
	'passwordLocked',
]);

/**
 * A kiosk with its real machines and devices, two cards, a reader that fails as told and a window in the process.
 * It watches what must never be, from the far side of the reader and of the line, and collects what was.
 */
export class World {
	/** Sentences on what must never be and was. */
	readonly wrongs: string[] = [];
	mood: WindowMood = 'accepted';
	readonly #clock = new SteppedClock();
	readonly #timer = new HandTimer();
	readonly #reader: SimulatedReader;
	readonly #slot = new PasswordSlot();
	readonly #kiosk: Omit<HeadlessKiosk, 'faults'>;
	readonly #cards: readonly WatchedCard[];
	/** Passwords that a person sent off with OK, and no card has met yet. */
	readonly #sentOff: string[] = [];
	/** Whoever is asked on the reader's keys, until they answer. */
	#askedOnPad: ((entry: PadEntry) => void) | undefined;
	#maySign = false;
	#maySend = false;

	/** @param startMs the instant it all begins, in milliseconds since 1970 */
	constructor(
		cards: ReadonlyArray<ReadonlyMap<number, SimulatedFile>>,
		startMs: number,
		{hasPad = false}: {readonly hasPad?: boolean} = {},
	) {
		const pad = () =>
			new Promise<PadEntry>(resolve => {
				this.#askedOnPad = resolve;
			});
		this.#reader = new SimulatedReader({timer: this.#timer, ...(hasPad && {pad})});
		this.#cards = cards.map(files => this.#watch(files));
		const now = () => new Date(startMs + this.#clock.now());
		const client = this.#window(now);
		const noted = new Map<string, Expectation>();
		const driver = jpkiDriver(this.#reader);
		const admits = () => true;
		const desk = new CardDesk(driver, this.#slot, admits);
		const vault = new PasswordVault(this.#slot);
		const machine = withDevices({
			printer: undefined,
			printsName: false,
			counter: '',
			reader: this.#reader,
			desk,
			passwordDesk: new PasswordDesk({driver, desk, vault, admits}),
			resetDesk: new ResetDesk({
				...{driver, desk, vault, admits, now},
				audit: {note: () => undefined, markOf: () => ''},
				unblocker: undefined,
				times: defaultResetLimits,
			}),
			slot: this.#slot,
			vault,
			client,
			postman: createPostman({
				client,
				outbox: {
					add: async entry => !noted.has(entry.digest) && Boolean(noted.set(entry.digest, entry)),
					strike: async ({digest}) => void noted.delete(digest),
					list: async () => ({entries: [...noted.values()], unreadable: []}),
				},
			}),
			addressee: 'DEMO市長殿',
			signingIssuers: [],
			allowedSkewMs: 60_000,
			now,
			clock: new ClockGuard(now, () => this.#clock.now()),
			servicePlan: defaultSettings,
			setTimer: () => () => undefined,
			isGenuine: async () => true,
			terminalFault: () => undefined,
			// Nobody of the staff comes.
			staffDesk: {} as DeskParts,
			report: error => this.wrongs.push(`a bug: ${error}`),
		});
		this.#kiosk = serveHeadless({machine, slot: this.#slot, leave: () => desk.leave(), clock: this.#clock});
	}

	get view(): View {
		return this.#kiosk.view();
	}

	stop(): Promise<void> {
		return this.#kiosk.stop();
	}

	/** Presses a button of the screen, by its place; none if it has none. */
	press(place: number): void {
		const {buttons} = this.view;
		const button = buttons[place % Math.max(1, buttons.length)];
		if (button) this.#press(button);
	}

	/** Types into the password field and says OK; does nothing elsewhere. */
	login(typed: Typed): void {
		if (this.view.screen === 'typingOnPad') this.#typeOnPad(typed);
		if (this.view.field !== 'password') return;
		this.#kiosk.types(passwords[typed]);
		this.#sentOff.push(passwords[typed]);
		this.#press('ok');
	}

	/** What a citizen does who wants it done. */
	goOn(): void {
		const {screen, buttons, field} = this.view;
		if (screen === 'confirmImport') this.#kiosk.says({type: 'screen.readToEnd'});
		if (field === 'password' || screen === 'typingOnPad') this.login('right');
		else this.press(buttons.includes('ok') ? buttons.indexOf('ok') : 0);
	}

	/** The cancel key of a reader that has one, or nothing until its time is over. */
	stopOnPad(how: 'cancel' | 'nothing'): void {
		this.#answerOnPad({does: how});
	}

	insert(card: number): void {
		this.#reader.insert(this.#cards[card % this.#cards.length] as WatchedCard);
	}

	/** What befalls the reader. */
	readonly reader = {
		pull: () => this.#reader.pull(),
		unplug: () => this.#reader.unplug(),
		plug: () => this.#reader.plug(),
		stopService: () => this.#reader.stopService(),
		startService: () => this.#reader.startService(),
		hold: () => this.#reader.setHeld(true),
		release: () => this.#reader.setHeld(false),
		answerLate: () => this.#reader.answerLate(),
	} as const;

	/** Lets a command fail, so many from now on. */
	failAt(commandsFromNow: number, fault: Fault, moment: 'before' | 'after'): void {
		let left = commandsFromNow;
		const due = () => left-- === 0;
		this.#reader.faults =
			moment === 'before'
				? {before: () => (due() ? fault : undefined)}
				: {after: () => (due() && fault !== 'mute' ? fault : undefined)};
	}

	/** Time passes, for the machines and for whatever waits for a card. */
	wait(seconds: number): void {
		if (seconds >= 10) this.#timer.goOff();
		if (seconds >= 60) this.stopOnPad('nothing');
		this.#clock.advanceTo(this.#clock.now() + seconds * 1000);
	}

	/** Until a person, the clock or a mute card is waited for. Throws when that never comes: a hang. */
	async settle(): Promise<void> {
		for (let turns = 0; turns < 2000; turns++) {
			// A turn of the event loop: whatever was under way has gone on.
			await new Promise(resolve => setImmediate(resolve));
			if (this.#isResting()) return this.#look();
		}
		throw new Error(`nothing goes on at ${this.view.path}`);
	}

	/** All is well again and nobody is there: leads to the first screen. */
	async goHome(): Promise<void> {
		this.#reader.faults = {};
		for (const heal of ['release', 'startService', 'plug', 'pull'] as const) this.reader[heal]();
		for (let minutes = 0; this.view.screen !== 'idle'; minutes++) {
			if (minutes > 20) throw new Error(`no way back to idle from ${this.view.path}`);
			this.wait(60);
			await this.settle();
		}
	}

	/** What the cards count, beside what they should by the passwords they met. */
	tries(): ReadonlyArray<{readonly counted: number; readonly expected: number}> {
		return this.#cards.map(card => ({counted: card.triesLeft(), expected: card.expectedTries()}));
	}

	#typeOnPad(typed: Typed): void {
		if (!this.#askedOnPad) return;
		this.#sentOff.push(passwords[typed]);
		this.#answerOnPad({does: 'type', characters: new TextEncoder().encode(passwords[typed])});
	}

	#answerOnPad(entry: PadEntry): void {
		this.#askedOnPad?.(entry);
		this.#askedOnPad = undefined;
	}

	#press(button: ButtonName): void {
		const {screen} = this.view;
		if (button === 'ok' && screen === 'signConfirm') this.#maySign = true;
		if (button === 'ok' && screen === 'sendConfirm') this.#maySend = true;
		this.#kiosk.presses(button);
		this.#look();
	}

	#isResting(): boolean {
		const {screen, buttons} = this.view;
		if (this.#timer.waitingMs.length > 0) return true;
		if (screen === 'typingOnPad') return this.#askedOnPad !== undefined;
		return ['takeCard', 'inquiring'].includes(screen) || (buttons.length > 0 && screen !== 'starting');
	}

	/** What must hold whenever somebody looks. */
	#look(): void {
		const {screen} = this.view;
		if (!impersonal.has(screen)) return;
		this.#maySign = false;
		this.#maySend = false;
		if (/applicant":|"MI/.test(this.#kiosk.contexts())) this.wrongs.push(`a person is known at ${screen}`);
		if (this.#slot.count > 0) this.wrongs.push(`a password is kept at ${screen}`);
	}

	#watch(files: ReadonlyMap<number, SimulatedFile>): WatchedCard {
		const own = new Map([...files].map(([id, file]) => [id, {...file}] as const));
		const card = witness(new SimulatedCard(own));
		const password = own.get(myNumberCard.passwordFiles.signing);
		const right = password?.holds === 'password' ? new TextDecoder().decode(password.password) : '';
		let expected = card.triesLeft();
		return {
			...card,
			expectedTries: () => expected,
			transmit: command => {
				const response = card.transmit(command);
				const name = card.met.at(-1)?.name;
				if (name === 'VERIFY') {
					const met = new TextDecoder().decode(command.subarray(5));
					const at = this.#sentOff.indexOf(met);
					if (at < 0) this.wrongs.push('a card met a password that nobody sent, or sent once only');
					else this.#sentOff.splice(0, at + 1);
					if (!['checkingPassword', 'typingOnPad'].includes(this.view.screen)) {
						this.wrongs.push(`VERIFY at ${this.view.screen}`);
					}
					if (expected > 0) expected = met === right ? 5 : expected - 1;
				}
				if (name === 'COMPUTE DIGITAL SIGNATURE') {
					if (!this.#maySign) this.wrongs.push('a signature without the 了解 of 署名確認');
					if (this.view.screen !== 'signing') this.wrongs.push(`a signature at ${this.view.screen}`);
					this.#maySign = false;
				}
				return response;
			},
		};
	}

	#window(now: () => Date): Client {
		const seen = new Set<string>();
		const answer = ({requestId, procedure, digest}: Expectation): Answer => {
			const {mood} = this;
			if (mood === 'busy' || mood === 'serviceError' || mood === 'cut' || mood === 'notBelieved') {
				return {status: 'noReceipt', cause: mood};
			}
			const decidedAt = now().toISOString();
			const receipt = {
				requestId,
				procedure,
				digest,
				result: mood,
				receiptNumber: '1111-2222-3333',
				decidedAt,
			};
			return {status: 'answered', receipt};
		};
		return {
			alive: async () => ({status: 'alive', skewMs: 0, identity}),
			submit: async (application, signal) => {
				// As the line does: nothing goes out for somebody who has left.
				if (signal?.aborted) return {status: 'noReceipt', cause: 'cut'};
				if (!this.#maySend) this.wrongs.push('sent without the 了解 of 送信確認');
				if (this.view.screen !== 'sending') this.wrongs.push(`sent at ${this.view.screen}`);
				if (seen.has(application.requestId)) this.wrongs.push('sent twice');
				seen.add(application.requestId);
				this.#maySend = false;
				return answer(application);
			},
			inquire: async expectation => answer(expectation),
		};
	}
}

type WatchedCard = Witness & {readonly expectedTries: () => number};

const identity = {
	host: 'window.test',
	subject: 'CN=window.test',
	issuer: 'CN=CA',
	notBefore: '2026-01-01T00:00:00.000Z',
	notAfter: '2027-01-01T00:00:00.000Z',
	fingerprint: '00',
	protocol: 'TLSv1.3',
};

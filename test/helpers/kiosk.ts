import {createActor} from 'xstate';
import {effectSentences, requestSentences} from '../../src/domain/application.ts';
import {documentTypes, type Procedure} from '../../src/domain/procedure.ts';
import type {Officer} from '../../src/domain/staff.ts';
import {SteppedClock} from '../../src/journal/clock.ts';
import type {MachineEvent, ServiceEvent, UserEvent} from '../../src/machines/events.ts';
import {type KioskInput, kioskMachine} from '../../src/machines/kiosk.ts';
import type {ButtonName} from '../../src/machines/screen.ts';
import {deepestActor, type View, viewOf} from '../../src/machines/view.ts';
import {type Watched, watch} from './watched.ts';

/** A kiosk whose devices are silent: the test speaks for the person, the card and the window, and turns the clock. */
export interface TestKiosk extends Watched {
	view(): View;
	/** Presses a button that is on screen; one that is not there is the test's mistake. */
	presses(button: ButtonName): TestKiosk;
	/** A device answers the deepest running actor. */
	hears(...events: MachineEvent[]): TestKiosk;
	/** The reader tells the kiosk. */
	reader(change: 'present' | 'empty' | 'lost' | 'stuck'): TestKiosk;
	/** The kiosk hears whether procedures may begin. */
	service(event: ServiceEvent): TestKiosk;
	/** A person's key goes to the deepest running actor. */
	says(event: MachineEvent): TestKiosk;
	/** A person's key that the kiosk itself takes: covers, the veil, being there. */
	tells(event: UserEvent): TestKiosk;
	waits(milliseconds: number): TestKiosk;
	/** The procedure's context, for what must not be there. */
	requestContext(): unknown;
	/** How often each named effect ran. */
	readonly effects: Map<string, number>;
}

export function testKiosk({procedures = ['revocation'], ...rest}: Partial<KioskInput> = {}): TestKiosk {
	const clock = new SteppedClock();
	const effects = new Map<string, number>();
	const {inspect, ...watched} = watch();
	const count = (name: string) => () => void effects.set(name, (effects.get(name) ?? 0) + 1);
	const actor = createActor(kioskMachine.provide({actions: {forgetEverything: count('forgetEverything')}}), {
		clock: clock as never,
		input: {language: 'ja', procedures, timeScale: 1, ...rest},
		inspect,
	}).start();
	const draw = () => {
		const {screen} = viewOf(actor.getSnapshot());
		deepestActor(actor).send({type: 'screen.shown', screen});
	};
	draw();
	const kiosk: TestKiosk = {
		effects,
		...watched,
		view: () => viewOf(actor.getSnapshot()),
		presses(button) {
			const {buttons, path} = kiosk.view();
			if (!buttons.includes(button)) throw new Error(`no button ${button} at ${path}`);
			return kiosk.says(eventOf(button));
		},
		says(event) {
			deepestActor(actor).send(event);
			draw();
			return kiosk;
		},
		tells(event) {
			actor.send(event);
			draw();
			return kiosk;
		},
		hears(...events) {
			for (const event of events) {
				deepestActor(actor).send(event);
				draw();
			}
			return kiosk;
		},
		reader(change) {
			actor.send({type: `reader.${change}`});
			draw();
			return kiosk;
		},
		service(event) {
			actor.send(event);
			draw();
			return kiosk;
		},
		waits(milliseconds) {
			clock.advanceTo(clock.now() + milliseconds);
			draw();
			return kiosk;
		},
		requestContext: () => actor.getSnapshot().children.procedure?.getSnapshot().context,
	};
	return kiosk;
}

/** What pressing a button says. */
export function eventOf(button: ButtonName): MachineEvent {
	switch (button) {
		case 'ok':
			return {type: 'user.ok'};
		case 'cancel':
			return {type: 'user.cancel'};
		case 'back':
			return {type: 'user.back'};
		default:
			return {type: 'user.choose', choice: button};
	}
}

/** An application of an invented person, as it stands in the machine's context. */
export const applicationFor = (procedure: Procedure): string =>
	JSON.stringify({
		addressee: '東京都知事殿',
		applicant: {
			address: '東京都千代田区霞が関２丁目１番地２号　霞が関マンション',
			addressSubstitutes: '0'.repeat(27),
			birthDate: '319580810',
			name: '吉田　太郎',
			nameSubstitutes: '00000',
			sex: 'male',
		},
		certificate: {issuer: 'C=JP,O=JPKI-DEMO', serialNumber: '0A1B2C'},
		createdAt: '2026-11-22T02:00:00Z',
		effect: effectSentences[procedure],
		procedure,
		request: requestSentences[procedure],
		requestId: '00112233445566778899aabbccddeeff',
		type: documentTypes[procedure],
		version: 1,
	});

export const sampleApplication = applicationFor('revocation');

/** The journey up to a named place, told once. */
export const walk = {
	toMenu: (kiosk: TestKiosk) => kiosk.reader('empty').presses('ok'),
	toImportPrompt: (kiosk: TestKiosk, procedure: Procedure = 'revocation') =>
		walk.toMenu(kiosk).presses(procedure).hears({type: 'terminal.ready'}),
	toLogin: (kiosk: TestKiosk, triesLeft = 5, procedure: Procedure = 'revocation') =>
		walk
			.toImportPrompt(kiosk, procedure)
			.reader('present')
			.presses('ok')
			.hears({type: 'card.ready', triesLeft}),
	toConfirmImport: (kiosk: TestKiosk, procedure: Procedure = 'revocation') =>
		walk
			.toLogin(kiosk, 5, procedure)
			.presses('ok')
			.hears(
				{type: 'password.wellFormed'},
				{type: 'card.verified'},
				{type: 'card.imported', certificate: 'MIIC'},
				{type: 'application.drawn', application: applicationFor(procedure)},
			),
	toSignConfirm: (kiosk: TestKiosk, procedure: Procedure = 'revocation') =>
		walk.toConfirmImport(kiosk, procedure).hears({type: 'screen.readToEnd'}).presses('ok'),
	toSecondLogin: (kiosk: TestKiosk, triesLeft = 5, procedure: Procedure = 'revocation') =>
		walk.toSignConfirm(kiosk, procedure).presses('ok').hears({type: 'card.ready', triesLeft}),
	toSigning: (kiosk: TestKiosk, procedure: Procedure = 'revocation') =>
		walk
			.toSecondLogin(kiosk, 5, procedure)
			.presses('ok')
			.hears({type: 'password.wellFormed'}, {type: 'card.verified'}),
	toSendConfirm: (kiosk: TestKiosk, procedure: Procedure = 'revocation') =>
		walk.toSigning(kiosk, procedure).hears({type: 'card.signed', signed: 'MIIS'}),
	toSending: (kiosk: TestKiosk, procedure: Procedure = 'revocation') =>
		walk.toSendConfirm(kiosk, procedure).presses('ok'),
};

/** Signs staff in by card; what is shown then is the desk's menu. */
export const toStaffMenu = (kiosk: TestKiosk, {id, role}: Officer) =>
	kiosk
		.tells({type: 'user.staff'})
		.tells({type: 'cover.confirm'})
		.reader('present')
		.presses('staffCard')
		.presses('ok')
		.hears({type: 'card.ready', triesLeft: 5})
		.presses('ok')
		.hears({type: 'staff.typed'}, {type: 'staff.signedIn', id, role, certificate: '', signature: ''})
		.reader('empty');

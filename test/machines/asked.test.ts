import {describe, expect, test} from 'vitest';
import {createActor, fromCallback} from 'xstate';
import {SteppedClock} from '../../src/journal/clock.ts';
import {certificateViewerChild} from '../../src/machines/certificateViewer.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {loginChild} from '../../src/machines/login.ts';
import type {ButtonName} from '../../src/machines/screen.ts';
import {signedRequestChild} from '../../src/machines/signedRequest.ts';
import {deepestActor, viewOf} from '../../src/machines/view.ts';
import {applicationFor, eventOf} from '../helpers/kiosk.ts';

/**
 * A kiosk that writes down each device it asks, with what it tells it, and each that it leaves. Frames go out when the
 * test says so: a device that acts starts no sooner (design 2).
 */
function recordedKiosk() {
	const asked: string[] = [];
	const clock = new SteppedClock();
	const device = (name: string) =>
		fromCallback(({input}: {readonly input?: object}) => {
			const told = Object.values(input ?? {}).map(value => (String(value).startsWith('{') ? '{...}' : value));
			asked.push([name, ...told].join(' '));
			return () => void asked.push(`${name} left`);
		}) as never;
	const login = loginChild.provide({
		actors: {examinePassword: device('examinePassword'), checkPassword: device('checkPassword')},
		actions: {emptySlot: () => void asked.push('the slot is emptied')},
	}) as never;
	const visitEnds = () => void asked.push('the visit is ended');
	const request = signedRequestChild.provide({
		actors: {
			login,
			selfCheck: device('selfCheck'),
			lookAtCard: device('lookAtCard'),
			importCertificate: device('importCertificate'),
			drawUpApplication: device('drawUpApplication'),
			lookAgain: device('lookAgain'),
			signApplication: device('signApplication'),
			sendApplication: device('sendApplication'),
			inquire: device('inquire'),
		},
		actions: {endVisit: visitEnds},
	});
	const viewer = certificateViewerChild.provide({
		actors: {login, lookAtCard: device('lookAtCard'), readCertificate: device('readCertificate')},
		actions: {endVisit: visitEnds},
	});
	const actor = createActor(
		kioskMachine.provide({
			actors: {
				signedRequest: request,
				certificateViewer: viewer,
				watchReader: device('watchReader'),
				watchService: device('watchService'),
				selfCheck: device('diagnosis'),
				settleOutbox: device('settleOutbox'),
				identifyWindow: device('identifyWindow'),
			},
		}),
		{clock: clock as never, input: {language: 'ja', procedures: ['revocation', 'validity'], timeScale: 1}},
	).start();
	const send = (event: MachineEvent) => deepestActor(actor).send(event);
	const kiosk = {
		/** What was asked since the last call, by name: in which order one state is left and the next entered is XState's. */
		asks: () => asked.splice(0).sort(),
		shows() {
			send({type: 'screen.shown', screen: viewOf(actor.getSnapshot()).screen});
			return kiosk;
		},
		/** A frame of the screen before comes out late: it is none of this state's. */
		showsLate() {
			send({type: 'screen.shown', screen: 'menu'});
			return kiosk;
		},
		presses(button: ButtonName) {
			send(eventOf(button));
			return kiosk;
		},
		hears(...events: readonly MachineEvent[]) {
			for (const event of events) send(event);
			return kiosk;
		},
		tells(event: Parameters<typeof actor.send>[0]) {
			actor.send(event);
			return kiosk;
		},
		waits(milliseconds: number) {
			clock.advanceTo(clock.now() + milliseconds);
			return kiosk;
		},
	};
	return kiosk;
}

const verified = [{type: 'password.wellFormed'}, {type: 'card.verified'}] as const;
const toImportPrompt = (procedure: 'revocation' | 'validity' = 'revocation') => {
	const kiosk = recordedKiosk().presses('ok').presses(procedure).shows().hears({type: 'terminal.ready'});
	kiosk.asks();
	return kiosk;
};

test('a kiosk watches its reader and its hours from the start, and looks after itself until somebody comes', () => {
	const kiosk = recordedKiosk();
	expect(kiosk.asks()).toEqual(['diagnosis', 'settleOutbox', 'watchReader', 'watchService']);
	kiosk.waits(180_000);
	expect(kiosk.asks()).toEqual(['diagnosis', 'diagnosis left', 'settleOutbox', 'settleOutbox left']);
	kiosk.tells({type: 'terminal.failed', cause: 'window'});
	expect(kiosk.asks()).toEqual(['diagnosis left']);
	kiosk.waits(10_000);
	expect(kiosk.asks()).toEqual(['diagnosis']);
	kiosk.tells({type: 'terminal.ready'}).waits(170_000);
	expect(kiosk.asks()).toEqual(['diagnosis left', 'settleOutbox', 'settleOutbox left']);
	kiosk.presses('ok');
	expect(kiosk.asks()).toEqual(['identifyWindow', 'settleOutbox left']);
	kiosk.presses('siteIdentity');
	expect(kiosk.asks()).toEqual(['identifyWindow', 'identifyWindow left']);
});

describe.each(['revocation', 'validity'] as const)('design 2, 4: a %s', procedure => {
	test('asks each device once, after its frame, and visits the card three times', () => {
		const kiosk = recordedKiosk();
		kiosk.presses('ok').asks();
		kiosk.presses(procedure);
		expect(kiosk.asks()).toEqual(['identifyWindow left']);
		kiosk.showsLate();
		expect(kiosk.asks()).toEqual([]);
		kiosk.shows();
		expect(kiosk.asks()).toEqual(['selfCheck']);
		kiosk.hears({type: 'terminal.ready'});
		expect(kiosk.asks()).toEqual(['selfCheck left', 'the visit is ended']);
		kiosk.presses('ok');
		expect(kiosk.asks()).toEqual(['lookAtCard']);
		kiosk.hears({type: 'card.ready', triesLeft: 5});
		expect(kiosk.asks()).toEqual(['lookAtCard left']);
		kiosk.presses('ok');
		expect(kiosk.asks()).toEqual(['examinePassword']);
		kiosk.hears({type: 'password.wellFormed'});
		expect(kiosk.asks()).toEqual(['examinePassword left']);
		kiosk.showsLate();
		expect(kiosk.asks()).toEqual([]);
		kiosk.shows();
		expect(kiosk.asks()).toEqual(['checkPassword import']);
		kiosk.hears({type: 'card.verified'});
		expect(kiosk.asks()).toEqual([
			'checkPassword left',
			'importCertificate',
			'the slot is emptied',
			'the slot is emptied',
		]);
		kiosk.hears({type: 'card.imported', certificate: 'MIIC'});
		expect(kiosk.asks()).toEqual([`drawUpApplication ${procedure} MIIC`, 'importCertificate left']);
		kiosk.hears({type: 'application.drawn', application: applicationFor(procedure)});
		expect(kiosk.asks()).toEqual(['drawUpApplication left']);
		kiosk.hears({type: 'screen.readToEnd'}).presses('ok');
		expect(kiosk.asks()).toEqual([]);
		kiosk.presses('ok');
		expect(kiosk.asks()).toEqual(['lookAgain']);
		kiosk.hears({type: 'card.ready', triesLeft: 5}).presses('ok').hears({type: 'password.wellFormed'});
		kiosk.asks();
		kiosk.showsLate();
		expect(kiosk.asks()).toEqual([]);
		kiosk.shows();
		expect(kiosk.asks()).toEqual(['checkPassword sign']);
		kiosk.hears({type: 'card.verified'});
		expect(kiosk.asks()).toEqual(['checkPassword left', 'the slot is emptied', 'the slot is emptied']);
		kiosk.showsLate();
		expect(kiosk.asks()).toEqual([]);
		kiosk.shows();
		expect(kiosk.asks()).toEqual(['signApplication {...} MIIC']);
		kiosk.hears({type: 'card.signed', signed: 'MIIS'});
		expect(kiosk.asks()).toEqual(['signApplication left']);
		kiosk.presses('ok');
		expect(kiosk.asks()).toEqual([]);
		kiosk.showsLate();
		expect(kiosk.asks()).toEqual([]);
		kiosk.shows();
		expect(kiosk.asks()).toEqual(['sendApplication {...} MIIS']);
		kiosk.hears({type: 'window.noReceipt', cause: 'cut'});
		expect(kiosk.asks()).toEqual(['sendApplication left']);
		kiosk.showsLate();
		expect(kiosk.asks()).toEqual([]);
		kiosk.shows();
		expect(kiosk.asks()).toEqual(['inquire']);
		kiosk.waits(10_000);
		expect(kiosk.asks()).toEqual(['inquire', 'inquire left']);
		kiosk.waits(10_000);
		expect(kiosk.asks()).toEqual(['inquire', 'inquire left']);
		kiosk.waits(10_000);
		expect(kiosk.asks()).toEqual(['inquire left', 'the visit is ended']);
	});
});

test('T-07 another signature is of another application: 送信中止 has one drawn up anew', () => {
	const kiosk = toImportPrompt().presses('ok').hears({type: 'card.ready', triesLeft: 5}).presses('ok');
	kiosk.hears(...verified, {type: 'card.imported', certificate: 'MIIC'});
	kiosk.hears({type: 'application.drawn', application: applicationFor('revocation')});
	kiosk
		.hears({type: 'screen.readToEnd'})
		.presses('ok')
		.presses('ok')
		.hears({type: 'card.ready', triesLeft: 5});
	kiosk.presses('ok').hears({type: 'password.wellFormed'}).shows().hears({type: 'card.verified'}).shows();
	kiosk.hears({type: 'card.signed', signed: 'MIIS'}).asks();
	kiosk.presses('cancel');
	expect(kiosk.asks()).toEqual(['drawUpApplication revocation MIIC']);
});

describe('the certificate viewer', () => {
	const toChoice = () => {
		const kiosk = recordedKiosk().presses('ok').presses('viewer');
		kiosk.asks();
		return kiosk;
	};

	test('looks at the card and asks for the password of the signing certificate alone', () => {
		const kiosk = toChoice().presses('signing');
		expect(kiosk.asks()).toEqual(['lookAtCard']);
		kiosk.hears({type: 'card.ready', triesLeft: 5}).presses('ok').hears({type: 'password.wellFormed'}).asks();
		kiosk.shows();
		expect(kiosk.asks()).toEqual(['checkPassword import']);
		kiosk.hears({type: 'card.verified'});
		expect(kiosk.asks()).toContain('readCertificate signing');
		kiosk.hears({type: 'certificate.unreadable'});
		expect(kiosk.asks()).toEqual(['readCertificate left', 'the visit is ended']);
	});

	test.each(['authentication', 'signingCa', 'authenticationCa'] as const)(
		'reads the %s certificate',
		choice => {
			const kiosk = toChoice().presses(choice);
			expect(kiosk.asks()).toEqual([`readCertificate ${choice}`]);
			kiosk.tells({type: 'reader.stuck'});
			expect(kiosk.asks()).toEqual(['readCertificate left']);
		},
	);
});

test.each<[string, MachineEvent]>([
	['is stopped for good', {type: 'card.blocked'}],
	['is told of another card', {type: 'card.other', kind: 'juki'}],
])('T-11 a procedure that %s ends its visit to the card', (_what, event) => {
	const kiosk = toImportPrompt().presses('ok');
	kiosk.asks();
	kiosk.hears(event);
	expect(kiosk.asks()).toEqual(['lookAtCard left', 'the visit is ended']);
});

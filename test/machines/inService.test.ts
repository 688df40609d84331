import {describe, expect, test, vi} from 'vitest';
import {createActor, fromCallback} from 'xstate';
import {SteppedClock} from '../../src/journal/clock.ts';
import type {MachineEvent, TerminalFault} from '../../src/machines/events.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {viewOf} from '../../src/machines/view.ts';
import {screenWords, wordsIn} from '../../src/words/index.ts';
import {sampleApplication, type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const faults: readonly TerminalFault[] = [
	'terminal',
	'software',
	'readerService',
	'clock',
	'window',
	'busy',
	'serviceError',
];
const failed = (cause: TerminalFault) => ({type: 'terminal.failed', cause}) as const;
const refused = (cause: TerminalFault) => walk.toMenu(testKiosk()).presses('revocation').hears(failed(cause));
const screen = (kiosk: TestKiosk) => kiosk.view().screen;

describe('a procedure that could not begin', () => {
	test.each(faults)('X-35 comes back to the top screen by itself when the fault (%s) is gone', cause => {
		const kiosk = refused(cause);
		const shown = screen(kiosk);
		expect(kiosk.waits(9999).view().path).toContain('waiting');
		expect(kiosk.waits(1).view()).toMatchObject({screen: shown, path: expect.stringContaining('checking')});
		expect(screen(kiosk.hears({type: 'terminal.ready'}))).toBe('menu');
	});

	test('asks again and again while the fault lasts, and shows the one it finds', () => {
		const kiosk = refused('window');
		expect(kiosk.waits(10_000).hears(failed('busy')).view()).toMatchObject({
			screen: 'serviceBusy',
			code: '2.2.2',
		});
		expect(kiosk.waits(10_000).hears(failed('clock')).view()).toMatchObject({
			screen: 'notInService',
			code: 'S-09',
		});
		expect(screen(kiosk.waits(10_000).hears({type: 'terminal.ready'}))).toBe('menu');
	});

	test('asks again after a question that nobody answered', () => {
		const kiosk = refused('window').waits(10_000);
		expect(kiosk.waits(20_000).view().path).toContain('waiting');
		expect(kiosk.waits(10_000).view().path).toContain('checking');
	});

	test.each(faults)('can be left at any moment (%s)', cause => {
		expect(screen(refused(cause).presses('ok'))).toBe('idle');
		expect(screen(refused(cause).waits(10_000).presses('ok'))).toBe('idle');
	});

	test('is left by itself when nobody is there, however often it asks', () => {
		const kiosk = refused('window');
		for (let asked = 0; asked < 15; asked++) kiosk.waits(10_000).hears(failed('window'));
		expect(screen(kiosk)).toBe('idle');
	});
});

describe('T-09 a clock that was set during a procedure', () => {
	const places: Record<string, (kiosk: TestKiosk) => TestKiosk> = {
		'before the application is drawn up': kiosk =>
			walk
				.toLogin(kiosk)
				.presses('ok')
				.hears(
					{type: 'password.wellFormed'},
					{type: 'card.verified'},
					{type: 'card.imported', certificate: 'MIIC'},
				),
		'before the second password': kiosk => walk.toSignConfirm(kiosk).presses('ok'),
		'before the signature': kiosk => walk.toSigning(kiosk),
		'before the sending': kiosk => walk.toSending(kiosk),
	};

	test.each(Object.entries(places))('%s ends it with S-09, and everything is forgotten', (_name, go) => {
		const kiosk = go(testKiosk()).hears(failed('clock'));
		expect(kiosk.view()).toMatchObject({screen: 'notInService', code: 'S-09', application: undefined});
		expect(kiosk.requestContext()).toMatchObject({certificate: '', application: '', signed: ''});
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
		expect(sampleApplication).toContain('吉田');
	});

	test('changes nothing once the request may be on its way', () => {
		const kiosk = walk.toSending(testKiosk()).hears({type: 'window.noReceipt', cause: 'cut'});
		expect(screen(kiosk.hears(failed('clock')))).toBe('inquiring');
	});

	test('moves no idle or retry timer: they do not go by the wall clock', () => {
		vi.useFakeTimers({toFake: ['Date'], now: new Date('2026-11-22T00:00:00Z')});
		try {
			const kiosk = createActor(kioskMachine, {
				input: {language: 'ja', procedures: ['revocation'], timeScale: 1},
			}).start();
			kiosk.send({type: 'user.ok'});
			vi.setSystemTime(new Date('2026-11-23T00:00:00Z'));
			kiosk.send({type: 'reader.empty'});
			expect(viewOf(kiosk.getSnapshot())).toMatchObject({screen: 'menu', cover: undefined});
			kiosk.stop();
		} finally {
			vi.useRealTimers();
		}
	});
});

/** A kiosk whose self-diagnosis and outbox say what the test tells them to, and count how often they are asked. */
function upkeepKiosk(answers: {diagnosis: MachineEvent; waiting: number}) {
	const clock = new SteppedClock();
	const asked = {diagnosis: 0, outbox: 0};
	const selfCheck = fromCallback<MachineEvent, undefined>(({sendBack}) => {
		asked.diagnosis++;
		sendBack(answers.diagnosis);
	});
	const settleOutbox = fromCallback<MachineEvent, undefined>(({sendBack}) => {
		asked.outbox++;
		sendBack({type: 'outbox.counted', waiting: answers.waiting});
	});
	const kiosk = createActor(kioskMachine.provide({actors: {selfCheck, settleOutbox}}), {
		clock: clock as never,
		input: {language: 'ja', procedures: ['revocation'], timeScale: 1},
	}).start();
	return {
		asked,
		kiosk,
		view: () => viewOf(kiosk.getSnapshot()),
		waits: (milliseconds: number) => clock.advanceTo(clock.now() + milliseconds),
	};
}

describe('an idle kiosk', () => {
	const ready = {type: 'terminal.ready'} as const;

	test('T-01 asks about what was left at start and every three minutes, and tells staff how much there is', () => {
		const answers = {diagnosis: ready, waiting: 2};
		const {asked, view, waits} = upkeepKiosk(answers);
		expect(asked.outbox).toBe(1);
		expect(view().waiting).toBe(2);
		waits(179_999);
		expect(asked.outbox).toBe(1);
		answers.waiting = 0;
		waits(1);
		expect(asked.outbox).toBe(2);
		expect(view().waiting).toBe(0);
	});

	test('T-01 never asks while somebody is served: an inquiry must not overtake a request on its way', () => {
		const {asked, kiosk, waits} = upkeepKiosk({diagnosis: ready, waiting: 1});
		kiosk.send({type: 'user.ok'});
		kiosk.send({type: 'user.choose', choice: 'revocation'});
		for (let minute = 0; minute < 20; minute++) {
			kiosk.send({type: 'user.active'});
			waits(50_000);
		}
		expect(viewOf(kiosk.getSnapshot()).screen).not.toBe('idle');
		expect(asked.outbox).toBe(1);
		kiosk.getSnapshot().children.procedure?.send({type: 'user.cancel'});
		kiosk.send({type: 'user.cancel'});
		expect(asked.outbox).toBe(2);
	});

	test('T-09 looks at its clock at start, and every ten seconds until the fault is gone', () => {
		const answers: {diagnosis: MachineEvent; waiting: number} = {diagnosis: failed('clock'), waiting: 0};
		const {asked, view, waits} = upkeepKiosk(answers);
		expect(asked.diagnosis).toBe(1);
		expect(view()).toMatchObject({screen: 'idle', fault: 'clock'});
		expect(screenWords(view()).plain.join('')).toContain('時計');
		waits(10_000);
		expect(asked.diagnosis).toBe(2);
		answers.diagnosis = ready;
		waits(10_000);
		expect(view()).toMatchObject({screen: 'idle', fault: undefined});
		waits(179_999);
		expect(asked.diagnosis).toBe(3);
		waits(1);
		expect(asked.diagnosis).toBe(4);
	});

	test.each(['ja', 'en'] as const)(
		'says so in one line for staff, and nothing when nothing waits (%s)',
		language => {
			const {view} = upkeepKiosk({diagnosis: ready, waiting: 3});
			const shown = {...view(), language};
			const line = screenWords(shown).notes.filter(note => note.includes('3'));
			expect(line).toHaveLength(1);
			expect(wordsIn(language).covers.staff(3, 0, undefined, true).plain).toContain(line[0]);
			expect(screenWords({...shown, waiting: 0}).notes.join('')).not.toMatch(/[0-9]/);
		},
	);
});

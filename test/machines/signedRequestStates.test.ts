import {describe, expect, test} from 'vitest';
import type {Notice, Result} from '../../src/domain/receipt.ts';
import type {NoReceiptCause} from '../../src/domain/site.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {showRequest, signedRequestMachine} from '../../src/machines/signedRequest.ts';
import {type Alone, alone, shown} from '../helpers/alone.ts';
import {applicationFor, type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

type Context = Parameters<typeof showRequest>[0];
type Procedure = 'revocation' | 'validity';
type At = Alone<Context>;

const ok: MachineEvent = {type: 'user.ok'};
const cancel: MachineEvent = {type: 'user.cancel'};
const left: MachineEvent = {type: 'card.left'};
const ready: MachineEvent = {type: 'card.ready', triesLeft: 4};
const drawn = (procedure: Procedure): MachineEvent => ({
	type: 'application.drawn',
	application: applicationFor(procedure),
});
const answered = (result: Result): MachineEvent => ({
	type: 'window.answered',
	notice: {result, receiptNumber: 'R-1', decidedAt: '2026-11-22T02:05:00.000Z'} as Notice,
});

/** The request by itself; `login` ends as it is told to. */
const request = (procedure: Procedure = 'revocation', hasPrinter = false): At =>
	alone<Context>(signedRequestMachine, {procedure, hasPrinter});
const ends = (output: string): MachineEvent =>
	({type: 'xstate.done.actor.login', actorId: 'login', output}) as unknown as MachineEvent;

const toPrompt = (procedure?: Procedure, hasPrinter?: boolean) =>
	request(procedure, hasPrinter).hears(shown('starting'), {type: 'terminal.ready'});
const toLooking = (procedure?: Procedure, hasPrinter?: boolean) => toPrompt(procedure, hasPrinter).hears(ok);
const toLogin = (procedure?: Procedure, hasPrinter?: boolean) =>
	toLooking(procedure, hasPrinter).hears(ready);
const toImporting = (procedure?: Procedure, hasPrinter?: boolean) =>
	toLogin(procedure, hasPrinter).hears(ends('verified'));
const toDrawing = (procedure?: Procedure, hasPrinter?: boolean) =>
	toImporting(procedure, hasPrinter).hears({type: 'card.imported', certificate: 'MIIC'});
const toConfirm = (procedure: Procedure = 'revocation', hasPrinter?: boolean) =>
	toDrawing(procedure, hasPrinter).hears(drawn(procedure));
const toSignConfirm = (procedure?: Procedure, hasPrinter?: boolean) =>
	toConfirm(procedure, hasPrinter).hears({type: 'screen.readToEnd'}, ok);
const toSecondLook = (procedure?: Procedure, hasPrinter?: boolean) =>
	toSignConfirm(procedure, hasPrinter).hears(ok);
const toSecondLogin = (procedure?: Procedure, hasPrinter?: boolean) =>
	toSecondLook(procedure, hasPrinter).hears(ready);
const toSigning = (procedure?: Procedure, hasPrinter?: boolean) =>
	toSecondLogin(procedure, hasPrinter).hears(ends('verified'), shown('signing'));
const toSendConfirm = (procedure?: Procedure, hasPrinter?: boolean) =>
	toSigning(procedure, hasPrinter).hears({type: 'card.signed', signed: 'MIIS'});
const toSending = (procedure?: Procedure, hasPrinter?: boolean) =>
	toSendConfirm(procedure, hasPrinter).hears(ok, shown('sending'));
const toInquiring = (procedure?: Procedure, cause: NoReceiptCause = 'cut') =>
	toSending(procedure).hears({type: 'window.noReceipt', cause}, shown('inquiring'));

const screen = (at: At) => at.meta().screen;
const told = (at: At, ...events: MachineEvent[]) => screen(at.hears(...events));
const busy: MachineEvent = {type: 'terminal.failed', cause: 'busy'};
const clock: MachineEvent = {type: 'terminal.failed', cause: 'clock'};

/** Nothing of the person. */
const nobody = {
	triesLeft: 0,
	typedOn: undefined,
	certificate: '',
	application: '',
	signed: '',
	isRead: false,
	isReadingAsked: false,
	applicantName: '',
};

describe('T-12 each answer leads to its own screen', () => {
	test.each<[string, () => At, Array<[MachineEvent, string]>]>([
		[
			'the start',
			() => request().hears(shown('starting')),
			[
				[{type: 'terminal.ready'}, 'importPrompt'],
				[busy, 'serviceBusy'],
				[clock, 'notInService'],
			],
		],
		[
			'the first look',
			toLooking,
			[
				[ready, 'login'],
				[{type: 'card.absent', cause: 'held'}, 'cardNotReady'],
				[left, 'cardNotReady'],
				[{type: 'card.failed'}, 'cardNotReady'],
				[{type: 'card.other', kind: 'juki'}, 'notThisCard'],
				[{type: 'card.blocked'}, 'passwordLocked'],
			],
		],
		[
			'the first login',
			toLogin,
			[
				[ends('verified'), 'importing'],
				[ends('cancelled'), 'importPrompt'],
				[ends('blocked'), 'passwordCheckFailed'],
				[ends('cardLeft'), 'importPrompt'],
				[ends('cardChanged'), 'unexpectedError'],
				[ends('unexpected'), 'unexpectedError'],
			],
		],
		[
			'the import',
			toImporting,
			[
				[{type: 'card.unreadable'}, 'importError'],
				[left, 'unexpectedError'],
				[{type: 'card.failed'}, 'unexpectedError'],
			],
		],
		[
			'the application being drawn up',
			toDrawing,
			[
				[drawn('revocation'), 'confirmImport'],
				[{type: 'certificate.expired', notAfter: '2026-01-01T00:00:00Z'}, 'expired'],
				[{type: 'certificate.notYetValid', notBefore: '2027-01-01T00:00:00Z'}, 'notYetValid'],
				[{type: 'certificate.unreadable'}, 'importError'],
				[clock, 'notInService'],
				[left, 'unexpectedError'],
			],
		],
		[
			'what was imported',
			toConfirm,
			[
				[{type: 'user.back'}, 'importPrompt'],
				[cancel, 'askCancel'],
				[left, 'unexpectedError'],
			],
		],
		[
			'the question before signing',
			toSignConfirm,
			[
				[ok, 'preparingCard'],
				[cancel, 'confirmImport'],
				[left, 'unexpectedError'],
			],
		],
		[
			'the second look',
			toSecondLook,
			[
				[ready, 'login'],
				[{type: 'card.blocked'}, 'passwordLocked'],
				[{type: 'card.changed'}, 'cardChanged'],
				[{type: 'card.other', kind: 'juki'}, 'cardChanged'],
				[clock, 'notInService'],
				[{type: 'card.absent', cause: 'noCard'}, 'unexpectedError'],
				[left, 'unexpectedError'],
				[{type: 'card.failed'}, 'unexpectedError'],
			],
		],
		[
			'the second login',
			toSecondLogin,
			[
				[ends('verified'), 'signing'],
				[ends('cancelled'), 'confirmImport'],
				[ends('blocked'), 'passwordCheckFailed'],
				[ends('cardLeft'), 'unexpectedError'],
				[ends('cardChanged'), 'cardChanged'],
				[ends('unexpected'), 'unexpectedError'],
			],
		],
		[
			'the signing',
			toSigning,
			[
				[{type: 'card.signed', signed: 'MIIS'}, 'sendConfirm'],
				[{type: 'card.signFailed'}, 'signFailed'],
				[clock, 'notInService'],
				[left, 'unexpectedError'],
				[{type: 'card.failed'}, 'unexpectedError'],
			],
		],
		[
			'the question before sending',
			toSendConfirm,
			[
				[ok, 'sending'],
				[cancel, 'importing'],
				[left, 'unexpectedError'],
			],
		],
		[
			'the sending',
			toSending,
			[
				[{type: 'window.noReceipt', cause: 'busy'}, 'inquiring'],
				[clock, 'notInService'],
				[{type: 'reader.stuck'}, 'sending'],
				[left, 'sending'],
			],
		],
		[
			'the inquiry',
			toInquiring,
			[
				[answered('not-received'), 'notReceived'],
				[{type: 'reader.stuck'}, 'inquiring'],
				[left, 'inquiring'],
			],
		],
	])('of %s', (_, to, ways) => {
		for (const [event, name] of ways) expect(told(to(), event), JSON.stringify(event)).toBe(name);
	});

	test('X-23 of the window, for each procedure its own', () => {
		const own = {
			revocation: {accepted: 'accepted', valid: 'outcomeUnknown', 'status-unknown': 'outcomeUnknown'},
			validity: {accepted: 'outcomeUnknown', valid: 'valid', 'status-unknown': 'statusUnknown'},
		} as const;
		const common = {
			malformed: 'formatError',
			'unknown-issuer': 'issuerMismatch',
			'certificate-unverified': 'certificateError',
			'not-yet-valid': 'notYetValid',
			expired: 'expired',
			'application-unverified': 'applicationError',
			'wrong-addressee': 'wrongAddressee',
			'already-revoked': 'alreadyRevoked',
			duplicate: 'duplicate',
			'not-received': 'notReceived',
		} as const;
		for (const procedure of ['revocation', 'validity'] as const)
			for (const [result, name] of Object.entries({...own[procedure], ...common})) {
				const answer = answered(result as Result);
				expect(told(toSending(procedure), answer), `${procedure} ${result}`).toBe(name);
				expect(told(toInquiring(procedure), answer), `${procedure} ${result}`).toBe(name);
			}
	});

	test.each<[string, () => At, string, string]>([
		['no card', () => toLooking().hears(left), 'preparingCard', 'top'],
		['another card', () => toLooking().hears({type: 'card.other', kind: 'juki'}), 'importPrompt', 'top'],
		['an error', () => toImporting().hears(left), 'importPrompt', 'top'],
		['no signature', () => toSigning().hears({type: 'card.signFailed'}), 'importPrompt', 'top'],
		['a changed card', () => toSecondLook().hears({type: 'card.changed'}), 'importPrompt', 'top'],
	])('after %s [OK] leads back and キャンセル up', (_, to, back, end) => {
		expect(to().meta()).toMatchObject({
			buttons: ['ok', 'cancel'],
			first: 'ok',
			escape: 'cancel',
			behind: 'importPrompt',
		});
		expect(told(to(), ok)).toBe(back);
		expect(to().hears(cancel).output()).toEqual({end});
	});

	test.each(['malformed', 'application-unverified', 'certificate-unverified'] as const)(
		'X-22 after %s another import may help',
		result => {
			const to = () => toSending().hears(answered(result));
			expect(to().meta()).toMatchObject({first: 'back', escape: 'cancel', step: 6});
			expect(told(to(), {type: 'user.back'})).toBe('importPrompt');
			expect(to().hears(cancel).output()).toEqual({end: 'top'});
			expect(told(to(), {type: 'reader.stuck'})).toBe(screen(to()));
		},
	);

	test('a password that locked itself is said twice, and ends it', () => {
		const at = toLogin().hears(ends('blocked'));
		expect(at.meta()).toMatchObject({screen: 'passwordCheckFailed', buttons: ['ok'], escape: 'ok', step: 2});
		expect(told(at, ok)).toBe('passwordLocked');
		expect(at.hears(ok).output()).toEqual({end: 'finished', stop: 'passwordLocked'});
	});

	test('the question whether to leave has the harmless answer first', () => {
		const at = toConfirm().hears(cancel);
		expect(at.meta()).toMatchObject({first: 'ok', escape: 'ok', behind: 'confirmImport', step: 3});
		expect(told(at, ok)).toBe('confirmImport');
		expect(toConfirm().hears(cancel, cancel).output()).toEqual({end: 'top'});
	});
});

describe('the devices', () => {
	test('are told what they need, and begin once their screen is out where it matters', () => {
		const input = {application: applicationFor('validity'), certificate: 'MIIC'};
		expect(request().devices()).toEqual([]);
		expect(request().hears(shown('starting')).devices()).toEqual([{device: 'selfCheck', input: undefined}]);
		expect(toLooking().devices()).toEqual([{device: 'lookAtCard', input: undefined}]);
		expect(toImporting().devices()).toMatchObject([{device: 'importCertificate'}]);
		expect(toDrawing('validity').devices()).toEqual([
			{device: 'drawUpApplication', input: {procedure: 'validity', certificate: 'MIIC'}},
		]);
		expect(toSecondLook().devices()).toMatchObject([{device: 'lookAgain'}]);
		expect(toSecondLogin('validity').hears(ends('verified'), shown('login')).devices()).toEqual([]);
		expect(toSigning('validity').devices()).toEqual([{device: 'signApplication', input}]);
		expect(toSendConfirm('validity').hears(ok, shown('sendConfirm')).devices()).toEqual([]);
		expect(toSending('validity').devices()).toEqual([
			{device: 'sendApplication', input: {application: input.application, signed: 'MIIS'}},
		]);
		const early = toSending().hears({type: 'window.noReceipt', cause: 'cut'}, shown('sending'));
		expect(early.devices()).toEqual([]);
		expect(toInquiring().devices()).toEqual([{device: 'inquire', input: undefined}]);
	});

	test.each<[string, () => At, number, string]>([
		['the self-check', () => request().hears(shown('starting')), 20_000, 'notInService'],
		['the first look', toLooking, 10_000, 'cardNotReady'],
		['the import', toImporting, 10_000, 'unexpectedError'],
		['the second look', toSecondLook, 10_000, 'unexpectedError'],
		['the signature', toSigning, 30_000, 'unexpectedError'],
		['the sending', toSending, 60_000, 'inquiring'],
		['the inquiries', toInquiring, 30_000, 'outcomeUnknown'],
	])('%s has its time, and no longer', (_, to, ms, then) => {
		expect(screen(to().waits(ms - 1))).toBe(screen(to()));
		expect(screen(to().waits(ms))).toBe(then);
	});

	test('the window is asked three times, ten seconds apart', () => {
		const at = toInquiring();
		expect(at.context().inquiries).toBe(1);
		expect(at.waits(10_000).context().inquiries).toBe(2);
		expect(at.waits(10_000).context().inquiries).toBe(3);
		expect(screen(at.waits(9999))).toBe('inquiring');
		expect(screen(at.waits(1))).toBe('outcomeUnknown');
	});

	test('the kiosk is not to be disturbed while card or window is waited for', () => {
		const held: Array<[() => At, MachineEvent]> = [
			[toImporting, left],
			[toSigning, left],
			[toSending, answered('accepted')],
			[toInquiring, answered('accepted')],
		];
		for (const [to, event] of held) {
			expect(to().isHeld()).toBe(true);
			expect(to().hears(event).isHeld()).toBe(false);
		}
		for (const to of [toPrompt, toConfirm, toSignConfirm, toSendConfirm]) expect(to().isHeld()).toBe(false);
	});
});

describe('T-11 what is kept of the person', () => {
	test('what was imported is told as personal until it is left or sent', () => {
		expect(toConfirm().times('tellPersonal')).toBe(1);
		const before = toConfirm().times('tellImpersonal');
		expect(toConfirm().hears({type: 'user.back'}).times('tellImpersonal')).toBe(before + 1);
		expect(toConfirm().hears(left).times('tellImpersonal')).toBe(before + 1);
		expect(toSending().times('tellImpersonal')).toBe(before + 1);
		expect(toSigning().hears(busy).times('tellImpersonal')).toBe(before + 1);
		expect(toSecondLook().hears({type: 'card.blocked'}).times('tellImpersonal')).toBe(before + 1);
		expect(toSecondLogin().hears(ends('blocked')).times('tellImpersonal')).toBe(before + 1);
		expect(toSendConfirm().hears(cancel, {type: 'certificate.unreadable'}).times('tellImpersonal')).toBe(
			before + 1,
		);
	});

	test.each<[string, () => At]>([
		['the prompt', () => toConfirm().hears({type: 'user.back'})],
		['an error', () => toConfirm().hears(left)],
		['a changed card', () => toSecondLook().hears({type: 'card.changed'})],
		['a refused signature', () => toSigning().hears({type: 'card.signFailed'})],
		['a locked password', () => toSecondLook().hears({type: 'card.blocked'})],
		['a failed check of it', () => toSecondLogin().hears(ends('blocked'))],
		['a certificate that says nothing readable', () => toDrawing().hears({type: 'certificate.unreadable'})],
		['a window that is busy', () => toSigning().hears(busy)],
		['a revocation that was accepted', () => toSending().hears(answered('accepted'))],
		['a form that was refused', () => toSending().hears(answered('malformed'))],
		['an inquiry', () => toInquiring()],
		['an outcome nobody knows', () => toInquiring().waits(30_000)],
		['a validity that is not told', () => toSending('validity').hears(answered('expired'))],
	])('nothing at %s', (_, to) => {
		expect(to().context()).toMatchObject(nobody);
	});

	test('the visit to the card ends where nothing more is to be asked of it', () => {
		const before = toConfirm().times('endVisit');
		for (const to of [
			() => toConfirm().hears({type: 'user.back'}),
			() => toConfirm().hears(left),
			() => toSending().hears(answered('accepted')),
			() => toSending('validity').hears(answered('valid')),
			() => toSending().hears(answered('malformed')),
			() => toSecondLogin().hears(ends('blocked')),
		])
			expect(to().times('endVisit')).toBe(before + 1);
	});

	test('S004-240 a validity names its person, a revocation does not', () => {
		const valid = toSending('validity').hears(answered('valid'));
		expect(valid.context()).toMatchObject({applicantName: '吉田　太郎', application: '', certificate: ''});
		expect(valid.times('tellPersonal')).toBe(2);
		expect(toInquiring('validity').hears(answered('valid')).context().applicantName).toBe('吉田　太郎');
		expect(toSending().context().applicantName).toBe('');
		expect(toInquiring('validity').waits(30_000).context().applicantName).toBe('');
	});

	test('送信中止 destroys the signature, and new bytes are drawn up', () => {
		const at = toSendConfirm().hears(cancel);
		expect(at.context()).toMatchObject({signed: '', application: '', certificate: 'MIIC'});
		expect(at.devices()).toMatchObject([{device: 'drawUpApplication'}]);
	});

	test('what was signed before is not signed again unread', () => {
		const at = toSendConfirm().hears(cancel, drawn('revocation'));
		expect(at.context()).toMatchObject({isRead: false, isReadingAsked: false, signed: ''});
		expect(told(at, ok)).toBe('confirmImport');
		expect(at.context().isReadingAsked).toBe(true);
		expect(at.hears({type: 'screen.readToEnd'}).context()).toMatchObject({
			isRead: true,
			isReadingAsked: false,
		});
	});

	test('a new import begins without the reasons of the last one', () => {
		const reasons = {
			absent: undefined,
			kind: undefined,
			fault: undefined,
			notice: undefined,
			validity: undefined,
		};
		expect(toLooking().hears({type: 'card.other', kind: 'juki'}, ok).context()).toMatchObject(reasons);
		expect(toSending().hears(answered('malformed'), {type: 'user.back'}).context()).toMatchObject(reasons);
		expect(
			toInquiring('revocation', 'busy').hears(answered('malformed'), {type: 'user.back'}).context(),
		).toMatchObject({...reasons, noReceipt: undefined, inquiries: 0});
	});
});

describe('what is remembered for the screen', () => {
	test('why the card is not ready', () => {
		expect(toLooking().hears({type: 'card.absent', cause: 'held'}).context().absent).toBe('held');
		expect(toLooking().hears(left).context().absent).toBe('noCard');
		expect(toLooking().hears({type: 'card.failed'}).context().absent).toBe('mute');
		expect(toLooking().waits(10_000).context().absent).toBe('mute');
		expect(toLooking().hears({type: 'card.other', kind: 'juki'}).context().kind).toBe('juki');
	});

	test('2.1.4 2.1.7 for which visit the password is', () => {
		const typed = (kiosk: TestKiosk) => kiosk.presses('ok').hears({type: 'password.wellFormed'}).atWork();
		expect(typed(walk.toLogin(testKiosk()))).toContainEqual({
			device: 'checkPassword',
			input: {visit: 'import'},
		});
		expect(typed(walk.toSecondLogin(testKiosk()))).toContainEqual({
			device: 'checkPassword',
			input: {visit: 'sign'},
		});
	});

	test('where the password is typed, for both logins', () => {
		const pad: MachineEvent = {type: 'card.ready', triesLeft: 3, typedOn: 'pad'};
		expect(toLooking().hears(pad).context()).toMatchObject({triesLeft: 3, typedOn: 'pad'});
		expect(toSecondLook().hears(pad).context()).toMatchObject({triesLeft: 3, typedOn: 'pad'});
	});

	test('the instant that is over, or has not come', () => {
		const notAfter = '2026-01-01T00:00:00Z';
		const notBefore = '2027-01-01T00:00:00Z';
		expect(toDrawing().hears({type: 'certificate.expired', notAfter}).context().validity).toBe(notAfter);
		expect(toDrawing().hears({type: 'certificate.notYetValid', notBefore}).context().validity).toBe(
			notBefore,
		);
	});

	test('why no receipt came', () => {
		expect(toInquiring('revocation', 'busy').context().noReceipt).toBe('busy');
		expect(toSending().waits(60_000).context().noReceipt).toBe('cut');
	});

	test('that the connection is not secure, though the request itself knows nothing of it', () => {
		const kiosk = walk
			.toImportPrompt(testKiosk())
			.tells({type: 'window.unreachable', cause: 'expired'} as never);
		expect(kiosk.view()).toMatchObject({screen: 'importPrompt', unreachable: 'expired'});
	});

	test('why the window cannot be reached', () => {
		const at = request().hears(shown('starting'));
		at.hears({type: 'terminal.failed', cause: 'window', unreachable: 'expired'});
		expect(at.context()).toMatchObject({fault: 'window', unreachable: 'expired'});
		expect(request().hears(shown('starting'), clock).context()).toMatchObject({
			fault: 'clock',
			unreachable: undefined,
		});
		expect(request().hears(shown('starting')).waits(20_000).context().fault).toBe('window');
	});

	test.each<[() => At, string]>([
		[() => request('validity').hears(shown('starting'), clock), '3.2.1, 3.2.4'],
		[() => toSending('validity').hears(answered('certificate-unverified')), '3.2.11'],
		[() => toSending('validity').hears(answered('application-unverified')), '3.2.12'],
	])('the section of chapter 3 that tells of it (%#)', (to, section) => {
		expect(to().meta().manual).toHaveProperty('validity', section);
	});

	test.each<[() => At, string | undefined]>([
		[() => toSending().hears(answered('accepted')), undefined],
		[() => toSending().hears(answered('duplicate')), 'duplicate'],
		[() => toSending().hears(answered('already-revoked')), 'alreadyRevoked'],
		[() => toSending().hears(answered('wrong-addressee')), 'wrongAddressee'],
		[() => toSending().hears(answered('expired')), 'expired'],
		[() => toSending().hears(answered('not-yet-valid')), 'notYetValid'],
		[() => toSending().hears(answered('not-received')), 'notReceived'],
		[() => toSending().hears(answered('unknown-issuer')), 'issuerMismatch'],
		[() => toSending('validity').hears(answered('status-unknown')), 'statusUnknown'],
		[() => toInquiring().waits(30_000), 'outcomeUnknown'],
		[() => toLooking().hears({type: 'card.blocked'}), 'passwordLocked'],
		[() => request().hears(shown('starting'), busy), 'serviceBusy'],
		[
			() => request().hears(shown('starting'), {type: 'terminal.failed', cause: 'serviceError'}),
			'serviceError',
		],
	])('where it stopped, for the reminder to take the card (%#)', (to, stop) => {
		expect(to().meta()).toMatchObject({first: 'ok', escape: 'ok', step: 6});
		expect(told(to(), {type: 'reader.stuck'})).toBe(screen(to()));
		expect(to().hears(ok).output()).toMatchObject({end: 'finished', ...(stop && {stop})});
		expect(to().hears(ok).output()).toHaveProperty('end', 'finished');
		expect((to().hears(ok).output() as {stop?: string}).stop).toBe(stop);
	});

	test('the notice goes along to the end', () => {
		expect(toSending().hears(answered('accepted'), ok).output()).toMatchObject({
			notice: {receiptNumber: 'R-1'},
		});
		expect(toLooking().hears({type: 'card.blocked'}, ok).output()).not.toHaveProperty('notice');
	});

	test('not in service asks again by itself, and leads to the top when all is well', () => {
		const at = request().hears(shown('starting'), busy);
		expect(at.devices()).toEqual([]);
		expect(at.waits(10_000).devices()).toMatchObject([{device: 'selfCheck'}]);
		expect(at.waits(20_000).devices()).toEqual([]);
		expect(told(at, {type: 'terminal.failed', cause: 'serviceError'})).toBe('serviceError');
		expect(at.hears({type: 'terminal.ready'}).output()).toEqual({end: 'top'});
	});

	test('the viewer is reached from its two results, by its own key', () => {
		for (const result of ['unknown-issuer', 'certificate-unverified'] as const) {
			const to = () => toSending().hears(answered(result));
			expect(to().hears({type: 'user.choose', choice: 'viewer'}).output()).toEqual({end: 'viewer'});
			expect(to().hears({type: 'user.choose', choice: 'signing'}).output()).toBeUndefined();
		}
		expect(
			toSending().hears(answered('malformed'), {type: 'user.choose', choice: 'viewer'}).output(),
		).toBeUndefined();
		expect(
			toSending().hears(answered('duplicate'), {type: 'user.choose', choice: 'viewer'}).output(),
		).toBeUndefined();
	});
});

describe('T-24 the slip of a result', () => {
	const print: MachineEvent = {type: 'user.choose', choice: 'print'};
	const slips = (at: At) => at.devices().filter(({device}) => device === 'printSlip');
	const accepted = () => toSending('revocation', true).hears(answered('accepted'));

	test('is printed once at a time, of this result, and given up when it is left', () => {
		const at = accepted().hears(print);
		expect(slips(at)).toMatchObject([{input: {procedure: 'revocation', notice: {receiptNumber: 'R-1'}}}]);
		expect(at.context().slip).toBe('printing');
		const begun = at.times('xstate.spawnChild');
		expect(slips(at.hears(print))).toHaveLength(1);
		expect(at.times('xstate.spawnChild')).toBe(begun);
		expect(at.hears({type: 'slip.failed'}).context().slip).toBe('failed');
		expect(slips(at.hears(print))).toHaveLength(1);
		expect(at.hears({type: 'slip.printed'}).context().slip).toBe('printed');
		expect(slips(accepted().hears(print, ok))).toEqual([]);
	});

	test('is not printed by another key', () => {
		expect(slips(accepted().hears({type: 'user.choose', choice: 'signing'}))).toEqual([]);
	});
});

test('T-23 the application is shown where it is read, and behind what is asked about it', () => {
	const context = toConfirm().context();
	const show = (name: string, behind?: string) =>
		showRequest(context, {screen: name as never, behind: behind as never}).application;
	expect(show('confirmImport')).toBe(applicationFor('revocation'));
	expect(show('signConfirm', 'confirmImport')).toBe(applicationFor('revocation'));
	expect([show('sending'), show('importPrompt'), show('login', 'importPrompt')]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
	expect(
		showRequest({...context, applicantName: '吉田'}, {screen: 'accepted', behind: undefined}).applicantName,
	).toBeUndefined();
	expect(
		showRequest({...context, applicantName: '吉田'}, {screen: 'valid', behind: undefined}).applicantName,
	).toBe('吉田');
});

import type {AnyMachineSnapshot, AnyStateNode, SnapshotFrom} from 'xstate';
import type {CertificateChoice} from '../../src/domain/certificate.ts';
import type {Officer} from '../../src/domain/staff.ts';
import type {DeskChoice} from '../../src/domain/staffDesk.ts';
import type {OrderParts, SignedOrder} from '../../src/machines/assistedReset.ts';
import {type DialogueName, dialogues, type SessionChildName} from '../../src/machines/children.ts';
import type {Choice, MachineEvent} from '../../src/machines/events.ts';
import type {kioskMachine} from '../../src/machines/kiosk.ts';
import type {VisitKind} from '../../src/machines/login.ts';
import type {PasswordPart} from '../../src/machines/newPassword.ts';
import type {ButtonName, ScreenName} from '../../src/machines/screen.ts';
import type {StaffClaim} from '../../src/machines/staffSignIn.ts';
import {type View, viewOf} from '../../src/machines/view.ts';
import {certificateMark, slotOfSigned, slotOfText} from './documents.ts';
import {type Deadline, type DeviceName, type Hearer, type Stimulus, stimulus} from './stimulus.ts';

/** What the environment and the invariants need to know of a state of the machines. */
export interface MachineFacts {
	/** Equal keys are one state. */
	readonly key: string;
	readonly path: string;
	readonly screen: ScreenName;
	readonly manual: string;
	readonly cover: View['cover'];
	/** What the buttons on screen say. */
	readonly presses: ReadonlyArray<{readonly button: ButtonName; readonly stimulus: Stimulus}>;
	/** That the frame is out, to who waits for it. */
	readonly frameIsOut: Stimulus | undefined;
	readonly hasPasswordField: boolean;
	readonly isRead: boolean;
	/** What the kiosk believes of its reader. */
	readonly reader: 'absent' | 'empty' | 'present' | 'stuck';
	/** Nobody is served: the kiosk looks after itself. */
	readonly isKeepingUp: boolean;
	readonly isDiagnosing: boolean;
	/** The deepest running actor. */
	readonly deepest: Hearer;
	readonly procedure: View['procedure'];
	readonly visit: VisitKind | undefined;
	/** The field of a new password that is typed or examined. */
	readonly part: PasswordPart | undefined;
	/** The certificate that is shown or will be. */
	readonly choice: CertificateChoice | undefined;
	/** A typed password was confirmed and has not been judged. */
	readonly isCheckingPassword: boolean;
	/** Keys go to what covers the screen, not to it. */
	readonly isStaffCalled: boolean;
	/** A card or the window is waited for. */
	readonly isHeld: boolean;
	/** Who of the staff is signed in, and whether personal data is veiled meanwhile. */
	readonly officer: Officer | undefined;
	readonly isVeiled: boolean;
	/** Nobody is served, called or on duty. */
	readonly isHome: boolean;
	/** What somebody of the staff signs in for. */
	readonly claim: StaffClaim | undefined;
	/** What is done at the staff desk. */
	readonly doing: DeskChoice | undefined;
	/** A reset, as far as it has come. */
	readonly order: OrderParts | undefined;
	readonly orders: readonly SignedOrder[];
	readonly isCountingDown: boolean;
	/** Deadlines that run. */
	readonly deadlines: readonly Stimulus[];
	/** The device that the present state of the procedure waits for. */
	readonly device: DeviceName | undefined;
	/** The card whose certificate is imported, and the requests shown for signing and signed. */
	readonly certificate: string;
	readonly application: number | undefined;
	readonly signed: number | undefined;
	/** Both of them. */
	readonly held: ReadonlySet<number>;
	readonly holdsPersonalData: boolean;
	readonly isPersonal: boolean;
}

type Contexts = Record<string, unknown>;

/**
 * What of each machine's context leads anywhere. The others are set anew on each way to the one screen that draws
 * them; so are the tries left, but where a machine asks before the last one.
 */
const members: Readonly<Record<SessionChildName | DialogueName, readonly string[]>> = {
	signedRequest: [
		'procedure',
		'certificate',
		'application',
		'signed',
		'isRead',
		'applicantName',
		'inquiries',
		'stop',
	],
	passwordChange: ['triesLeft', 'password', 'stop'],
	certificateViewer: ['choice', 'description', 'stop'],
	staffDesk: ['officer', 'doing', 'report', 'ticked'],
	assistedReset: ['password', 'comer', 'seen', 'of', 'order', 'signed', 'needsOperator', 'stop'],
	login: ['visit', 'triesLeft'],
	newPassword: ['part', 'from'],
	staffSignIn: ['task', 'needed', 'excluded', 'order', 'officer', 'authorisation'],
};

const dialogueNames = Object.keys(dialogues) as DialogueName[];

export function readFacts(kiosk: SnapshotFrom<typeof kioskMachine>): MachineFacts {
	const request = snapshotOf(kiosk.children.procedure);
	const dialogueName =
		request && dialogueNames.find(name => snapshotOf((request.children as Contexts)[name]));
	const dialogue = dialogueName && snapshotOf((request.children as Contexts)[dialogueName]);
	const login = dialogueName === 'login' ? dialogue : undefined;
	const signIn = dialogueName === 'staffSignIn' ? dialogue : undefined;
	const reset = request && nameOf(request) === 'assistedReset' ? request : undefined;
	const view = viewOf(kiosk);
	const {cover, veil, alarm: _alarm, ...regions} = kiosk.value;
	const {lastNotice, lastStop, isPersonal, officer} = kiosk.context;
	const isStaffCalled = cover === 'staff';
	const shown = request?.context as Contexts | undefined;
	const deepest = dialogueName ?? (request ? 'procedure' : 'kiosk');
	const application = slotOfText(shown?.application);
	const signed = slotOfSigned(shown?.signed);
	const texts = JSON.stringify([kiosk.context, request?.context, dialogue?.context]);
	const holdsPersonalData = isPersonalIn(texts);
	const key = JSON.stringify([
		regions,
		lastNotice?.result,
		lastStop,
		isPersonal,
		holdsPersonalData,
		isStaffCalled,
		officer && [officer, veil],
		request && [...keyOf(request), view.notice?.result],
		dialogue && keyOf(dialogue),
	]);
	return {
		key,
		path: view.path,
		screen: view.screen,
		manual: view.manual,
		cover: view.cover,
		presses: view.buttons.map(button => ({button, stimulus: stimulus(deepest, eventOf(button))})),
		frameIsOut: view.path.endsWith('showing')
			? stimulus(deepest, {type: 'screen.shown', screen: view.screen})
			: undefined,
		hasPasswordField:
			(view.field === 'password' && login !== undefined) ||
			view.field === 'staffPin' ||
			view.field === 'staffCode',
		isRead: view.isRead,
		reader: kiosk.value.reader === 'lost' ? 'absent' : kiosk.value.reader,
		isKeepingUp: kiosk.matches({upkeep: 'running'}),
		isDiagnosing: kiosk.matches({upkeep: {running: {diagnosis: 'checking'}}}),
		deepest,
		procedure: view.procedure,
		visit: login?.context.visit as VisitKind | undefined,
		part: dialogue?.context.part as PasswordPart | undefined,
		choice: shown?.choice as CertificateChoice | undefined,
		isCheckingPassword:
			isChecking(login, 'examining', 'checking') ||
			isChecking(signIn, 'examiningPin', 'checkingCard', 'checkingCode'),
		isStaffCalled,
		isHeld: (request?.hasTag('hold') || dialogue?.hasTag('hold')) ?? false,
		officer,
		isVeiled: view.isVeiled,
		isHome: view.screen === 'idle' && officer === undefined && !isStaffCalled,
		claim: signIn?.context as StaffClaim | undefined,
		doing: shown?.doing as DeskChoice | undefined,
		order: reset && orderOf(reset),
		orders: (reset?.context.signed as readonly SignedOrder[] | undefined) ?? [],
		isCountingDown: reset?.matches('alone') ?? false,
		deadlines: [
			...deadlinesOf('kiosk', kiosk),
			...(request ? deadlinesOf('procedure', request) : []),
			...(dialogueName && dialogue ? deadlinesOf(dialogueName, dialogue) : []),
		],
		device: deviceOf(dialogue ?? request),
		certificate: (shown?.certificate as string | undefined) ?? '',
		application,
		signed,
		held: new Set([application, signed].filter(slot => slot !== undefined)),
		holdsPersonalData,
		isPersonal: request?.hasTag('personal') ?? false,
	};
}

function nameOf(snapshot: AnyMachineSnapshot): string {
	return snapshot.machine.id;
}

function keyOf(snapshot: AnyMachineSnapshot): unknown[] {
	const name = nameOf(snapshot) as keyof typeof members;
	return [name, snapshot.value, ...members[name].map(member => snapshot.context[member])];
}

function isChecking(dialogue: AnyMachineSnapshot | undefined, ...states: readonly string[]): boolean {
	return states.some(state => dialogue?.matches(state));
}

/** The order as the next officer gets it. */
function orderOf(reset: AnyMachineSnapshot): OrderParts {
	const {password, comer, seen} = reset.context;
	return {password, comer, documents: seen, part: reset.matches('drawingFirst') ? 'first' : 'second'};
}

function snapshotOf(child: unknown): AnyMachineSnapshot | undefined {
	const snapshot = (child as {getSnapshot(): AnyMachineSnapshot} | undefined)?.getSnapshot();
	return snapshot?.status === 'active' ? snapshot : undefined;
}

function deadlinesOf(to: Hearer, snapshot: AnyMachineSnapshot): Stimulus[] {
	return snapshot._nodes.flatMap((node: AnyStateNode) =>
		node.after.map(({delay, eventType}) =>
			stimulus(to, {type: eventType as Deadline}, secondsOf(String(delay), snapshot)),
		),
	);
}

/** How often a deadline of one second passes as one. */
function secondsOf(delay: string, {context}: AnyMachineSnapshot): number {
	if (delay === 'second') return context.secondsLeft;
	return delay === 'dutySecond' ? context.dutySecondsLeft : 1;
}

function deviceOf(snapshot: AnyMachineSnapshot | undefined): DeviceName | undefined {
	return snapshot?._nodes
		.flatMap((node: AnyStateNode) => node.invoke.map(({src}) => src as DeviceName | 'countDown'))
		.filter(src => src !== 'countDown')
		.at(-1);
}

/** What a button says. */
function eventOf(button: ButtonName): MachineEvent {
	switch (button) {
		case 'ok':
		case 'cancel':
		case 'back':
			return {type: `user.${button}`};
		default:
			return {type: 'user.choose', choice: button as Choice};
	}
}

/** Whether a context, as text, holds a certificate, an application or a name. */
function isPersonalIn(context: string): boolean {
	return (
		[certificateMark, 'applicant":', 'applicant\\":'].some(mark => context.includes(mark)) ||
		/applicantName":"[^"]/.test(context)
	);
}

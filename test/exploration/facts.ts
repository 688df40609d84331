import type {AnyMachineSnapshot, AnyStateNode, SnapshotFrom} from 'xstate';
import type {CertificateChoice} from '../../src/domain/certificate.ts';
import {type DialogueName, dialogues} from '../../src/machines/children.ts';
import type {Choice, MachineEvent} from '../../src/machines/events.ts';
import {type kioskMachine, secondsToAnswer} from '../../src/machines/kiosk.ts';
import type {VisitKind} from '../../src/machines/login.ts';
import type {PasswordPart} from '../../src/machines/newPassword.ts';
import type {ButtonName, ScreenName} from '../../src/machines/screen.ts';
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
 * What of the procedure's context leads anywhere. The others are set anew on each way to the one screen that draws
 * them, and `triesLeft` on each way to a login.
 */
const requestMembers = [
	'procedure',
	'certificate',
	'application',
	'signed',
	'isRead',
	'applicantName',
	'inquiries',
	'password',
	'choice',
	'description',
	'stop',
] as const;

/** The same of a dialogue's context. */
const dialogueMembers = ['visit', 'triesLeft', 'part', 'from'] as const;

const dialogueNames = Object.keys(dialogues) as DialogueName[];

export function readFacts(kiosk: SnapshotFrom<typeof kioskMachine>): MachineFacts {
	const request = snapshotOf(kiosk.children.procedure);
	const dialogueName =
		request && dialogueNames.find(name => snapshotOf((request.children as Contexts)[name]));
	const dialogue = dialogueName && snapshotOf((request.children as Contexts)[dialogueName]);
	const login = dialogueName === 'login' ? dialogue : undefined;
	const view = viewOf(kiosk);
	const {cover: _cover, veil: _veil, alarm: _alarm, ...regions} = kiosk.value;
	const {lastNotice, lastStop, isPersonal} = kiosk.context;
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
		request && [
			nameOf(request),
			...triesOf(request),
			request.value,
			...requestMembers.map(member => shown?.[member]),
			view.notice?.result,
		],
		dialogue && [dialogueName, dialogue.value, ...dialogueMembers.map(member => dialogue.context[member])],
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
		hasPasswordField: view.field === 'password' && login !== undefined,
		isRead: view.isRead,
		reader: kiosk.value.reader === 'lost' ? 'absent' : kiosk.value.reader,
		isKeepingUp: kiosk.matches({upkeep: 'running'}),
		isDiagnosing: kiosk.matches({upkeep: {running: {diagnosis: 'checking'}}}),
		deepest,
		procedure: view.procedure,
		visit: login?.context.visit as VisitKind | undefined,
		part: dialogue?.context.part as PasswordPart | undefined,
		choice: shown?.choice as CertificateChoice | undefined,
		isCheckingPassword: login !== undefined && (login.matches('examining') || login.matches('checking')),
		deadlines: [
			...deadlinesOf('kiosk', kiosk, view.cover === 'idleWarning' ? secondsToAnswer : 1),
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

/** The change of a password asks before the last try; the others leave that to their login. */
function triesOf(request: AnyMachineSnapshot): unknown[] {
	return nameOf(request) === 'passwordChange' ? [(request.context as Contexts).triesLeft] : [];
}

function snapshotOf(child: unknown): AnyMachineSnapshot | undefined {
	const snapshot = (child as {getSnapshot(): AnyMachineSnapshot} | undefined)?.getSnapshot();
	return snapshot?.status === 'active' ? snapshot : undefined;
}

function deadlinesOf(to: Hearer, snapshot: AnyMachineSnapshot, times = 1): Stimulus[] {
	return snapshot._nodes.flatMap((node: AnyStateNode) =>
		node.after.map(({eventType}) => stimulus(to, {type: eventType as Deadline}, times)),
	);
}

function deviceOf(snapshot: AnyMachineSnapshot | undefined): DeviceName | undefined {
	return snapshot?._nodes
		.flatMap((node: AnyStateNode) => node.invoke.map(({src}) => src as DeviceName))
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

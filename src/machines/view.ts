import type {ActorRefFrom, SnapshotFrom} from 'xstate';
import type {AbsentCause, CardKind} from '../domain/card.ts';
import {type Stop, stopCode} from '../domain/codes.ts';
import type {PasswordFault} from '../domain/password.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {Notice} from '../domain/receipt.ts';
import type {NoReceiptCause, SiteIdentity, UnreachableCause} from '../domain/site.ts';
import type {certificateViewerMachine} from './certificateViewer.ts';
import type {MachineEvent, TerminalFault} from './events.ts';
import type {kioskMachine, Language} from './kiosk.ts';
import type {loginMachine} from './login.ts';
import type {ButtonName, ScreenMeta, ScreenName} from './screen.ts';
import type {signedRequestMachine} from './signedRequest.ts';

/** What covers the whole body, so that nobody reads what lies behind (T-23). */
export type Cover = 'idleWarning' | 'help' | 'language' | 'staff';

/**
 * Everything a screen may show, and nothing else: the deepest state's meta and an allow-listed part of the
 * contexts. Plain data, the same for live screens, replay and tests.
 */
export interface View {
	/** The deepest state, such as `procedure.login.typing`. */
	readonly path: string;
	readonly screen: ScreenName;
	/** The manual's section, or the row or threat that asks for this state. */
	readonly manual: string;
	readonly procedure: Procedure | undefined;
	/** The procedures this kiosk offers. */
	readonly offered: readonly Procedure[];
	readonly code: string | undefined;
	readonly step: number | undefined;
	readonly buttons: readonly ButtonName[];
	readonly first: ButtonName | undefined;
	readonly escape: ButtonName | undefined;
	readonly field: 'password' | undefined;
	readonly behind: ScreenName | undefined;
	readonly cover: Cover | undefined;
	readonly isVeiled: boolean;
	readonly language: Language;
	/** The connection's certificate, when the last look at the window was good: the lock sign. */
	readonly identity: SiteIdentity | undefined;
	readonly unreachable: UnreachableCause | undefined;
	/** Whether a card lies in the reader. */
	readonly isCardIn: boolean;
	/** Whether the reader no longer answers until the card is taken out. */
	readonly isReaderStuck: boolean;
	/** Left to answer the idle warning. */
	readonly secondsLeft: number;
	readonly triesLeft: number | undefined;
	readonly passwordFault: PasswordFault | undefined;
	/** The application as canonical JSON text, on the screens that show it. */
	readonly application: string | undefined;
	/** The certificate as JSON text, on the pages of the viewer. */
	readonly certificate: string | undefined;
	/** Whom the result 有効 is about, only there. */
	readonly applicantName: string | undefined;
	readonly isRead: boolean;
	readonly isReadingAsked: boolean;
	readonly absent: AbsentCause | undefined;
	readonly kind: CardKind | undefined;
	/** Why no procedure can begin: found before this one, or while the kiosk was idle. */
	readonly fault: TerminalFault | undefined;
	/** Requests without a receipt that are still asked about: for staff. */
	readonly waiting: number;
	readonly noReceipt: NoReceiptCause | undefined;
	readonly notice: Notice | undefined;
	/** The date that expired or has not come yet, ISO 8601. */
	readonly validity: string | undefined;
	/** What the procedure in takeCard ended with. */
	readonly lastStop: Stop | undefined;
}

type Kiosk = SnapshotFrom<typeof kioskMachine>;
type Request = SnapshotFrom<typeof signedRequestMachine>;
type Viewer = SnapshotFrom<typeof certificateViewerMachine>;
type Login = SnapshotFrom<typeof loginMachine>;

/** What the screen shows for this state of the kiosk and the procedure in it. */
export function viewOf(kiosk: Kiosk): View {
	const child = childOf(kiosk);
	const isViewing = kiosk.matches({session: 'viewer'});
	const request = isViewing ? undefined : (child as Request | undefined);
	const viewer = isViewing ? (child as Viewer | undefined) : undefined;
	const login = child && loginOf(child);
	const isSecond = login?.context.visit === 'sign';
	const meta = metaOf(login ?? child ?? kiosk);
	const procedure = request?.context.procedure;
	const shown = request?.context;
	const reason = child?.context;
	const isReaderStuck = kiosk.matches({reader: 'stuck'});
	const stop = stopOf(meta, shown?.fault, isReaderStuck);
	const behind = behindOf(meta, isSecond, isViewing);
	const isApplicationShown = meta.screen === 'confirmImport' || behind === 'confirmImport';
	const menuButtons = meta.buttons?.filter(
		button => !isProcedure(button) || kiosk.context.procedures.includes(button),
	);
	return {
		path: [kiosk.value.session, child && pathOf(child.value), login && pathOf(login.value)]
			.filter(Boolean)
			.join('.'),
		screen: meta.screen,
		manual: sectionOf(isSecond && meta.screen !== 'wrongPassword' ? secondLogin : meta.manual, procedure),
		procedure,
		offered: kiosk.context.procedures,
		code: stop && stopCode(stop, procedure ?? 'revocation'),
		step: isViewing ? undefined : isSecond ? 4 : meta.step,
		buttons: menuButtons ?? [],
		first: meta.first,
		escape: meta.escape,
		field: meta.field,
		behind,
		cover: coverOf(kiosk),
		isVeiled: kiosk.matches({veil: 'drawn'}),
		language: kiosk.context.language,
		identity: kiosk.context.identity,
		unreachable: shown?.unreachable ?? kiosk.context.unreachable,
		isCardIn: kiosk.matches({reader: 'present'}),
		isReaderStuck,
		secondsLeft: kiosk.context.secondsLeft,
		triesLeft: login?.context.triesLeft,
		passwordFault: login?.context.fault,
		application: isApplicationShown ? shown?.application || undefined : undefined,
		certificate: isCertificatePage(meta.screen) ? viewer?.context.description || undefined : undefined,
		applicantName: meta.screen === 'valid' ? shown?.applicantName || undefined : undefined,
		isRead: shown?.isRead ?? false,
		isReadingAsked: shown?.isReadingAsked ?? false,
		absent: reason?.absent,
		kind: reason?.kind,
		fault: request ? shown?.fault : kiosk.context.fault,
		waiting: kiosk.context.waiting,
		noReceipt: shown?.noReceipt,
		notice: shown?.notice ?? kiosk.context.lastNotice,
		validity: shown?.validity,
		lastStop: kiosk.context.lastStop,
	};
}

/** The deepest running actor: it hears what a person says and which screen was shown. */
export function deepestActor(kiosk: ActorRefFrom<typeof kioskMachine>): {
	readonly id: string;
	send(event: MachineEvent): void;
} {
	const snapshot = kiosk.getSnapshot();
	const child = childOf(snapshot);
	const login = child && loginOf(child);
	const children = child?.children as Record<string, unknown> | undefined;
	const deepest = (login && children?.login) ?? (child && snapshot.children.procedure) ?? kiosk;
	return deepest as {readonly id: string; send(event: MachineEvent): void};
}

/** The procedure or, in its place, the certificate viewer. */
function childOf(kiosk: Kiosk): Request | Viewer | undefined {
	const child = kiosk.children.procedure;
	const snapshot = child?.getSnapshot() as Request | Viewer | undefined;
	return snapshot?.status === 'active' ? snapshot : undefined;
}

function loginOf(parent: Request | Viewer): Login | undefined {
	const child = (parent.children as Record<string, {getSnapshot(): unknown} | undefined>).login;
	const snapshot = child?.getSnapshot() as Login | undefined;
	return snapshot?.status === 'active' ? snapshot : undefined;
}

/** The meta of the deepest state node that has one; of the kiosk, only its session shows screens. */
function metaOf(snapshot: Kiosk | Request | Viewer | Login): ScreenMeta {
	let deepest: ScreenMeta | undefined;
	let depth = -1;
	for (const [id, meta] of Object.entries(snapshot.getMeta() as Record<string, ScreenMeta | undefined>)) {
		const level = id.split('.').length;
		if (meta && level > depth) {
			deepest = meta;
			depth = level;
		}
	}
	if (!deepest) throw new Error('a state without meta has no screen');
	return deepest;
}

/** The login's dialogs stand before the page that led to them. */
function behindOf({behind}: ScreenMeta, isSecond: boolean, isViewing: boolean): ScreenName | undefined {
	if (isSecond) return 'confirmImport';
	return isViewing && behind ? 'chooseCertificate' : behind;
}

function isCertificatePage(screen: ScreenName): boolean {
	return screen === 'certificateBasic' || screen === 'certificateDetail';
}

const secondLogin = {revocation: '2.1.7', validity: '3.1.7'} as const;

function sectionOf(manual: ScreenMeta['manual'], procedure: Procedure | undefined): string {
	return typeof manual === 'string' ? manual : manual[procedure ?? 'revocation'];
}

function pathOf(value: unknown): string {
	if (typeof value === 'string') return value;
	return Object.entries(value as Record<string, unknown>)
		.map(([name, inner]) => `${name}.${pathOf(inner)}`)
		.join(',');
}

function coverOf(kiosk: Kiosk): Cover | undefined {
	if (kiosk.matches({attention: 'warned'})) return 'idleWarning';
	return kiosk.value.cover === 'none' ? undefined : kiosk.value.cover;
}

/** Where it stopped: for most states a fact of the state, for two of what was found. */
function stopOf(
	{screen, stop}: ScreenMeta,
	fault: TerminalFault | undefined,
	isReaderStuck: boolean,
): Stop | undefined {
	if (screen === 'notInService') return stopOfFault(fault);
	return screen === 'takeCard' && isReaderStuck ? 'readerStuck' : stop;
}

function stopOfFault(fault: TerminalFault | undefined): Stop {
	switch (fault) {
		case 'terminal':
			return 'terminalFault';
		case 'clock':
			return 'clockWrong';
		case 'window':
			return 'windowUnreachable';
		case 'busy':
			return 'serviceBusy';
		case 'serviceError':
			return 'serviceError';
		default:
			return 'softwareFault';
	}
}

function isProcedure(button: ButtonName): button is Procedure {
	return button === 'revocation' || button === 'validity';
}

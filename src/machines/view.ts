import type {ActorRefFrom, AnyMachineSnapshot, SnapshotFrom} from 'xstate';
import {type Stop, stopCode} from '../domain/codes.ts';
import type {Procedure} from '../domain/procedure.ts';
import type {Service} from '../domain/serviceHours.ts';
import type {SiteIdentity} from '../domain/site.ts';
import type {Officer} from '../domain/staff.ts';
import {dialogues, isDialogue, sessionChildren} from './children.ts';
import type {MachineEvent, TerminalFault} from './events.ts';
import type {kioskMachine, Language} from './kiosk.ts';
import type {ButtonName, FieldName, ScreenMeta, ScreenName} from './screen.ts';
import type {Place, Show, Shown, ShownPart} from './shown.ts';

/** What covers the whole body, so that nobody reads what lies behind (T-23). */
export type Cover = 'idleWarning' | 'help' | 'language' | 'staff';

/**
 * Everything a screen may show, and nothing else: the deepest state's meta and an allow-listed part of the
 * contexts. Plain data, the same for live screens, replay and tests.
 */
export interface View extends Shown {
	/** The deepest state, such as `procedure.login.typing`. */
	readonly path: string;
	readonly screen: ScreenName;
	/** The manual's section, or the row or threat that asks for this state. */
	readonly manual: string;
	/** The procedures this kiosk offers. */
	readonly offered: readonly Procedure[];
	readonly code: string | undefined;
	readonly step: number | undefined;
	readonly buttons: readonly ButtonName[];
	readonly first: ButtonName | undefined;
	readonly escape: ButtonName | undefined;
	readonly field: FieldName | undefined;
	readonly behind: ScreenName | undefined;
	readonly cover: Cover | undefined;
	readonly isVeiled: boolean;
	readonly language: Language;
	/** The connection's certificate, when the last look at the window was good: the lock sign. */
	readonly identity: SiteIdentity | undefined;
	/** Whether a card lies in the reader. */
	readonly isCardIn: boolean;
	/** Whether the reader no longer answers until the card is taken out. */
	readonly isReaderStuck: boolean;
	/** Left to answer the idle warning. */
	readonly secondsLeft: number;
	/** Requests without a receipt that are still asked about: for staff. */
	readonly waiting: number;
	/** What the procedure in takeCard ended with. */
	readonly lastStop: Stop | undefined;
	/** Whether a procedure may begin, and until or from when. */
	readonly service: Service;
	/** Where a citizen is served meanwhile; the operator's own words, or empty. */
	readonly counter: string;
	readonly isSlow: boolean;
	/** How often the card left in was called for: each one more is a tone. */
	readonly tones: number;
	/** The card was left in so long that staff are called. */
	readonly isCardForgotten: boolean;
	/** Cards that became a matter for staff, since the start: for staff. */
	readonly forgottenCards: number;
	/** Keys of the settings that are not used as given, the whole file as an empty name: for staff. */
	readonly settingsFaults: readonly string[];
	/** Who of the staff is signed in, and for how long still; said on every screen. */
	readonly duty: {readonly officer: Officer; readonly secondsLeft: number} | undefined;
	/** Why the program around cannot set the kiosk up, in English, for staff; no machine says so. */
	readonly trouble?: string;
	/** Whether the call for staff leads to their sign-in: not while a card or the window is waited for. */
	readonly canSignIn: boolean;
}

/** The resting screen of a kiosk that could not be set up: nothing can be pressed, and staff read why. */
export function troubledView(idle: View, trouble: string): View {
	return {
		...idle,
		fault: 'terminal',
		trouble,
		buttons: [],
		first: undefined,
		escape: undefined,
	};
}

type Kiosk = SnapshotFrom<typeof kioskMachine>;

/** What the screen shows for this state of the kiosk, of the machine in its charge and of that one's dialogue. */
export function viewOf(kiosk: Kiosk): View {
	const child = snapshotOf(kiosk.children.procedure);
	const dialogue = child && snapshotOf(dialogueIn(child));
	const meta = metaOf(dialogue ?? child ?? kiosk);
	// What a dialogue lies over, and at which step, is its opener's to say.
	const {behind, step} = dialogue && child ? metaOf(child) : meta;
	const place = {screen: meta.screen, behind};
	const shown: ShownPart = {
		fault: kiosk.context.fault,
		unreachable: kiosk.context.unreachable,
		// The last person's: a machine in charge says its own.
		notice: child ? undefined : kiosk.context.lastNotice,
		...(child && showOf(sessionChildren, child, place)),
		...(dialogue && showOf(dialogues, dialogue, place)),
	};
	const {procedure} = shown;
	const isReaderStuck = kiosk.matches({reader: 'stuck'});
	const isCardForgotten = kiosk.matches({alarm: {calling: {patience: 'withStaff'}}});
	const stop = stopOf(meta, shown.fault, isReaderStuck, isCardForgotten);
	const menuButtons = meta.buttons?.filter(
		button =>
			(!isProcedure(button) || kiosk.context.procedures.includes(button)) &&
			!shown.withheld?.includes(button),
	);
	return {
		path: [kiosk.value.session, child && pathOf(child.value), dialogue && pathOf(dialogue.value)]
			.filter(Boolean)
			.join('.'),
		screen: meta.screen,
		manual: sectionOf(shown.manual ?? meta.manual, procedure),
		procedure,
		offered: kiosk.context.procedures,
		code: stop && stopCode(stop, procedure ?? 'revocation'),
		step,
		buttons: menuButtons ?? [],
		first: meta.first,
		escape: meta.escape,
		field: meta.field,
		behind,
		cover: coverOf(kiosk),
		isVeiled: kiosk.matches({veil: 'drawn'}),
		language: kiosk.context.language,
		identity: kiosk.context.identity,
		unreachable: shown.unreachable,
		isCardIn: kiosk.matches({reader: 'present'}),
		isReaderStuck,
		secondsLeft: kiosk.context.secondsLeft,
		triesLeft: shown.triesLeft,
		passwordFault: shown.passwordFault,
		password: shown.password,
		limits: shown.limits,
		passwordPart: shown.passwordPart,
		newPasswordFault: shown.newPasswordFault,
		asksCurrent: shown.asksCurrent ?? false,
		isResetAdvised: shown.isResetAdvised ?? false,
		application: shown.application,
		certificate: shown.certificate,
		applicantName: shown.applicantName,
		isRead: shown.isRead ?? false,
		isReadingAsked: shown.isReadingAsked ?? false,
		absent: shown.absent,
		kind: shown.kind,
		fault: shown.fault,
		waiting: kiosk.context.waiting,
		slip: shown.slip,
		noReceipt: shown.noReceipt,
		notice: shown.notice,
		validity: shown.validity,
		staff: shown.staff,
		reset: shown.reset,
		lastStop: kiosk.context.lastStop,
		service: kiosk.context.service,
		counter: kiosk.context.counter,
		isSlow: kiosk.context.isSlow,
		tones: kiosk.matches({alarm: 'calling'}) ? kiosk.context.tones : 0,
		isCardForgotten,
		forgottenCards: kiosk.context.forgottenCards,
		settingsFaults: kiosk.context.settingsFaults,
		duty: dutyOf(kiosk),
		canSignIn: !kiosk.matches({attention: 'held'}) && !kiosk.matches({session: 'desk'}),
	};
}

/** The deepest running actor: it hears what a person says and which screen was shown. */
export function deepestActor(kiosk: ActorRefFrom<typeof kioskMachine>): Hearing {
	const actor = kiosk.getSnapshot().children.procedure as Hearing | undefined;
	const child = snapshotOf(actor);
	const dialogue = child && dialogueIn(child);
	if (snapshotOf(dialogue)) return dialogue as Hearing;
	return (child ? actor : kiosk) as Hearing;
}

/** A running machine, and its name as a child. */
interface Hearing {
	readonly id: string;
	send(event: MachineEvent): void;
}

/** The dialogue that a machine in the session's charge has opened; it may be over. */
function dialogueIn({children}: AnyMachineSnapshot): unknown {
	return Object.entries(children).find(([name]) => isDialogue(name))?.[1];
}

/** What a machine stands at, while it runs. */
function snapshotOf(actor: unknown): AnyMachineSnapshot | undefined {
	const snapshot = (actor as {getSnapshot(): AnyMachineSnapshot} | undefined)?.getSnapshot();
	return snapshot?.status === 'active' ? snapshot : undefined;
}

/** A machine's part of the view, by the table in which it stands under its id. */
function showOf<Name extends string>(
	table: Readonly<Record<Name, {readonly show: Show<never>}>>,
	{machine, context}: AnyMachineSnapshot,
	place: Place,
): ShownPart {
	const {show} = table[machine.id as Name];
	return show(context as never, place);
}

/** The meta of the deepest state node that has one; of the kiosk, only its session shows screens. */
function metaOf(snapshot: Kiosk | AnyMachineSnapshot): ScreenMeta {
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

function dutyOf({context: {officer, dutySecondsLeft}}: Kiosk): View['duty'] {
	return officer && {officer, secondsLeft: dutySecondsLeft};
}

/** Where it stopped: for most states a fact of the state, for two of what was found. */
function stopOf(
	{screen, stop}: ScreenMeta,
	fault: TerminalFault | undefined,
	isReaderStuck: boolean,
	isCardForgotten: boolean,
): Stop | undefined {
	if (screen === 'notInService') return stopOfFault(fault);
	if (screen !== 'takeCard') return stop;
	if (isReaderStuck) return 'readerStuck';
	return isCardForgotten ? 'cardForgotten' : stop;
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

import {type Application, parseApplication} from '../domain/application.ts';
import {
	type CertificateDescription,
	type CertificateFact,
	isInstantField,
	parseCertificateDescription,
} from '../domain/certificate.ts';
import {ng} from '../domain/finding.ts';
import type {Notice} from '../domain/receipt.ts';
import type {SiteIdentity} from '../domain/site.ts';
import {type DeskReport, parseDeskReport} from '../domain/staffDesk.ts';
import {visibleText} from '../domain/text.ts';
import type {MachineEvent} from '../machines/events.ts';
import type {StaffShown} from '../machines/shown.ts';
import type {View} from '../machines/view.ts';

type EventType = MachineEvent['type'];
type EventOf<Type extends EventType> = Extract<MachineEvent, {readonly type: Type}>;

/** An event as a journal may hold it; `nth` numbers the procedure, so that placeholders are fresh for each. */
export function redactEvent(event: MachineEvent, nth: number): MachineEvent {
	const redactor = redactors[event.type] as (event: MachineEvent, nth: number) => MachineEvent;
	return redactor(event, nth);
}

/** Whether a journal may hold events of this type: what is not in the table is not written, whatever it is. */
export function isRecorded(type: string): type is EventType {
	return Object.hasOwn(redactors, type);
}

/** Whether a value has the form of an event as a journal holds it: every member that is written, and no other. */
export function hasFormOfRedacted(value: unknown): value is MachineEvent {
	const event = Object(value) as Record<string, unknown>;
	if (typeof event.type !== 'string' || !isRecorded(event.type)) return false;
	const inner = structured[event.type];
	for (const name of new Set([...Object.keys(event), ...(inner ? [inner] : [])])) {
		if (!(name === inner ? isTexts(event[name]) : isPlain(event[name]))) return false;
	}
	const written = redactEvent(event as unknown as MachineEvent, 0) as unknown as Record<string, unknown>;
	const names = Object.keys(event);
	return names.length === Object.keys(written).length && names.every(name => written[name] !== undefined);
}

/** The one member that is an object, where there is one. */
const structured: Readonly<Record<string, string>> = {
	'window.identified': 'identity',
	'window.answered': 'notice',
};

function isTexts(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.values(value).every(isPlain);
}

function isPlain(value: unknown): boolean {
	return typeof value === 'string' || Number.isSafeInteger(value);
}

/**
 * A view as a journal may digest it. Doing it twice changes nothing, so that a replay digests alike. How far a
 * document was read is left out: whether it fits one page tells how long name and address are (decision 0006).
 * So is what the kiosk offers: the header's input says it once; and how many cards were forgotten before this journal.
 */
export function redactView({offered, ...view}: View, nth: number): Omit<View, 'offered'> {
	return {
		...view,
		identity: view.identity && redactIdentity(view.identity),
		secondsLeft: view.cover === 'idleWarning' ? view.secondsLeft : 0,
		passwordFault: view.passwordFault && someFault,
		newPasswordFault: view.newPasswordFault && someFault,
		application: (view.application && redactApplication(view.application, nth)) || undefined,
		certificate: (view.certificate && redactDescription(view.certificate, nth)) || undefined,
		applicantName: view.applicantName && nameOf(nth),
		isRead: false,
		forgottenCards: 0,
		isReadingAsked: false,
		notice: view.notice && redactNotice(view.notice, nth),
		validity: view.validity && someDay,
		staff: view.staff && redactStaff(view.staff),
		reset: view.reset && {...view.reset, officers: view.reset.officers.map(() => someStaffId)},
		duty: view.duty && {officer: {...view.duty.officer, id: someStaffId}, secondsLeft: 0},
	};
}

/** A day that tells nothing: validity ends on a birthday, so the day itself is personal. */
const someDay = '2000-01-01T00:00:00Z';

/** One fault for all: which of them a typed password has would tell how long it is. */
const someFault = 'badCharacter';

/** One number for all of the staff. */
const someStaffId = '0';

/** As with passwords: which fault a PIN or a passphrase has would tell how long it is. */
const someTypingFault = 'notDigits';

function redactStaff(staff: StaffShown): StaffShown {
	return {
		...staff,
		typingFault: staff.typingFault && someTypingFault,
		report: staff.report && redactReport(staff.report),
	};
}

/** The same page without what devices, files and people are called. */
function redactReport(text: string): string {
	return JSON.stringify(redactedReport(parseDeskReport(text)));
}

function redactedReport(report: DeskReport): DeskReport {
	switch (report.kind) {
		case 'readiness':
			return {
				kind: report.kind,
				findings: report.findings.map(({check, status}) =>
					status === 'ng' ? ng(check, '', '') : {check, status, found: ''},
				),
			};
		case 'requests':
			return {
				kind: report.kind,
				waiting: report.waiting.map(({procedure}) => ({procedure, ageMinutes: 0})),
				unreadable: report.unreadable.map((_, at) => `file ${at + 1}`),
			};
		case 'lockouts':
			return {
				kind: report.kind,
				lockouts: report.lockouts.map(({isOwn}, at) => ({id: String(at + 1), seconds: 0, isOwn})),
			};
		case 'settings':
			return {...report, addressee: ''};
	}
}

const bare = <Type extends EventType>({type}: EventOf<Type>) => ({type}) as EventOf<Type>;

/** Builds each event anew from the members that may be written: a member that is added later stays out. */
const redactors: {readonly [Type in EventType]: (event: EventOf<Type>, nth: number) => EventOf<Type>} = {
	'user.ok': bare,
	'user.cancel': bare,
	'user.back': bare,
	'user.choose': ({type, choice}) => ({type, choice}),
	'user.active': bare,
	'user.help': bare,
	'user.language': bare,
	'user.staff': bare,
	'user.veil': bare,
	'user.slow': bare,
	'cover.confirm': bare,
	'cover.close': bare,
	'screen.shown': ({type, screen}) => ({type, screen}),
	'screen.readToEnd': bare,
	'screen.tooSmall': bare,
	'screen.fits': bare,
	'reader.present': bare,
	'reader.empty': bare,
	'reader.lost': bare,
	'reader.stuck': bare,
	'card.ready': ({type, triesLeft, typedOn}) => ({type, triesLeft, ...(typedOn && {typedOn})}),
	'card.absent': ({type, cause}) => ({type, cause}),
	'card.other': ({type, kind}) => ({type, kind}),
	'card.blocked': bare,
	'card.changed': bare,
	'card.verified': bare,
	'card.wrongPassword': ({type, triesLeft}) => ({type, triesLeft}),
	'slip.printed': bare,
	'slip.failed': bare,
	'card.padCancelled': bare,
	'card.notTyped': bare,
	'card.imported': ({type}) => ({type, certificate: ''}),
	'card.unreadable': bare,
	'card.signed': ({type}) => ({type, signed: ''}),
	'card.signFailed': bare,
	'card.left': bare,
	'card.failed': bare,
	'password.wellFormed': bare,
	'card.passwordChanged': bare,
	'card.passwordKept': bare,
	'card.changeUnknown': bare,
	'password.malformed': ({type}) => ({type, fault: someFault}),
	'password.refused': ({type}) => ({type, fault: someFault}),
	'application.drawn': ({type, application}, nth) => ({
		type,
		application: redactApplication(application, nth),
	}),
	'certificate.expired': ({type}) => ({type, notAfter: someDay}),
	'certificate.notYetValid': ({type}) => ({type, notBefore: someDay}),
	'certificate.unreadable': bare,
	'certificate.described': ({type, description}, nth) => ({
		type,
		description: redactDescription(description, nth),
	}),
	'window.identified': ({type, identity}) => ({type, identity: redactIdentity(identity)}),
	'window.unreachable': ({type, cause}) => ({type, cause}),
	'window.answered': ({type, notice}, nth) => ({type, notice: redactNotice(notice, nth)}),
	'window.noReceipt': ({type, cause}) => ({type, cause}),
	'service.open': ({type, until}) => ({type, ...(until && {until})}),
	'service.closing': ({type, until, opensAt}) => ({type, until, ...(opensAt && {opensAt})}),
	'service.closed': ({type, why, opensAt}) => ({type, why, ...(opensAt && {opensAt})}),
	'outbox.counted': ({type, waiting}) => ({type, waiting}),
	'terminal.ready': bare,
	'staff.typed': bare,
	'staff.mistyped': ({type}) => ({type, fault: someTypingFault}),
	/** Whether an order was signed decides where it leads. */
	'staff.signedIn': ({type, role, signature}) => ({
		type,
		id: someStaffId,
		role,
		certificate: '',
		signature: signature === '' ? '' : 'signature',
	}),
	'staff.wrong': bare,
	'staff.lockedOut': ({type, seconds}) => ({type, seconds}),
	'staff.refused': ({type, cause}) => ({type, cause}),
	'staff.failed': bare,
	'desk.report': ({type, report}) => ({type, report: redactReport(report)}),
	'desk.done': ({type, file, slip}) => ({type, file, slip}),
	'desk.failed': bare,
	'reset.drawn': ({type}) => ({type, order: 'order'}),
	'reset.granted': bare,
	'reset.refused': ({type, cause}) => ({type, cause}),
	'reset.noAnswer': bare,
	'reset.secondsLeft': ({type, seconds}) => ({type, seconds}),
	'terminal.failed': ({type, cause, unreachable}) => ({type, cause, ...(unreachable && {unreachable})}),
};

/** The document with an invented applicant; the issuer too, for a strange certificate may name a person there. */
function redactApplication(text: string, nth: number): string {
	const application = parseApplication(text);
	if (!application) return '';
	return JSON.stringify({
		...application,
		applicant: {
			name: nameOf(nth),
			nameSubstitutes: '',
			address: `住所${nth}`,
			addressSubstitutes: '',
			sex: 'unstated',
			birthDate: '000000000',
		},
		certificate: {issuer: `CN=発行者${nth}`, serialNumber: '00'},
		requestId: '0'.repeat(32),
	} satisfies Application);
}

/** The same facts with invented values: which extensions a certificate has is told by its profile. */
function redactDescription(text: string, nth: number): string {
	const description = parseCertificateDescription(text);
	if (!description) return '';
	const {choice, basic, detail} = description;
	const redacted = (facts: readonly CertificateFact[]) =>
		facts.map(fact => ({...fact, value: isInstantField(fact.field) ? someDay : `${fact.field}${nth}`}));
	return JSON.stringify({
		choice,
		basic: redacted(basic),
		detail: redacted(detail),
	} satisfies CertificateDescription);
}

function nameOf(nth: number): string {
	return `氏名${nth}`;
}

function redactNotice({result, decidedAt, effectiveAt}: Notice, nth: number): Notice {
	return {result, receiptNumber: `受付番号${nth}`, decidedAt, ...(effectiveAt && {effectiveAt})};
}

/** Not personal, but text that we did not write (T-13). */
function redactIdentity(identity: SiteIdentity): SiteIdentity {
	return {
		host: visibleText(identity.host),
		subject: visibleText(identity.subject),
		issuer: visibleText(identity.issuer),
		notBefore: identity.notBefore,
		notAfter: identity.notAfter,
		fingerprint: identity.fingerprint,
		protocol: identity.protocol,
	};
}

import type {AbsentCause, CardKind} from '../../src/domain/card.ts';
import {type Stop, stopCodes} from '../../src/domain/codes.ts';
import type {PasswordFault} from '../../src/domain/password.ts';
import {procedures} from '../../src/domain/procedure.ts';
import type {Notice} from '../../src/domain/receipt.ts';
import type {NoReceiptCause, SiteIdentity, UnreachableCause} from '../../src/domain/site.ts';
import {machines} from '../../src/journal/definition.ts';
import type {TerminalFault} from '../../src/machines/events.ts';
import type {Language} from '../../src/machines/kiosk.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import {viewWith} from '../helpers/views.ts';

export const languages: readonly Language[] = ['ja', 'en'];

/** All members of a union; one that is missing does not compile. */
const all = <Member extends string>(members: Readonly<Record<Member, true>>) =>
	Object.keys(members) as Member[];

export const absentCauses = all<AbsentCause>({
	noService: true,
	noReader: true,
	noCard: true,
	held: true,
	mute: true,
});
export const cardKinds = all<CardKind>({
	myNumber: true,
	juki: true,
	authOnly: true,
	phone: true,
	otherRealm: true,
	other: true,
});
export const terminalFaults = all<TerminalFault>({
	terminal: true,
	software: true,
	readerService: true,
	clock: true,
	window: true,
	busy: true,
	serviceError: true,
});
export const unreachableCauses = all<UnreachableCause>({
	noConnection: true,
	untrusted: true,
	selfSigned: true,
	expired: true,
	notYetValid: true,
	wrongHost: true,
	oldProtocol: true,
	plainHttp: true,
	notAllowed: true,
});
export const noReceiptCauses = all<NoReceiptCause>({
	busy: true,
	serviceError: true,
	cut: true,
	notBelieved: true,
});
export const passwordFaults = all<PasswordFault>({
	empty: true,
	fourDigits: true,
	tooShort: true,
	tooLong: true,
	badCharacter: true,
});

export const notice: Notice = {
	result: 'accepted',
	receiptNumber: '20261122-0001',
	decidedAt: '2026-11-22T02:05:00.000Z',
	effectiveAt: '2026-11-22T15:00:00.000Z',
};

const identity: SiteIdentity = {
	host: 'window.example',
	subject: 'CN=window.example',
	issuer: 'CN=Example TLS CA',
	notBefore: '2026-01-01T00:00:00.000Z',
	notAfter: '2027-01-01T00:00:00.000Z',
	fingerprint: 'AB:CD',
	protocol: 'TLSv1.3',
};

interface StateNode {
	readonly meta?: unknown;
	readonly states: Readonly<Record<string, StateNode>>;
}

const metasBelow = (node: StateNode): readonly ScreenMeta[] => [
	...(node.meta ? [node.meta as ScreenMeta] : []),
	...Object.values(node.states).flatMap(metasBelow),
];

/** What every state of the machines says of its screen. */
export const metas: readonly ScreenMeta[] = Object.values(machines).flatMap(machine =>
	metasBelow(machine.root),
);

/** What may differ on a screen besides the procedure: one entry a cause. */
const variants: ReadonlyArray<Partial<View>> = [
	{},
	{step: 4},
	{identity},
	{isReadingAsked: true},
	{offered: ['revocation']},
	{offered: ['validity']},
	{waiting: 1},
	{waiting: 12},
	{isReaderStuck: true},
	{isCardForgotten: true},
	{isSlow: true},
	{service: {status: 'open', until: '2026-11-22T08:15:00.000Z'}},
	{service: {status: 'closing', until: '2026-11-22T08:15:00.000Z', opensAt: '2026-11-23T23:30:00.000Z'}},
	{service: {status: 'closed', why: 'hours', opensAt: '2026-11-23T23:30:00.000Z'}, counter: '1階 市民課'},
	{service: {status: 'closed', why: 'maintenance'}},
	{settingsFaults: ['hours', 'language']},
	{settingsFaults: ['']},
	{fault: 'terminal', trouble: 'tls-ca.pem cannot be read'},
	{validity: '2026-03-31T14:59:59.000Z'},
	{notice},
	{notice: {...notice, result: 'valid'}},
	...[1, 2, 5].map(triesLeft => ({triesLeft})),
	...absentCauses.map(absent => ({absent})),
	...cardKinds.map(kind => ({kind})),
	...terminalFaults.map(fault => ({fault})),
	...unreachableCauses.map(unreachable => ({unreachable})),
	...noReceiptCauses.map(noReceipt => ({noReceipt})),
	...passwordFaults.map(passwordFault => ({passwordFault})),
	...(Object.keys(stopCodes) as Stop[]).map(lastStop => ({lastStop})),
];

/** Every screen of every state in one language, for both procedures and with every cause. */
export function viewsIn(language: Language): readonly View[] {
	return metas.flatMap(({screen, step, buttons = []}) =>
		procedures.flatMap(procedure =>
			variants.map(variant => viewWith({screen, step, buttons, procedure, language, ...variant})),
		),
	);
}

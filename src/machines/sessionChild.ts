import {type EventObject, type MachineContext, sendParent} from 'xstate';
import type {Stop} from '../domain/codes.ts';
import type {PasswordName} from '../domain/password.ts';
import type {Notice} from '../domain/receipt.ts';
import type {ScreenName} from './screen.ts';

/**
 * How a machine in the session's charge ended: back to the top screen, on to the certificate viewer, or for good,
 * with what stays to be said while the card is taken; the staff desk also on to a reset, or with a restart.
 */
export interface SessionEnd {
	readonly end: 'top' | 'viewer' | 'finished' | 'reset' | 'restart';
	readonly stop?: Stop;
	readonly notice?: Notice;
}

/** The output of a machine whose final states each say how it ended. */
export const endOfChild = ({event}: {readonly event: EventObject}): SessionEnd =>
	(event as unknown as {readonly output: SessionEnd}).output;

/** Over for good: the card is to be taken, and what is still to be said goes along. */
export const finishedEnd = ({
	context: {stop, notice},
}: {
	readonly context: Omit<SessionEnd, 'end'>;
}): SessionEnd => ({end: 'finished', ...(notice && {notice}), ...(stop && {stop})});

/** What ends a machine in any state, whose setup has `rememberStop`, whose end is `finished`. */
export const overForGood = {
	'procedure.expired': '.finished',
	/** A card that never answers cannot be asked again: over, until it is taken out (design 4). */
	'reader.stuck': {
		target: '.finished',
		actions: {type: 'rememberStop', params: {stop: 'readerStuck'}},
	},
} as const;

/** The first step of a state that works: not before its screen stands there, so that nobody pulls a card unwarned. */
export const onceShown = <Target extends string>(screen: ScreenName, target: Target) =>
	({
		on: {
			'screen.shown': {
				guard: ({event}: {readonly event: {readonly screen: string}}) => event.screen === screen,
				target,
			},
		},
	}) as const;

/** Where the choice of a password leads, for a state whose setup has the action `choose`. */
export const byPassword = <Target extends string>(target: Target) =>
	(['signing', 'authentication'] as const satisfies readonly PasswordName[]).map(password => ({
		guard: ({event}: {readonly event: {readonly choice: string}}) => event.choice === password,
		target,
		actions: {type: 'choose' as const, params: {password}},
	}));

/** What a machine in the session's charge hears beside devices and people. */
export type ChargeEvent =
	/** Its dialogue waits for the card, and is not to be disturbed; or no more. */
	| {readonly type: 'procedure.held'}
	| {readonly type: 'procedure.released'}
	/** Nobody answered the idle warning. */
	| {readonly type: 'procedure.expired'};

/** How a machine in the session's charge, and a dialogue of it, tells the machine above. */
export const tellParent = <Context extends MachineContext, Heard extends EventObject>() => ({
	tellHeld: tell<Context, Heard>('procedure.held'),
	tellReleased: tell<Context, Heard>('procedure.released'),
	tellPersonal: tell<Context, Heard>('procedure.personal'),
	tellImpersonal: tell<Context, Heard>('procedure.impersonal'),
});

const tell = <Context extends MachineContext, Heard extends EventObject>(type: `procedure.${string}`) =>
	sendParent<Context, Heard, unknown, EventObject, Heard>({type});

/**
 * What a state hears while a dialogue runs in it, whose setup has the actions `tellHeld`, `tellReleased` and
 * `passToDialogue`. The dialogue leaves by itself when the card does: a child that is stopped would not tell that it
 * holds no more.
 */
export const whileInDialogue = {
	'procedure.held': {actions: 'tellHeld'},
	'procedure.released': {actions: 'tellReleased'},
	'card.left': {actions: 'passToDialogue'},
} as const;

/** Where each end of a dialogue leads: an end that is not in the table does not compile. */
export function byEnd<End extends string>(targets: Readonly<Record<End, string>>) {
	return (Object.entries(targets) as Array<[End, string]>).map(([end, target]) => ({
		guard: ({event}: {readonly event: {readonly output: End}}) => event.output === end,
		target,
	}));
}

import {namedIn} from './catalogue.ts';

/**
 * What `bun run acceptance --prove` takes away from the machines, one at a time, to see that the tests named
 * after the row notice it.
 */
export type Bend =
	/** A way out of a state: on an event, after a delay, or at once. */
	| {
			readonly bent: 'transition';
			readonly machine: Machine;
			/** From the machine's root, parted by dots. */
			readonly state: string;
			readonly section: 'on' | 'after' | 'always';
			/** The event or the delay. */
			readonly key: string;
	  }
	/** A button of the state's screen. */
	| {readonly bent: 'button'; readonly machine: Machine; readonly state: string; readonly button: string}
	/** The field of the state's screen: what may be typed, and shown with F4. */
	| {readonly bent: 'field'; readonly machine: Machine; readonly state: string}
	/** A limit falls: a way out that the manual rules out is open. */
	| {
			readonly bent: 'limit';
			readonly machine: Machine;
			readonly state: string;
			readonly key: string;
			readonly target: string;
	  };

export type Machine = 'kiosk' | 'signedRequest' | 'login' | 'passwordChange' | 'newPassword';

const way = (machine: Machine, state: string, key: string): Bend => ({
	bent: 'transition',
	machine,
	state,
	section: 'on',
	key,
});
const delay = (machine: Machine, state: string, key: string): Bend => ({
	bent: 'transition',
	machine,
	state,
	section: 'after',
	key,
});
const atOnce = (machine: Machine, state: string): Bend => ({
	bent: 'transition',
	machine,
	state,
	section: 'always',
	key: '',
});
const button = (machine: Machine, state: string, name: string): Bend => ({
	bent: 'button',
	machine,
	state,
	button: name,
});
const field = (machine: Machine, state: string): Bend => ({bent: 'field', machine, state});
const openWay = (machine: Machine, state: string, key: string, target: string): Bend => ({
	bent: 'limit',
	machine,
	state,
	key,
	target,
});

/**
 * Each row that names a transition, a button or a limit, of chapter 2 and of chapter 3 and of the change of a PIN (seed
 * 001), with what it stands for.
 */
const table: ReadonlyArray<readonly [bend: Bend, ...rows: readonly string[]]> = [
	[way('kiosk', 'session.idle', 'user.ok'), 'S004-010', 'S004-162'],
	[way('kiosk', 'session.menu', 'user.choose'), 'S004-012', 'S004-164', 'S004-017', 'S004-167'],
	[way('kiosk', 'session.menu', 'user.choose'), 'S004-021', 'S004-171'],
	[button('kiosk', 'session.siteIdentity', 'ok'), 'S004-013', 'S004-165'],
	[way('kiosk', 'session.menu', 'user.cancel'), 'S004-018', 'S004-168', 'S004-023', 'S004-173'],
	[button('kiosk', 'session.menu', 'revocation'), 'S004-020'],
	[button('kiosk', 'session.menu', 'validity'), 'S004-170'],
	[way('signedRequest', 'starting', 'terminal.ready'), 'S004-029', 'S004-178'],
	// The applet's 【実行】 and its lasting trust are the terminal's own to give.
	[way('signedRequest', 'starting', 'terminal.ready'), 'S004-027', 'S004-028', 'S004-176', 'S004-177'],

	[button('signedRequest', 'importPrompt', 'ok'), 'S004-032', 'S004-181'],
	[button('signedRequest', 'importPrompt', 'cancel'), 'S004-033', 'S004-182'],
	[way('signedRequest', 'importPrompt', 'user.cancel'), 'S004-034', 'S004-183'],
	[way('signedRequest', 'importPrompt', 'user.ok'), 'S004-036', 'S004-185'],

	[button('login', 'typing', 'ok'), 'S004-038', 'S004-187', 'S004-073', 'S004-222'],
	[button('login', 'typing', 'cancel'), 'S004-040', 'S004-189', 'S004-075', 'S004-224'],
	[way('login', 'typing', 'user.cancel'), 'S004-041', 'S004-190', 'S004-076', 'S004-225'],
	[way('login', 'checking', 'card.blocked'), 'S004-043', 'S004-192', 'S004-078', 'S004-227'],
	[way('login', 'checking', 'card.verified'), 'S004-045', 'S004-194'],

	[button('signedRequest', 'confirmImport', 'ok'), 'S004-059', 'S004-207'],
	[button('signedRequest', 'confirmImport', 'back'), 'S004-060', 'S004-208'],
	[button('signedRequest', 'confirmImport', 'cancel'), 'S004-061', 'S004-210'],
	[way('signedRequest', 'confirmImport', 'user.back'), 'S004-062', 'S004-209'],
	[way('signedRequest', 'confirmImport.askingCancel', 'user.cancel'), 'S004-063', 'S004-211'],
	[way('signedRequest', 'confirmImport.reading', 'user.ok'), 'S004-065', 'S004-213'],

	[button('signedRequest', 'signConfirm', 'ok'), 'S004-066', 'S004-215'],
	[button('signedRequest', 'signConfirm', 'cancel'), 'S004-067', 'S004-216'],
	[way('signedRequest', 'signConfirm', 'user.cancel'), 'S004-068', 'S004-217'],
	[way('signedRequest', 'signConfirm', 'user.ok'), 'S004-070', 'S004-219'],

	[way('signedRequest', 'signing', 'card.signed'), 'S004-080', 'S004-229'],
	[button('signedRequest', 'sendConfirm', 'ok'), 'S004-082', 'S004-231'],
	[
		openWay('signedRequest', 'sending', 'user.cancel', '#signedRequest.confirmImport'),
		'S004-083',
		'S004-232',
	],
	[button('signedRequest', 'sendConfirm', 'cancel'), 'S004-084', 'S004-233'],
	[way('signedRequest', 'sendConfirm', 'user.cancel'), 'S004-085', 'S004-234'],
	[delay('signedRequest', 'sending.working', 'sendingDeadline'), 'S004-009', 'S004-161'],

	[way('signedRequest', 'sending', 'window.answered'), 'S004-087'],
	[atOnce('signedRequest', 'answered'), 'S004-235'],
	[way('signedRequest', 'accepted', 'user.ok'), 'S004-089'],
	[way('signedRequest', 'valid', 'user.ok'), 'S004-243'],

	[way('signedRequest', 'notInService', 'user.ok'), 'S004-093', 'S004-257', 'S004-100', 'S004-264'],
	[way('signedRequest', 'serviceBusy', 'user.ok'), 'S004-096', 'S004-260'],
	[way('signedRequest', 'serviceError', 'user.ok'), 'S004-098', 'S004-262'],
	[way('signedRequest', 'cardNotReady', 'user.ok'), 'S004-105', 'S004-269'],
	[button('signedRequest', 'cardNotReady', 'ok'), 'S004-106', 'S004-270'],
	[button('signedRequest', 'passwordCheckFailed', 'ok'), 'S004-112', 'S004-276'],
	[way('signedRequest', 'passwordCheckFailed', 'user.ok'), 'S004-113', 'S004-277'],
	[way('signedRequest', 'preparingCard', 'card.blocked'), 'S004-119', 'S004-283'],
	[way('signedRequest', 'passwordLocked', 'user.ok'), 'S004-120', 'S004-284'],

	[button('signedRequest', 'importError', 'back'), 'S004-126', 'S004-290'],
	[way('signedRequest', 'importError', 'user.back'), 'S004-127', 'S004-291'],
	[button('signedRequest', 'importError', 'cancel'), 'S004-128', 'S004-292'],
	[way('signedRequest', 'importError', 'user.cancel'), 'S004-129', 'S004-293'],
	[way('signedRequest', 'expired', 'user.ok'), 'S004-132', 'S004-297'],
	[button('signedRequest', 'formatError', 'back'), 'S004-134', 'S004-299'],
	[button('signedRequest', 'formatError', 'cancel'), 'S004-135', 'S004-300'],
	[way('signedRequest', 'formatError', 'user.back'), 'S004-136', 'S004-301'],
	[way('signedRequest', 'formatError', 'user.cancel'), 'S004-137', 'S004-302'],
	[way('signedRequest', 'issuerMismatch', 'user.ok'), 'S004-140', 'S004-247'],
	[button('signedRequest', 'certificateError', 'back'), 'S004-143', 'S004-304'],
	[button('signedRequest', 'certificateError', 'cancel'), 'S004-144', 'S004-305'],
	[way('signedRequest', 'certificateError', 'user.back'), 'S004-145', 'S004-306'],
	[way('signedRequest', 'certificateError', 'user.cancel'), 'S004-146', 'S004-307'],
	[button('signedRequest', 'applicationError', 'back'), 'S004-149', 'S004-310'],
	[button('signedRequest', 'applicationError', 'cancel'), 'S004-150', 'S004-311'],
	[way('signedRequest', 'applicationError', 'user.back'), 'S004-151', 'S004-312'],
	[way('signedRequest', 'applicationError', 'user.cancel'), 'S004-152', 'S004-313'],
	[way('signedRequest', 'alreadyRevoked', 'user.ok'), 'S004-156', 'S004-251'],
	[way('signedRequest', 'duplicate', 'user.ok'), 'S004-159', 'S004-255'],

	[button('kiosk', 'session.menu', 'passwordChange'), 'S001-004', 'S001-013'],
	[button('passwordChange', 'guide', 'ok'), 'S001-014'],
	[way('passwordChange', 'guide', 'user.ok'), 'S001-015'],
	[way('passwordChange', 'looking', 'card.ready'), 'S001-011'],
	[way('passwordChange', 'looking', 'card.blocked'), 'S001-008'],
	[button('newPassword', 'again.typing', 'ok'), 'S001-017'],
	[field('newPassword', 'next.typing'), 'S001-031'],
	[way('newPassword', 'next.examining', 'password.refused'), 'S001-023', 'S001-024'],
	[way('passwordChange', 'changing', 'password.refused'), 'S001-022'],
	[way('passwordChange', 'changing', 'card.passwordChanged'), 'S001-027'],
	[button('passwordChange', 'changed', 'ok'), 'S001-026'],
	[way('passwordChange', 'changing', 'card.wrongPassword'), 'S001-007'],
	[way('passwordChange', 'changing', 'card.blocked'), 'S001-006', 'S001-032', 'S001-034', 'S001-039'],
];

export const bends: ReadonlyMap<string, Bend> = new Map(
	table.flatMap(([bend, ...rows]) => rows.map(row => [row, bend] as const)),
);

/** The rows in a test's name that have a bend; the n-th turn of `--prove` bends the n-th of them. */
export function bentRows(testName: string): string[] {
	return namedIn(testName).filter(row => bends.has(row));
}

export function isSame(one: Bend, other: Bend | undefined): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

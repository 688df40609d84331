import type {ButtonName} from '../../src/machines/screen.ts';
import type {Scope} from './scope.ts';

/** One good card that may leave at any time, one procedure, a network that loses, delays and reorders. */
export const calm: Scope = {
	name: 'calm',
	procedures: ['revocation'],
	choices: [],
	cards: ['A'],
	blocked: [],
	callsStaff: 'nowhere',
	hasWrongPasswords: false,
	hasPad: false,
	hasReaderFaults: false,
	doublesMessages: false,
	hasCrashes: false,
	hasTerminalFaults: false,
	hasOtherTerminal: false,
	slots: 2,
};

/** The change of a password: rules, tries, and a card that may leave between any two commands. */
export const passwords: Scope = {
	...calm,
	name: 'change: passwords changed, refused, unknown and told',
	procedures: [],
	choices: ['passwordChange', 'signing'],
};

/** The certificate viewer: one certificate behind the password, one before it. */
export const viewer: Scope = {
	...calm,
	name: 'viewer: certificates shown, with and without a password',
	procedures: [],
	choices: ['viewer', 'signing', 'authentication'],
};

/** The staff desk: who comes, what they do there, and how they are signed out. */
export const desk: Scope = {
	...calm,
	name: 'desk: staff come, work and are signed out',
	procedures: [],
	choices: ['staffCard', 'staffPassphrase', 'readiness', 'signOut'],
	cards: ['officer1', 'helper'],
	callsStaff: 'everywhere',
};

/** The reset of a blocked card by two officers. */
export const reset: Scope = {
	...calm,
	name: 'reset: one blocked card, two officers',
	procedures: [],
	choices: ['staffCard', 'assistedReset', 'signing', 'holder', 'item1'],
	cards: ['A', 'officer1', 'officer2'],
	blocked: ['A'],
	callsStaff: 'everywhere',
};

/** The same; staff are called from the resting screen alone, which is a tenth of the states. */
export const resetFromRest: Scope = {...reset, callsStaff: 'atRest'};

/** Together they are the full exploration; each looks at one side of the world with all that can go wrong there. */
export const fullScopes: readonly Scope[] = [
	{
		...calm,
		name: 'delivery: network, crashes, disk, clock, service, another terminal',
		doublesMessages: true,
		hasCrashes: true,
		hasTerminalFaults: true,
		hasOtherTerminal: true,
	},
	{
		...calm,
		name: 'three requests at once on a network that loses, doubles, delays and reorders',
		doublesMessages: true,
		hasCrashes: true,
		slots: 3,
	},
	{...calm, name: 'passwords: five tries, right and wrong', hasWrongPasswords: true, hasCrashes: true},
	{
		...calm,
		name: 'pad: passwords typed on the reader, right, wrong, cancelled, not in time',
		hasWrongPasswords: true,
		hasPad: true,
		hasCrashes: true,
	},
	{
		...calm,
		name: 'cards: two cards and one of another kind, reader lost and stuck',
		cards: ['A', 'B', 'J'],
		hasReaderFaults: true,
		hasCrashes: true,
	},
	{
		...calm,
		name: 'both procedures',
		procedures: ['revocation', 'validity'],
		doublesMessages: true,
		hasCrashes: true,
		hasOtherTerminal: true,
	},
	{...passwords, hasWrongPasswords: true, hasCrashes: true},
	{
		...passwords,
		name: 'change: two cards and one of another kind',
		cards: ['A', 'B', 'J'],
		hasReaderFaults: true,
	},
	{...viewer, cards: ['A', 'B', 'J'], hasWrongPasswords: true, hasReaderFaults: true, hasCrashes: true},
	{
		...desk,
		name: 'desk: every errand of helper, officer and operator',
		choices: [
			...['staffCard', 'staffPassphrase', 'readiness', 'requests', 'removeFiles', 'lockouts'],
			...['lists', 'openingList', 'item1', 'upkeep', 'resetReader', 'restart'],
			...['deskSettings', 'setLanguage', 'signOut'],
		] as readonly ButtonName[],
		cards: ['A', 'helper', 'officer1', 'operator'],
		hasWrongPasswords: true,
		hasReaderFaults: true,
		hasCrashes: true,
	},
	{
		...calm,
		name: 'staff called in the middle of a revocation',
		choices: ['staffCard', 'signOut'],
		cards: ['A', 'officer1'],
		callsStaff: 'everywhere',
	},
	{
		...passwords,
		name: 'staff called in the middle of a change of passwords',
		choices: [...passwords.choices, 'staffCard', 'signOut'],
		cards: ['A', 'officer1'],
		callsStaff: 'everywhere',
	},
	{
		...viewer,
		name: 'staff called while certificates are shown',
		choices: [...viewer.choices, 'staffCard', 'signOut'],
		cards: ['A', 'officer1'],
		callsStaff: 'everywhere',
	},
	reset,
	{
		...resetFromRest,
		name: 'reset: PINs and fields wrong, reader lost and stuck, crashes',
		hasWrongPasswords: true,
		hasReaderFaults: true,
		hasCrashes: true,
	},
	{
		...resetFromRest,
		name: 'reset: an operator among three',
		cards: ['A', 'officer1', 'officer2', 'operator'],
	},
	{
		...resetFromRest,
		name: 'reset: an officer’s own card, and another',
		cards: ['A', 'B', 'officer1', 'officer2'],
		blocked: ['A', 'B'],
	},
	{...resetFromRest, name: 'reset: a password that is forgotten, not blocked', blocked: [], hasCrashes: true},
	{
		...resetFromRest,
		name: 'reset: the other password, and a representative whose documents lack',
		choices: ['staffCard', 'assistedReset', 'authentication', 'representative', 'holder', 'item1'],
		cards: ['A', 'officer1'],
	},
];

import type {Scope} from './scope.ts';

/** One good card that may leave at any time, one procedure, a network that loses, delays and reorders. */
export const calm: Scope = {
	name: 'calm',
	procedures: ['revocation'],
	choices: [],
	cards: ['A'],
	blocked: [],
	hasStaff: false,
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
	hasStaff: true,
};

/** The reset of a blocked card by two officers. */
export const reset: Scope = {
	...calm,
	name: 'reset: one blocked card, two officers',
	procedures: [],
	choices: ['staffCard', 'assistedReset', 'signing', 'holder', 'item1'],
	cards: ['A', 'officer1', 'officer2'],
	blocked: ['A'],
	hasStaff: true,
};

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
];

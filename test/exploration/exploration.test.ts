import {beforeAll, describe, expect, test} from 'vitest';
import {type Exploration, explore} from './explorer.ts';
import {MachineSpace, productMachines} from './machines.ts';
import {calm, desk, passwords, resetFromRest, viewer} from './scopes.ts';
import {tabulateWindow} from './windowTable.ts';

describe('kiosk, procedure, login, card, network and window explored together, with crashes', () => {
	let found: Exploration;

	beforeAll(async () => {
		const scope = {...calm, doublesMessages: true, hasCrashes: true};
		const machines = new MachineSpace(productMachines, scope.procedures);
		found = explore({machines, window: await tabulateWindow(), scope});
	}, 120_000);

	test('T-01 T-04 T-07 T-11 T-12 S004-042 S004-070 S004-079 S004-083 S004-089 no invariant breaks', () => {
		expect(found.broken).toBeUndefined();
		expect(found.isComplete).toBe(true);
		expect(found.states).toBeGreaterThan(50_000);
	});

	test('people, time and the taking of the card lead back to idle from every state', () => {
		expect(found.stranded).toBeUndefined();
	});

	test('G-01 an abandoned kiosk is idle again by itself, once the card is taken', () => {
		expect(found.abandoned).toBeUndefined();
	});

	test.each([
		'accepted',
		'duplicate',
		'notReceived',
		'outcomeUnknown',
		'unexpectedError',
		'cardChanged',
		'takeCard',
	])('the world is rich enough to lead to %s', screen => {
		expect(found.screens.get(screen)).toBeGreaterThan(0);
	});
});

test('S004-042 T-11 T-12 no invariant breaks where the password is typed on the reader, and every screen of it leads back', async () => {
	const scope = {...calm, hasPad: true, hasWrongPasswords: true};
	const machines = new MachineSpace(productMachines, scope.procedures);
	const found = explore({machines, window: await tabulateWindow(), scope});
	expect(found.broken).toBeUndefined();
	expect([found.isComplete, found.stranded, found.abandoned]).toEqual([true, undefined, undefined]);
	for (const screen of ['typingOnPad', 'notTyped', 'wrongPassword', 'askLastTry', 'accepted']) {
		expect(found.screens.get(screen), screen).toBeGreaterThan(0);
	}
	expect(found.screens.get('login')).toBeUndefined();
}, 120_000);

test.each([
	{
		scope: passwords,
		screens: [
			'passwordChanged',
			'newPasswordHolds',
			'oldPasswordHolds',
			'passwordUntold',
			'changeRefused',
			'changeCardLeft',
		],
	},
	{scope: desk, screens: ['staffMenu', 'staffReadiness', 'staffTakeCard', 'takeCard']},
	{
		scope: resetFromRest,
		screens: [
			'resetDone',
			'resetFailed',
			'resetOperator',
			'resetRefused',
			'resetUnavailable',
			'resetUnknown',
			'resetUntold',
		],
	},
	{scope: viewer, screens: ['certificateBasic', 'certificateDetail', 'viewerCardLeft', 'viewerNoCard']},
] as const)(
	'G-01 S001-026 S001-027 S001-029 T-11 T-21 T-22 T-23 no invariant breaks in $scope.name, and every screen leads back',
	async ({scope, screens}) => {
		const machines = new MachineSpace(productMachines, scope.procedures);
		const found = explore({machines, window: await tabulateWindow(), scope});
		expect(found.broken).toBeUndefined();
		expect([found.isComplete, found.stranded, found.abandoned]).toEqual([true, undefined, undefined]);
		for (const screen of screens) expect(found.screens.get(screen), screen).toBeGreaterThan(0);
	},
	120_000,
);

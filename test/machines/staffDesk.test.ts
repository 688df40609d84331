import {describe, expect, test} from 'vitest';
import type {StaffRole} from '../../src/domain/staff.ts';
import type {DeskReport} from '../../src/domain/staffDesk.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

const signedIn = (id: string, role: StaffRole): MachineEvent => ({
	type: 'staff.signedIn',
	id,
	role,
	certificate: '',
	signature: '',
});

/** F10, and F10 again. */
const calls = (kiosk: TestKiosk) => kiosk.tells({type: 'user.staff'}).tells({type: 'cover.confirm'});

/** Signs in by card, up to the moment at which it is to be taken. */
const toTakeCard = (kiosk: TestKiosk, role: StaffRole = 'operator') =>
	calls(kiosk.reader('present'))
		.presses('staffCard')
		.presses('ok')
		.hears({type: 'card.ready', triesLeft: 5})
		.presses('ok')
		.hears({type: 'staff.typed'}, signedIn('9001', role));

const toDesk = (kiosk: TestKiosk, role: StaffRole = 'operator') => toTakeCard(kiosk, role).reader('empty');

const told = (report: DeskReport): MachineEvent => ({type: 'desk.report', report: JSON.stringify(report)});

describe('the way to the staff desk', () => {
	test('leads over F10 and F10 again, from the resting screen and from any other', () => {
		for (const [name, to] of Object.entries({rest: (kiosk: TestKiosk) => kiosk, ...walk})) {
			if (['toSending', 'toSigning'].includes(name)) continue;
			const kiosk = to(testKiosk());
			const forgotten = kiosk.effects.get('forgetEverything') ?? 0;
			const hadProcedure = kiosk.requestContext() !== undefined;
			calls(kiosk);
			expect(kiosk.view(), name).toMatchObject({path: 'desk.signIn.choosing', screen: 'staffMethod'});
			expect(kiosk.effects.get('forgetEverything') ?? 0, name).toBe(forgotten + (hadProcedure ? 1 : 0));
		}
	});

	test.each(['toSigning', 'toSending'] as const)(
		'is closed while a card or the window is waited for: %s',
		name => {
			const kiosk = walk[name](testKiosk()).tells({type: 'user.staff'});
			expect(kiosk.view()).toMatchObject({cover: 'staff', canSignIn: false});
			const {path} = kiosk.view();
			expect(kiosk.tells({type: 'cover.confirm'}).view().path).toBe(path);
		},
	);

	test('leads nowhere by Enter, which only closes the cover', () => {
		const kiosk = walk.toMenu(testKiosk()).tells({type: 'user.staff'}).tells({type: 'cover.close'});
		expect(kiosk.view()).toMatchObject({path: 'menu', cover: undefined});
	});

	test('leaves nothing of the person who was served', () => {
		const kiosk = calls(walk.toConfirmImport(testKiosk()));
		expect(JSON.stringify(kiosk.requestContext())).not.toContain('吉田');
	});

	test('is the way out of a reader that is stuck', () => {
		const kiosk = walk.toMenu(testKiosk()).reader('present').reader('stuck');
		expect(kiosk.view().screen).toBe('takeCard');
		calls(kiosk);
		expect(kiosk.view().path).toBe('desk.signIn.choosing');
		expect(kiosk.reader('stuck').view().path).toBe('desk.signIn.choosing');
	});
});

describe('T-21 nobody works at the desk unless signed in', () => {
	test('the desk opens once the staff card is out, and not before', () => {
		const kiosk = toTakeCard(testKiosk());
		expect(kiosk.view()).toMatchObject({screen: 'staffTakeCard', duty: undefined});
		kiosk.reader('empty');
		expect(kiosk.view()).toMatchObject({
			path: 'desk.menu',
			duty: {officer: {id: '9001', role: 'operator'}, secondsLeft: 180},
		});
	});

	test('whoever leaves the sign-in finds no desk', () => {
		const kiosk = calls(testKiosk()).presses('cancel').reader('empty');
		expect(kiosk.view()).toMatchObject({screen: 'idle', duty: undefined});
	});

	test.each<MachineEvent>([
		{type: 'user.choose', choice: 'readiness'},
		{type: 'user.choose', choice: 'restart'},
		{type: 'desk.done', file: '', slip: 'none'},
		{type: 'desk.report', report: '{"kind":"settings"}'},
	])('%o does nothing while somebody signs in', event => {
		const kiosk = calls(testKiosk());
		expect(kiosk.says(event).view().path).toBe('desk.signIn.choosing');
	});

	test('a card that is taken away while it is asked signs nobody in', () => {
		const kiosk = calls(testKiosk().reader('present'))
			.presses('staffCard')
			.presses('ok')
			.hears({type: 'card.ready', triesLeft: 5})
			.presses('ok')
			.hears({type: 'staff.typed'})
			.reader('empty')
			.hears(signedIn('9001', 'operator'));
		expect(kiosk.view()).toMatchObject({screen: 'staffNoCard', duty: undefined});
	});

	test('one of both ways alone is not offered as a choice', () => {
		const card = calls(testKiosk({staff: {methods: ['card'], signOutSeconds: 180}}));
		expect(card.view().screen).toBe('staffInsertCard');
		const passphrase = calls(testKiosk({staff: {methods: ['passphrase'], signOutSeconds: 180}}));
		expect(passphrase.view()).toMatchObject({screen: 'staffId', field: 'staffId'});
	});

	test('number, passphrase and code are asked for one after the other, and judged together', () => {
		const kiosk = calls(testKiosk()).presses('staffPassphrase');
		const fields: unknown[] = [];
		for (let nth = 0; nth < 3; nth++) {
			fields.push(kiosk.view().field);
			kiosk.presses('ok');
			if (nth < 2) kiosk.hears({type: 'staff.typed'});
		}
		expect(fields).toEqual(['staffId', 'staffPassphrase', 'staffCode']);
		expect(kiosk.view().screen).toBe('staffChecking');
		expect(kiosk.hears(signedIn('9001', 'operator')).view().path).toBe('desk.menu');
	});

	test('a lock-out says how long, and tries again from the beginning', () => {
		const kiosk = calls(testKiosk()).presses('staffPassphrase');
		kiosk.presses('ok').hears({type: 'staff.typed'}).presses('ok').hears({type: 'staff.typed'}).presses('ok');
		kiosk.hears({type: 'staff.lockedOut', seconds: 300});
		expect(kiosk.view()).toMatchObject({screen: 'staffLockedOut', staff: {lockedSeconds: 300}});
		expect(kiosk.presses('ok').view().screen).toBe('staffMethod');
	});
});

describe('T-21 what may be done goes by the role', () => {
	test.each<[StaffRole, readonly string[]]>([
		['helper', ['readiness', 'requests', 'lists', 'upkeep', 'signOut', 'cancel']],
		['resetOfficer', ['readiness', 'requests', 'assistedReset', 'lists', 'upkeep', 'signOut', 'cancel']],
		[
			'operator',
			[
				'readiness',
				'requests',
				'assistedReset',
				'lists',
				'upkeep',
				'deskSettings',
				'lockouts',
				'signOut',
				'cancel',
			],
		],
	])('%s', (role, offered) => {
		expect(toDesk(testKiosk(), role).view().buttons).toEqual(offered);
	});

	test.each([
		['helper', 'assistedReset'],
		['helper', 'deskSettings'],
		['resetOfficer', 'lockouts'],
		['resetOfficer', 'deskSettings'],
	] as const)('%s cannot choose %s, whatever a key says', (role, choice) => {
		const kiosk = toDesk(testKiosk(), role).says({type: 'user.choose', choice});
		expect(kiosk.view().path).toBe('desk.menu');
	});

	test('a helper sees files that cannot be read, and cannot remove them', () => {
		const kiosk = toDesk(testKiosk(), 'helper').presses('requests');
		kiosk.hears(told({kind: 'requests', waiting: [], unreadable: ['torn.json']}));
		expect(kiosk.view().buttons).toEqual(['requests', 'cancel']);
		expect(kiosk.says({type: 'user.choose', choice: 'removeFiles'}).view().path).toBe('desk.requests');
	});

	test('an operator is asked before files are removed', () => {
		const kiosk = toDesk(testKiosk()).presses('requests');
		kiosk.hears(told({kind: 'requests', waiting: [], unreadable: ['torn.json']})).presses('removeFiles');
		expect(kiosk.view()).toMatchObject({screen: 'staffConfirm', first: 'cancel'});
	});

	test('nobody lifts a lock-out of their own', () => {
		const kiosk = toDesk(testKiosk()).presses('lockouts');
		const lockouts = [
			{id: '9001', seconds: 60, isOwn: true},
			{id: '2001', seconds: 60, isOwn: false},
		];
		kiosk.hears(told({kind: 'lockouts', lockouts}));
		expect(kiosk.view().buttons).toEqual(['item2', 'cancel']);
		expect(kiosk.says({type: 'user.choose', choice: 'item1'}).view().path).toBe('desk.lockouts');
		expect(kiosk.presses('item2').view().path).toBe('desk.working.doing');
	});
});

describe('T-23 while staff are signed in', () => {
	test('every screen says who, and for how long still', () => {
		const kiosk = toDesk(testKiosk()).presses('cancel');
		expect(kiosk.view()).toMatchObject({screen: 'idle', duty: {officer: {id: '9001'}, secondsLeft: 180}});
		kiosk.waits(3000).presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'menu', duty: {secondsLeft: 177}});
	});

	test('personal data is veiled until the citizen shows it', () => {
		const kiosk = walk.toConfirmImport(toDesk(testKiosk()).presses('cancel'));
		expect(kiosk.view()).toMatchObject({screen: 'confirmImport', isVeiled: true});
		expect(kiosk.tells({type: 'user.veil'}).view().isVeiled).toBe(false);
	});

	test('without staff nothing is veiled by itself', () => {
		expect(walk.toConfirmImport(testKiosk()).view().isVeiled).toBe(false);
	});

	test('nobody has to sign in again to come back to the desk', () => {
		const kiosk = toDesk(testKiosk()).presses('cancel');
		expect(calls(kiosk).view().path).toBe('desk.menu');
	});

	test('they are signed out after 180 s in which nobody used the desk, wherever the kiosk stands', () => {
		const kiosk = toDesk(testKiosk()).presses('cancel').presses('ok').waits(179_000);
		expect(kiosk.view().duty).toMatchObject({secondsLeft: 1});
		expect(kiosk.waits(1000).view().duty).toBeUndefined();
	});

	test('the desk closes with the end of that time, whatever it shows', () => {
		const staff = {methods: ['card', 'passphrase'], signOutSeconds: 30} as const;
		const kiosk = toDesk(testKiosk({staff})).presses('readiness');
		kiosk.hears(told({kind: 'readiness', findings: []})).waits(29_000);
		expect(kiosk.view().screen).toBe('staffReadiness');
		expect(kiosk.waits(1000).view()).toMatchObject({screen: 'idle', duty: undefined, staff: undefined});
	});

	test('keys at the desk give the time anew; keys elsewhere do not', () => {
		const kiosk = toDesk(testKiosk()).waits(50_000);
		expect(kiosk.view().duty).toMatchObject({secondsLeft: 130});
		expect(kiosk.tells({type: 'user.active'}).view().duty).toMatchObject({secondsLeft: 180});
		kiosk.presses('cancel').presses('ok').waits(10_000);
		expect(kiosk.tells({type: 'user.active'}).view().duty).toMatchObject({secondsLeft: 170});
	});

	test('signing out ends it at once', () => {
		const kiosk = toDesk(testKiosk()).presses('signOut');
		expect(kiosk.view()).toMatchObject({screen: 'idle', duty: undefined});
	});

	test('a desk that is left alone warns, ends and signs out', () => {
		const kiosk = toDesk(testKiosk({staff: {methods: ['card', 'passphrase'], signOutSeconds: 900}})).waits(
			120_000,
		);
		expect(kiosk.view().cover).toBe('idleWarning');
		expect(kiosk.waits(30_000).view()).toMatchObject({screen: 'idle', duty: undefined});
	});
});

describe('at the desk', () => {
	test('what is done begins when its screen is out', () => {
		const kiosk = toDesk(testKiosk()).presses('upkeep').presses('resetReader');
		expect(kiosk.view()).toMatchObject({screen: 'staffWorking', path: 'desk.working.doing'});
		expect(kiosk.hears({type: 'desk.done', file: '', slip: 'none'}).view().screen).toBe('staffDone');
	});

	test('the name of an export is told', () => {
		const kiosk = toDesk(testKiosk()).presses('upkeep').presses('exportJournal');
		kiosk.hears({type: 'desk.done', file: '/state/export/journal-20261122T000000Z.jsonl', slip: 'none'});
		expect(kiosk.view().staff?.file).toContain('journal-20261122T000000Z');
	});

	test('a list with a point that was not ticked asks before it is finished', () => {
		const kiosk = toDesk(testKiosk()).presses('lists').presses('openingList');
		kiosk.presses('item1').presses('item2').presses('item1').presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'staffListMissing', staff: {ticked: ['item2']}});
		expect(kiosk.presses('cancel').view().screen).toBe('staffList');
		expect(kiosk.presses('ok').presses('ok').view().path).toBe('desk.working.doing');
	});

	test('a list with every point ticked is finished without a question', () => {
		const kiosk = toDesk(testKiosk()).presses('lists').presses('closingList');
		for (const item of ['item1', 'item2', 'item3', 'item4', 'item5', 'item6'] as const) kiosk.presses(item);
		expect(kiosk.presses('ok').view().path).toBe('desk.working.doing');
	});

	test('a restart is asked about, with the harmless answer first', () => {
		const kiosk = toDesk(testKiosk()).presses('upkeep').presses('restart');
		expect(kiosk.view()).toMatchObject({screen: 'staffConfirm', first: 'cancel'});
		expect(kiosk.presses('cancel').view().path).toBe('desk.menu');
	});

	test('what fails is told, and leads back to the menu', () => {
		const kiosk = toDesk(testKiosk()).presses('readiness').hears({type: 'desk.failed'});
		expect(kiosk.view().screen).toBe('staffFailed');
		expect(kiosk.presses('ok').view().path).toBe('desk.menu');
	});

	test('work that is never done is given up', () => {
		const kiosk = toDesk(testKiosk()).presses('readiness').waits(60_000);
		expect(kiosk.view().screen).toBe('staffFailed');
	});
});

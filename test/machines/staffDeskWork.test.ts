import {describe, expect, test} from 'vitest';
import type {StaffRole} from '../../src/domain/staff.ts';
import type {DeskReport} from '../../src/domain/staffDesk.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import type {ButtonName} from '../../src/machines/screen.ts';
import {showStaffDesk, staffDeskMachine} from '../../src/machines/staffDesk.ts';
import {alone, shown} from '../helpers/alone.ts';
import {type TestKiosk, testKiosk, toStaffMenu, walk} from '../helpers/kiosk.ts';

type Context = Parameters<typeof showStaffDesk>[0];
const choose = (choice: string) => ({type: 'user.choose', choice}) as MachineEvent;
const ok: MachineEvent = {type: 'user.ok'};
const cancel: MachineEvent = {type: 'user.cancel'};
const told = (report: DeskReport): MachineEvent => ({type: 'desk.report', report: JSON.stringify(report)});
const done: MachineEvent = {type: 'desk.done', file: '', slip: 'none'};
const torn: DeskReport = {kind: 'requests', waiting: [], unreadable: ['torn.json']};
const lockouts: DeskReport = {
	kind: 'lockouts',
	lockouts: [
		{id: '9001', seconds: 60, isOwn: true},
		{id: '2001', seconds: 60, isOwn: false},
	],
};
const settings: DeskReport = {
	kind: 'settings',
	language: 'ja',
	isSlow: false,
	mayReveal: false,
	addressee: '東京都知事殿',
};

/** The desk by itself, with somebody on duty. */
const desk = (role: StaffRole = 'operator') =>
	alone<Context>(staffDeskMachine, {methods: ['card', 'passphrase'], officer: {id: '9001', role}});
const works = (...choices: MachineEvent[]) => desk().hears(...choices, shown('staffWorking'));
const workOf = (at: ReturnType<typeof desk>) =>
	at.devices().find(({device}) => device === 'workAtDesk')?.input as Record<string, unknown> | undefined;

describe('T-21 what is done at the desk', () => {
	test.each<[string, MachineEvent[], object]>([
		['the self-check', [choose('readiness')], {doing: 'readiness'}],
		['the requests', [choose('requests')], {doing: 'requests'}],
		['the lock-outs', [choose('lockouts')], {doing: 'lockouts'}],
		['the settings', [choose('deskSettings')], {doing: 'deskSettings'}],
		['the reader', [choose('upkeep'), choose('resetReader')], {doing: 'resetReader'}],
		['the journal', [choose('upkeep'), choose('exportJournal')], {doing: 'exportJournal'}],
		['a restart', [choose('upkeep'), choose('restart'), ok], {doing: 'restart'}],
		[
			'files that cannot be read',
			[choose('requests'), shown('staffWorking'), told(torn), choose('removeFiles'), ok],
			{doing: 'removeFiles', report: JSON.stringify(torn)},
		],
		[
			'a lock-out',
			[choose('lockouts'), shown('staffWorking'), told(lockouts), choose('item2')],
			{doing: 'item2', report: JSON.stringify(lockouts)},
		],
		...(['setLanguage', 'setSlowMode', 'setReveal'] as const).map(
			setting =>
				[
					setting,
					[choose('deskSettings'), shown('staffWorking'), told(settings), choose(setting)],
					{doing: setting, report: JSON.stringify(settings)},
				] as [string, MachineEvent[], object],
		),
	])('%s: the device is told of it, and who asked, once the screen says so', (_, way, work) => {
		const at = desk().hears(...way);
		expect(workOf(at)).toBeUndefined();
		at.hears(shown('staffMenu'));
		expect(workOf(at)).toBeUndefined();
		expect(workOf(at.hears(shown('staffWorking')))).toEqual({
			officer: {id: '9001', role: 'operator'},
			missing: [],
			report: '',
			...work,
		});
	});

	test('of a list the points that were not ticked', () => {
		const list = [choose('lists'), choose('openingList')];
		const ticks = [choose('item1'), choose('item6'), choose('item2'), choose('item2')];
		expect(workOf(works(...list, ...ticks, ok, ok))).toMatchObject({
			doing: 'openingList',
			missing: ['keyboard', 'reader', 'printer', 'readiness'],
		});
		const all = ['item1', 'item2', 'item3', 'item4', 'item5', 'item6'].map(choose);
		expect(workOf(works(choose('lists'), choose('closingList'), ...all, ok))).toMatchObject({
			doing: 'closingList',
			missing: [],
		});
	});

	test('the kiosk is held while it is done, and no longer', () => {
		for (const end of [done, told(torn), {type: 'desk.failed'} as const]) {
			const at = works(choose('requests'));
			expect(at.isHeld()).toBe(true);
			expect(at.hears(end).isHeld()).toBe(false);
		}
	});

	test('what takes more than a minute has failed', () => {
		expect(works(choose('readiness')).waits(59_999).meta().screen).toBe('staffWorking');
		expect(works(choose('readiness')).waits(60_000).meta().screen).toBe('staffFailed');
	});

	test.each<[DeskReport, string]>([
		[{kind: 'readiness', findings: []}, 'staffReadiness'],
		[torn, 'staffRequests'],
		[lockouts, 'staffLockouts'],
		[settings, 'staffSettings'],
	])('a report opens its own page, with the harmless way first: %o', (report, screen) => {
		const at = works(choose('readiness')).hears(told(report));
		expect(at.meta()).toMatchObject({screen, first: 'cancel', escape: 'cancel', manual: 'T-21, T-23'});
		expect(at.hears(cancel).meta().screen).toBe('staffMenu');
	});

	test('self-check and requests can be asked again', () => {
		for (const page of ['readiness', 'requests'] as const) {
			const report: DeskReport = page === 'requests' ? torn : {kind: 'readiness', findings: []};
			const at = works(choose(page)).hears(told(report), choose(page));
			expect(at.context()).toMatchObject({doing: page, report: ''});
			expect(at.meta().screen).toBe('staffWorking');
		}
	});

	test('what was done is told with its file and its slip, and forgotten in the menu', () => {
		const at = works(choose('upkeep'), choose('exportJournal')).hears({
			type: 'desk.done',
			file: 'journal.jsonl',
			slip: 'printed',
		});
		expect(at.meta()).toMatchObject({screen: 'staffDone', buttons: ['ok'], first: 'ok', escape: 'ok'});
		expect(at.context()).toMatchObject({doing: 'exportJournal', file: 'journal.jsonl', slip: 'printed'});
		at.hears(ok);
		expect(at.meta().screen).toBe('staffMenu');
		expect(at.context()).toMatchObject({
			doing: undefined,
			report: '',
			ticked: [],
			file: undefined,
			slip: 'none',
		});
		expect(works(choose('upkeep'), choose('resetReader')).hears(done).context().file).toBeUndefined();
	});

	test('nothing of one list is left for the next one', () => {
		const at = desk().hears(choose('lists'), choose('openingList'), choose('item1'), cancel);
		expect(at.meta().screen).toBe('staffLists');
		expect(at.hears(choose('closingList')).context()).toMatchObject({doing: 'closingList', ticked: []});
		expect(at.hears(cancel, cancel).meta().screen).toBe('staffMenu');
	});

	test('a list is gone through in any order, and no other key ticks', () => {
		const at = desk().hears(choose('lists'), choose('openingList'), choose('item3'), choose('readiness'));
		expect([at.meta().screen, at.context().ticked]).toEqual(['staffList', ['item3']]);
		expect(at.meta()).toMatchObject({first: 'item1', escape: 'cancel'});
		at.hears(choose('item1'), choose('item3'));
		expect(at.context().ticked).toEqual(['item1']);
		expect(at.hears(ok).meta()).toMatchObject({
			screen: 'staffListMissing',
			behind: 'staffList',
			first: 'cancel',
			escape: 'cancel',
		});
		expect(at.hears(cancel).meta().screen).toBe('staffList');
	});

	test('what cannot be taken back is asked about, and can be left', () => {
		for (const way of [
			[choose('upkeep'), choose('restart')],
			[choose('requests'), shown('staffWorking'), told(torn), choose('removeFiles')],
		]) {
			const at = desk().hears(...way);
			expect(at.meta()).toMatchObject({
				screen: 'staffConfirm',
				behind: 'staffMenu',
				buttons: ['ok', 'cancel'],
				first: 'cancel',
				escape: 'cancel',
			});
			expect(at.hears(cancel).meta().screen).toBe('staffMenu');
		}
	});

	test.each([
		['upkeep', 'staffUpkeep', ['resetReader', 'exportJournal', 'restart', 'cancel']],
		['lists', 'staffLists', ['openingList', 'closingList', 'cancel']],
	])('%s has its page, and leads back', (choice, screen, buttons) => {
		const at = desk().hears(choose(choice));
		expect(at.meta()).toMatchObject({screen, buttons, first: 'cancel', escape: 'cancel'});
		expect(at.hears(cancel).meta().screen).toBe('staffMenu');
	});

	test.each([
		['helper', ['exportJournal'], 'staffUpkeep'],
		['resetOfficer', ['exportJournal'], 'staffUpkeep'],
	] as const)('%s cannot take what takes an operator', (role, choices, screen) => {
		const at = desk(role).hears(choose('upkeep'), ...choices.map(choose));
		expect(at.meta().screen).toBe(screen);
		const requests = desk(role).hears(choose('requests'), shown('staffWorking'), told(torn));
		expect(requests.hears(choose('removeFiles')).meta().screen).toBe('staffRequests');
		const pages = [lockouts, settings].map(report =>
			desk(role).hears(choose('requests'), shown('staffWorking'), told(report)),
		);
		expect(pages[0]?.hears(choose('item2')).meta().screen).toBe('staffLockouts');
		expect(pages[1]?.hears(choose('setReveal')).meta().screen).toBe('staffSettings');
	});
});

describe('T-21 who may see which button', () => {
	const withheld = (
		role: StaffRole | undefined,
		screen: string,
		report?: DeskReport,
	): readonly ButtonName[] => {
		const {context} = desk();
		const officer = role && {id: '9001', role};
		const given = {...context(), officer, report: report ? JSON.stringify(report) : ''};
		return showStaffDesk(given, {screen: screen as never, behind: undefined}).withheld ?? [];
	};

	test('by the role', () => {
		const all = ['assistedReset', 'lockouts', 'deskSettings', 'removeFiles', 'exportJournal'];
		expect(withheld(undefined, 'staffMenu')).toEqual(all);
		expect(withheld('helper', 'staffMenu')).toEqual(all);
		expect(withheld('resetOfficer', 'staffMenu')).toEqual(all.slice(1));
		expect(withheld('operator', 'staffMenu')).toEqual([]);
	});

	test('no file, nothing to remove', () => {
		expect(withheld('operator', 'staffRequests', torn)).toEqual([]);
		expect(withheld('operator', 'staffRequests', {...torn, unreadable: []})).toEqual(['removeFiles']);
		expect(withheld('helper', 'staffRequests', {...torn, unreadable: []})).toContain('assistedReset');
	});

	test('of lock-outs those of others alone', () => {
		const others = ['item1', 'item3', 'item4', 'item5', 'item6'];
		expect(withheld('operator', 'staffLockouts', lockouts)).toEqual(others);
		expect(withheld('helper', 'staffLockouts', lockouts)).toHaveLength(6);
		expect(withheld('operator', 'staffLockouts')).toHaveLength(6);
		expect(withheld('operator', 'staffLockouts', settings)).toHaveLength(6);
	});
});

test('T-21 whoever signs in at the desk need be no more than a helper, and may be anybody of the staff', () => {
	const kiosk = walk.toMenu(testKiosk()).tells({type: 'user.staff'}).tells({type: 'cover.confirm'});
	kiosk.reader('present').presses('staffCard').presses('ok').hears({type: 'card.ready', triesLeft: 5});
	kiosk.presses('ok').hears({type: 'staff.typed'});
	expect(kiosk.view().staff).toMatchObject({task: 'desk', needed: 'helper'});
	expect(kiosk.atWork()).toContainEqual({
		device: 'checkStaffCard',
		input: {needed: 'helper', excluded: [], order: ''},
	});
});

describe('T-23 the end of a duty', () => {
	const signsIn = (kiosk: TestKiosk) => toStaffMenu(kiosk, officer);
	const notes = (kiosk: TestKiosk) =>
		kiosk.done.filter(({type}) => type === 'noteSignOut').map(({params}) => params);
	const officer = {id: '9001', role: 'operator'} as const;

	test('is noted with who it was, and why', () => {
		const asked = signsIn(walk.toMenu(testKiosk())).presses('signOut');
		expect(notes(asked)).toEqual([{officer, cause: 'asked'}]);
		const away = signsIn(walk.toMenu(testKiosk())).presses('cancel').waits(180_000);
		expect(notes(away)).toEqual([{officer, cause: 'idle'}]);
		const patient = {methods: ['card', 'passphrase'], signOutSeconds: 900} as const;
		const left = signsIn(walk.toMenu(testKiosk({staff: patient}))).waits(150_000);
		expect(notes(left)).toEqual([{officer, cause: 'idle'}]);
	});

	test('a restart of the kiosk is asked for once, and waits for the card', () => {
		const kiosk = signsIn(walk.toMenu(testKiosk())).reader('present');
		kiosk.presses('upkeep').presses('restart').presses('ok').hears(done);
		expect(kiosk.done.filter(({type}) => type === 'restart')).toHaveLength(1);
		expect(kiosk.view().screen).toBe('takeCard');
	});

	test('a reset leads to the reset, and back to the desk’s own officer', () => {
		const kiosk = signsIn(walk.toMenu(testKiosk())).presses('assistedReset');
		expect(kiosk.view()).toMatchObject({screen: 'resetChoose', duty: {officer}});
	});

	test('whoever is on duty is asked nothing again; whoever is not signs in first', () => {
		expect(desk().meta().screen).toBe('staffMenu');
		const at = alone<Context>(staffDeskMachine, {methods: ['card'], officer: undefined});
		expect(at.meta().screen).toBe('staffMethod');
		expect(
			desk()
				.hears({type: 'duty.over'} as never)
				.output(),
		).toEqual({end: 'finished'});
		expect(desk().hears(cancel).output()).toEqual({end: 'finished'});
	});
});

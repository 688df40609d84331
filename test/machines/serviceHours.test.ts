import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {MachineEvent, ServiceEvent} from '../../src/machines/events.ts';
import {screenWords} from '../../src/words/index.ts';
import {testKiosk, walk} from '../helpers/kiosk.ts';

const closing: ServiceEvent = {
	type: 'service.closing',
	until: '2026-11-24T08:15:00.000Z',
	opensAt: '2026-11-24T23:30:00.000Z',
};
const closed: ServiceEvent = {type: 'service.closed', why: 'hours', opensAt: '2026-11-24T23:30:00.000Z'};
const maintenance: ServiceEvent = {...closed, why: 'maintenance'};
const outside = [closing, closed, maintenance].map(event => [event.type, event] as const);

const plain = (kiosk: ReturnType<typeof testKiosk>) => screenWords(kiosk.view()).plain.join('');

describe('G-10 outside the hours and shortly before their end', () => {
	test.each(outside)('a key begins nothing (%s): the kiosk says why, with its code', (_, event) => {
		const kiosk = testKiosk().reader('empty').service(event).presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'outOfHours', code: 'S-20', buttons: ['ok']});
		expect(kiosk.presses('ok').view().screen).toBe('idle');
	});

	test.each(outside)('a card begins nothing either (%s), and is to be taken', (_, event) => {
		const kiosk = testKiosk().reader('empty').service(event).reader('present');
		expect(kiosk.view()).toMatchObject({screen: 'outOfHours', isCardIn: true});
		expect(kiosk.presses('ok').view().screen).toBe('takeCard');
		expect(kiosk.reader('empty').view().screen).toBe('idle');
	});

	test.each(['revocation', 'viewer'] as const)(
		'what was on the top screen before begins no more: %s',
		button => {
			const kiosk = walk.toMenu(testKiosk()).service(closing).presses(button);
			expect(kiosk.view().screen).toBe('outOfHours');
		},
	);

	test.each(Object.entries(walk).slice(1))('a procedure under way is never cut: %s', (_, to) => {
		const before = to(testKiosk()).view();
		const kiosk = to(testKiosk()).service(closing).service(closed);
		expect(kiosk.view()).toMatchObject({path: before.path, screen: before.screen, code: before.code});
	});

	test('a procedure under way goes on to its result', () => {
		const kiosk = walk.toSendConfirm(testKiosk()).service(closed).presses('ok');
		const notice = {result: 'accepted', receiptNumber: 'R', decidedAt: '2026-11-24T08:16:00Z'} as const;
		expect(kiosk.hears({type: 'window.answered', notice}).view().screen).toBe('accepted');
	});

	test('whoever is left there is led away by idleness', () => {
		const kiosk = testKiosk().reader('empty').service(closed).presses('ok');
		expect(kiosk.waits(150_000).view().screen).toBe('idle');
	});

	test('the top screen comes by itself when it opens', () => {
		const kiosk = testKiosk().reader('empty').service(closed).presses('ok').service({type: 'service.open'});
		expect(kiosk.view().screen).toBe('menu');
	});
});

test('G-10 whatever person, card and clock do, nothing begins but while the kiosk is open', () => {
	const begins = ['procedure', 'viewer', 'passwordChange'];
	const placeOf = ({path}: {readonly path: string}) => path.split('.')[0] ?? '';
	let begun = 0;
	const step = fc.oneof(
		fc.constantFrom<ServiceEvent>({type: 'service.open'}, closing, closed, maintenance),
		fc.constantFrom('present', 'empty', 'lost'),
		fc.constantFrom<MachineEvent>(
			{type: 'user.ok'},
			{type: 'user.cancel'},
			{type: 'user.back'},
			...(['revocation', 'validity', 'viewer', 'passwordChange', 'siteIdentity', 'slow'] as const).map(
				choice => ({type: 'user.choose', choice}) as const,
			),
			{type: 'terminal.ready'},
			{type: 'card.ready', triesLeft: 5},
		),
		fc.constantFrom(1000, 60_000, 200_000),
	);
	fc.assert(
		fc.property(fc.array(step, {minLength: 5, maxLength: 30}), steps => {
			const kiosk = walk.toMenu(testKiosk({procedures: ['revocation', 'validity']}));
			let isOpen = true;
			for (const each of steps) {
				const before = placeOf(kiosk.view());
				if (typeof each === 'number') kiosk.waits(each);
				else if (typeof each === 'string') kiosk.reader(each);
				else if (isService(each)) {
					kiosk.service(each);
					isOpen = each.type === 'service.open';
				} else kiosk.says(each);
				const after = placeOf(kiosk.view());
				// From one procedure into another, the viewer after 2.2.11, is going on.
				if (!begins.includes(after) || begins.includes(before)) continue;
				begun++;
				expect(isOpen, `${before} to ${after}`).toBe(true);
			}
		}),
		{numRuns: 150},
	);
	expect(begun).toBeGreaterThan(0);
});

const isService = (event: {readonly type: string}): event is ServiceEvent =>
	event.type.startsWith('service.');

describe('G-10 the idle screen says', () => {
	const idle = (event: ServiceEvent, counter = '') => testKiosk({counter}).reader('empty').service(event);

	test('until when it serves, in Japan’s time', () => {
		const {notes} = screenWords(idle({type: 'service.open', until: '2026-11-24T08:15:00.000Z'}).view());
		expect(notes).toContain('受付は、11月24日(火) 17時15分までです。');
	});

	test('nothing of an end where there is none', () => {
		expect(screenWords(idle({type: 'service.open'}).view()).notes.join('')).not.toContain('受付');
	});

	test('from when it serves again, and who helps meanwhile', () => {
		expect(plain(idle(closed, '1階 市民課'))).toBe(
			'ただいま受付の時間ではありません。11月25日(水) 08時30分から使えます。それまでの手続は、1階 市民課で受け付けています。',
		);
	});

	test('that it is maintained, or closes soon', () => {
		expect(plain(idle(maintenance))).toContain('保守のため休止');
		expect(plain(idle(closing))).toContain('まもなく受付を終わる');
	});

	test('this before a fault: nobody needs staff for it now', () => {
		const kiosk = idle(closed).tells({type: 'terminal.failed', cause: 'window'} as never);
		expect(plain(kiosk)).toContain('受付の時間ではありません');
	});
});

test('a broken setting is told to staff by its key, on the idle screen and on the page for staff', () => {
	const view = testKiosk({settingsFaults: ['hours', 'language']}).view();
	expect(screenWords(view).notes).toContain(
		'職員の方へ: 設定に誤りがあり、初期値を使っています(hours language)。',
	);
});

import {describe, expect, test} from 'vitest';
import {stopCodes} from '../../src/domain/codes.ts';
import {procedures} from '../../src/domain/procedure.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {loginMachine} from '../../src/machines/login.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import {signedRequestMachine} from '../../src/machines/signedRequest.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';

interface Node {
	readonly meta?: unknown;
	readonly states: Readonly<Record<string, Node>>;
}

const metasBelow = (node: Node): ScreenMeta[] => [
	...(node.meta ? [node.meta as ScreenMeta] : []),
	...Object.values(node.states).flatMap(metasBelow),
];

test('S004-003 every section of the contents (X-01) is a state or a stop of the machines', () => {
	const metas = [kioskMachine, signedRequestMachine, loginMachine].flatMap(machine =>
		metasBelow(machine.root),
	);
	const places = [...metas.map(({manual}) => manual), ...Object.values(stopCodes)]
		.flatMap(place => (typeof place === 'string' ? [place] : Object.values(place)))
		.flatMap(place => place.split(/, |-(?=\d)/));
	const sections = [
		...numbered('2.1', 9),
		...numbered('2.2', 15),
		...numbered('3.1', 12),
		...numbered('3.2', 12),
	];
	expect(sections.filter(section => !places.includes(section))).toEqual([]);
});

function numbered(chapter: string, count: number): string[] {
	return Array.from({length: count}, (_, index) => `${chapter}.${index + 1}`);
}

describe.each([
	['S004-008', 'revocation', 'accepted', 'accepted'],
	['S004-160', 'validity', 'valid', 'valid'],
] as const)('%s the flow of the %s', (row, procedure, result, end) => {
	test(`${row} goes through the manual’s screens (plain) and dialogs (shaded) in their order`, () => {
		const steps: Array<(kiosk: TestKiosk) => TestKiosk> = [
			kiosk => walk.toMenu(kiosk),
			kiosk => walk.toImportPrompt(kiosk, procedure),
			kiosk => walk.toLogin(kiosk, 5, procedure),
			kiosk => walk.toConfirmImport(kiosk, procedure),
			kiosk => walk.toSignConfirm(kiosk, procedure),
			kiosk => walk.toSecondLogin(kiosk, 5, procedure),
			kiosk => walk.toSendConfirm(kiosk, procedure),
			kiosk =>
				walk.toSending(kiosk, procedure).hears({
					type: 'window.answered',
					notice: {result, receiptNumber: 'R-400', decidedAt: '2026-11-22T02:00:00.000Z'},
				}),
		];
		const seen = steps.map(to => {
			const {screen, behind} = to(testKiosk({procedures})).view();
			return behind === undefined ? screen : `${screen} over ${behind}`;
		});
		expect(seen).toEqual([
			'menu',
			'importPrompt',
			'login over importPrompt',
			'confirmImport',
			'signConfirm over confirmImport',
			'login over confirmImport',
			'sendConfirm over confirmImport',
			end,
		]);
	});
});

describe.each([
	['S004-009', 'revocation'],
	['S004-161', 'validity'],
] as const)('%s the time a %s takes', (row, procedure) => {
	test(`${row} the kiosk waits at most the manual’s minute for the window, then asks what became of it`, () => {
		const kiosk = walk.toSending(testKiosk({procedures}), procedure);
		expect(kiosk.waits(59_999).view().screen).toBe('sending');
		expect(kiosk.waits(1).view().screen).toBe('inquiring');
	});
});

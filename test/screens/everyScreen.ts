import {stopCode} from '../../src/domain/codes.ts';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import {machines} from '../../src/journal/definition.ts';
import {type DialogueName, isDialogue} from '../../src/machines/children.ts';
import type {PasswordPart} from '../../src/machines/newPassword.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import {viewWith} from '../helpers/views.ts';
import {applicationText, certificateText, identity} from './views.ts';

interface Node {
	readonly id: string;
	readonly meta?: unknown;
	readonly states: Readonly<Record<string, Node>>;
}

/** Where each dialogue stands on its first use. */
const openers: Readonly<Record<DialogueName, Pick<ScreenMeta, 'behind' | 'step'>>> = {
	login: {behind: 'importPrompt', step: 2},
	newPassword: {},
	staffSignIn: {},
};

/** Every state's own word on its screen, read from the machines; a dialogue's with what its opener adds. */
export const metas: ReadonlyArray<{readonly id: string; readonly meta: ScreenMeta}> = Object.entries(
	machines,
).flatMap(([name, machine]) =>
	walk(machine.root as unknown as Node).map(({id, meta}) => ({
		id,
		meta: isDialogue(name) ? {...meta, ...openers[name]} : meta,
	})),
);

function walk(node: Node): Array<{id: string; meta: ScreenMeta}> {
	const own = node.meta ? [{id: node.id, meta: node.meta as ScreenMeta}] : [];
	return [...own, ...Object.values(node.states).flatMap(walk)];
}

/** A name and an address longer than a page of the smallest terminal. */
export const longest = {
	name: '寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末'.repeat(4),
	address: `東京都千代田区霞が関2丁目1番地2号 ${'霞が関マンション高層棟'.repeat(30)} 終わりの号室`,
	nameSubstitutes: '01',
};

/** A view of each state, filled as the machines could fill it: long names where a person's data is shown. */
export const everyView: readonly View[] = metas.map(({id, meta}) =>
	viewWith({
		path: id,
		screen: meta.screen,
		procedure: /^(signedRequest|login)\b/.test(id) ? 'revocation' : undefined,
		code: meta.stop && stopCode(meta.stop, 'revocation'),
		step: meta.step,
		buttons: meta.buttons ?? [],
		first: meta.first,
		escape: meta.escape,
		field: meta.field,
		behind: meta.behind,
		identity,
		triesLeft: meta.step === 2 ? 3 : undefined,
		passwordFault: meta.field ? 'fourDigits' : undefined,
		...(/^(newPassword|passwordChange)\b/.test(id) && changing(id, meta)),
		application:
			meta.screen === 'confirmImport' || meta.behind === 'confirmImport'
				? applicationText('revocation', longest)
				: undefined,
		certificate: meta.screen.startsWith('certificate') ? certificateText(longest) : undefined,
		notice: {
			result: 'accepted',
			receiptNumber: '20261122-000042-7',
			decidedAt: '2026-11-22T02:06:10.000Z',
			effectiveAt: '2026-11-22T15:00:00.000Z',
		},
		validity: '2026-11-21T14:59:59Z',
	}),
);

/** A change as it may stand on the screen: with the longest of its sentences. */
function changing(id: string, {field}: ScreenMeta): Partial<View> {
	return {
		password: 'authentication',
		limits: passwordLimits.signing,
		passwordPart: (/^newPassword\.(current|next|again)/.exec(id)?.[1] ?? 'next') as PasswordPart,
		newPasswordFault: field && 'run',
		asksCurrent: true,
		isResetAdvised: true,
		triesLeft: 3,
	};
}

export const sizes = [
	{columns: 80, rows: 24},
	{columns: 101, rows: 37},
	{columns: 160, rows: 50},
] as const;

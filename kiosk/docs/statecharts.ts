import type {AnyStateNode} from 'xstate';
import {type MachineName, machines} from '../../src/journal/definition.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import {jaScreens} from '../../src/words/ja.ts';
import type {Situation} from '../../src/words/words.ts';

/** The statecharts as a page of Markdown with Mermaid diagrams, written from the machines themselves. */
export function statechartsPage(): string {
	return [
		'# The statecharts',
		'',
		'Written by `bun run docs` from the machines in `src/machines`; a test fails when this page is stale.',
		'A box names the state, the screen it shows, and the section of the manual (or the row or threat) it stands for;',
		'where revocation and validity check differ, both sections stand.',
		...Object.entries(charts).flatMap(([name, {title, text}]) => [
			'',
			`## ${name} ${title}`,
			'',
			text,
			'',
			...chart(machines[name as MachineName].root as AnyStateNode),
		]),
		'',
	].join('\n');
}

const charts: Readonly<Record<MachineName, {readonly title: string; readonly text: string}>> = {
	kiosk: {
		title: '窓口端末',
		text: 'Who is there, what the reader holds, what covers the screen: regions that run beside each other.',
	},
	signedRequest: {
		title: '失効申請・有効性確認',
		text: 'Chapters 2 and 3 of the manual in one machine.',
	},
	certificateViewer: {
		title: '電子証明書の表示',
		text: 'The tool that 2.2.11, 2.2.12, 3.1.10 and 3.2.11 send people to; it signs and sends nothing.',
	},
	passwordChange: {
		title: 'パスワードの変更',
		text: 'The change of seed 001 (Q31-B), for both passwords of a card.',
	},
	staffDesk: {
		title: '職員メニュー',
		text: 'Whoever comes signs in first; what may be done goes by the role (T-21, T-23).',
	},
	assistedReset: {
		title: '暗証番号の初期化',
		text: 'Two officers with their own cards, then the citizen alone; without an unblocker it ends in guidance (T-21).',
	},
	staffSignIn: {
		title: '職員のサインイン',
		text: 'By staff card, or by passphrase and one-time code; used by the desk and by both officers of a reset.',
	},
	login: {
		title: 'ログイン',
		text: 'Used twice: before the import (2.1.4, 3.1.4) and before the signature (2.1.7, 3.1.7).',
	},
	newPassword: {
		title: '新しいパスワード',
		text: 'The fields of a new password: in the change, and alone where the old one is not known.',
	},
};

function chart(root: AnyStateNode): string[] {
	// Mermaid draws regions side by side only within a box.
	const states = root.type === 'parallel' ? box(root, 1) : inside(root, 1);
	return ['```mermaid', 'stateDiagram-v2', ...states, ...arrows(root), '```'];
}

/** The states within a state, each after the state that holds it. */
function inside(node: AnyStateNode, depth: number): string[] {
	const indent = '  '.repeat(depth);
	const children = Object.values(node.states);
	if (node.type === 'parallel') {
		return children.flatMap((child, index) => [...(index > 0 ? [`${indent}--`] : []), ...box(child, depth)]);
	}
	const [first] = node.initial.target ?? [];
	return [
		...(first ? [`${indent}[*] --> ${idOf(first)}`] : []),
		...children.flatMap(child => box(child, depth)),
	];
}

function box(node: AnyStateNode, depth: number): string[] {
	const indent = '  '.repeat(depth);
	const declaration = `${indent}state "${labelOf(node)}" as ${idOf(node)}`;
	if (Object.keys(node.states).length === 0) return [declaration];
	return [`${declaration} {`, ...inside(node, depth + 1), `${indent}}`];
}

/** The ways from state to state, those between the same two joined. */
function arrows(root: AnyStateNode): string[] {
	const ways = new Map<string, string[]>();
	for (const node of nodesOf(root)) {
		for (const transition of [...[...node.transitions.values()].flat(), ...(node.always ?? [])]) {
			for (const target of transition.target ?? []) {
				const way = `${idOf(node)} --> ${idOf(target)}`;
				const said = `${wordOf(transition.eventType)} ${conditionOf(transition.guard)}`.trim();
				if (!ways.get(way)?.includes(said)) ways.set(way, [...(ways.get(way) ?? []), said]);
			}
		}
	}
	const drawn = [...ways].map(
		([way, said]) => `  ${way}${said.some(Boolean) ? ` : ${said.filter(Boolean).join(', ')}` : ''}`,
	);
	const ends = nodesOf(root)
		.filter(node => node.type === 'final')
		.map(node => `  ${idOf(node)} --> [*]`);
	return [...drawn, ...ends];
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
	return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

/** A colon or a dot would end a name in Mermaid. */
function idOf(node: AnyStateNode): string {
	return node.id.replaceAll(/[^A-Za-z0-9]/g, '_');
}

function labelOf(node: AnyStateNode): string {
	const meta = node.meta as ScreenMeta | undefined;
	return meta ? [node.key, titleOf(meta), sectionsOf(meta)].join('<br>') : node.key;
}

function titleOf({screen}: ScreenMeta): string {
	return jaScreens[screen](anySituation).title;
}

function sectionsOf({manual}: ScreenMeta): string {
	if (typeof manual === 'string') return manual;
	return manual.revocation === manual.validity
		? manual.revocation
		: `${manual.revocation} / ${manual.validity}`;
}

/** What a transition waits for, as few words as can be: events by their name, deadlines and ends of children by theirs. */
function wordOf(eventType: string): string {
	const after = /^xstate\.after\.([^.]+)\./.exec(eventType);
	if (after) return `after ${after[1]}`;
	const done = /^xstate\.done\.actor\.(?:.*\.)?(\w+)$/.exec(eventType);
	return done ? `end of ${done[1]}` : eventType;
}

/** A guard by its name and what it is asked; one written in place has no name. */
function conditionOf(guard: unknown): string {
	if (typeof guard === 'string') return `[${guard}]`;
	if (typeof guard !== 'object' || guard === null || !('type' in guard)) return '';
	const params =
		'params' in guard && typeof guard.params === 'object' ? Object.values(guard.params ?? {}) : [];
	return `[${[guard.type, ...params].join(' ')}]`;
}

/** Titles depend on the procedure at most. */
const anySituation = {
	procedure: 'revocation',
	language: 'ja',
	offered: [],
	service: {status: 'open'},
	settingsFaults: [],
} as Partial<Situation> as Situation;

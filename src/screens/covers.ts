import type {View} from '../machines/view.ts';
import type {CoverWords} from '../words/words.ts';
import type {Block} from './block.ts';
import type {ButtonCaption} from './buttons.ts';
import type {Texts} from './texts.ts';

/** What covers the whole body, and leaves nothing of a person to be read behind it (T-23). */
export function blocksOfCover(
	view: View,
	{screen, words}: Texts,
): {readonly title: string; readonly blocks: readonly Block[]} {
	const {title, plain} = coverWords(view, words.covers);
	const code: Block[] =
		view.cover === 'staff' && view.code !== undefined
			? [{kind: 'sign', label: words.frame.code, value: view.code}]
			: [];
	const help = view.cover === 'help' ? helpOf({screen, words}) : [];
	return {title, blocks: [...code, {kind: 'text', sentences: plain, tone: 'strong'}, ...help]};
}

/** Our help for the screen, and below it all that the manual says about its state. */
function helpOf({screen, words}: Texts): Block[] {
	const own: Block = {kind: 'text', sentences: screen.help, tone: 'text'};
	if (screen.manual.length === 0) return [own];
	return [
		own,
		{kind: 'text', sentences: [words.frame.fromManual], tone: 'label'},
		{kind: 'quote', quotes: screen.manual},
	];
}

/** The answers to a cover, with the keys that give them. */
export function coverButtons(view: View, {words}: Texts): ButtonCaption[] {
	const {confirm, close} = coverWords(view, words.covers);
	if (view.cover === 'idleWarning') return [{name: 'close', caption: close}];
	if (confirm === undefined) return [{name: 'close', caption: `Enter ${close}`}];
	if (view.cover === 'staff') {
		return [
			{name: 'close', caption: `Enter ${close}`},
			{name: 'confirm', caption: `F10 ${confirm}`},
		];
	}
	return [
		{name: 'confirm', caption: `Enter ${confirm}`},
		{name: 'close', caption: `Esc ${close}`},
	];
}

/** Undefined when the settings are well. */
function namesOf(settingsFaults: readonly string[]): string | undefined {
	return settingsFaults.length === 0 ? undefined : settingsFaults.join(' ');
}

function coverWords(view: View, covers: Texts['words']['covers']): CoverWords {
	switch (view.cover) {
		case undefined:
			throw new Error('no cover is shown');
		case 'idleWarning':
			return covers.idleWarning(view.secondsLeft);
		case 'staff':
			return covers.staff(view.waiting, view.forgottenCards, namesOf(view.settingsFaults), view.canSignIn);
		default:
			return covers[view.cover];
	}
}

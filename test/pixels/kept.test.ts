import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {View} from '../../src/machines/view.ts';
import {viewWith} from '../helpers/views.ts';
import {applicationText, identity, views} from '../screens/views.ts';
import {cellsOf} from './cells.ts';
import {differenceOf, isKeeping, keep, kept} from './keptPictures.ts';
import {misdrawn} from './misdrawn.ts';
import {openStage, type Shown, type Stage} from './stage.ts';

const named = {
	...views.confirmImport,
	application: applicationText('revocation', {
		name: '𠮷田　葛\u{E0100}子',
		address: '東京都辻\u{E0100}町1番地 コーポⅡ',
	}),
};

/** The main screens: what nearly every citizen meets. */
const shown: Readonly<Record<string, Shown>> = {
	idle: of(views.idle),
	menu: of(views.menu),
	importPrompt: of(views.importPrompt),
	login: {...of(views.login), focus: undefined, typedCount: 8},
	confirmImport: of(named),
	sendConfirm: of(views.sendConfirm),
	accepted: of(views.accepted),
	passwordLocked: of(views.passwordLocked),
	help: of({...views.importPrompt, cover: 'help'}),
	idleWarning: of(viewWith({...views.confirmImport, cover: 'idleWarning', identity})),
};

function of(view: View): Shown {
	return {view, focus: view.first, trial: true};
}

describe.each([
	{width: 1280, height: 720, text: 'normal', language: 'ja'},
	{width: 1920, height: 1080, text: 'normal', language: 'en'},
] as const)('$text text at $width x $height, in $language', ({width, height, text, language}) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage(width, height, text);
	});
	afterAll(() => stage?.close());

	test.each(Object.entries(shown))('%s looks as it did', async (name, each) => {
		const drawn = {...each, view: {...each.view, language}};
		const grid = await stage.show(drawn);
		const file = `${name}-${height}-${text}-${language}`;
		if (isKeeping) {
			const cells = cellsOf(drawn, grid);
			keep(file, await stage.display.captureUntil(picture => misdrawn(picture, grid, cells).length === 0));
		}
		const before = kept(file);
		if (!before) throw new Error('there is no kept picture: bun run pixels takes it');
		let difference = 1_000_000;
		await stage.display.captureUntil(picture => {
			difference = differenceOf(picture, before);
			return difference <= allowed;
		});
		expect(difference).toBeLessThanOrEqual(allowed);
	});
});

/** Of a million pixels: less than one sign, and more than another release of a rasteriser makes. */
const allowed = 100;

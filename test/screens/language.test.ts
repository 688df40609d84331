import {describe, expect, test} from 'vitest';
import {type Procedure, procedures} from '../../src/domain/procedure.ts';
import {layoutOf} from '../../src/screens/layout.ts';
import {screenWords} from '../../src/words/index.ts';
import {type TestKiosk, testKiosk, walk} from '../helpers/kiosk.ts';
import {read, wordsOf} from './person.ts';

const places: Readonly<Record<string, (kiosk: TestKiosk, procedure: Procedure) => TestKiosk>> = {
	idle: kiosk => kiosk,
	menu: kiosk => walk.toMenu(kiosk),
	importPrompt: walk.toImportPrompt,
	login: (kiosk, procedure) => walk.toLogin(kiosk, 3, procedure),
	confirmImport: walk.toConfirmImport,
	signConfirm: walk.toSignConfirm,
	'the second login': (kiosk, procedure) => walk.toSecondLogin(kiosk, 4, procedure),
	signing: walk.toSigning,
	sendConfirm: walk.toSendConfirm,
	sending: walk.toSending,
};

describe('F2 changes the language at any moment and keeps the state', () => {
	for (const [name, arrive] of Object.entries(places)) {
		test.each(procedures)(`${name}, %s`, async procedure => {
			const kiosk = arrive(testKiosk({procedures}), procedure);
			const before = kiosk.view();
			const context = kiosk.requestContext();
			kiosk.tells({type: 'user.language'}).tells({type: 'cover.confirm'});

			expect(kiosk.view()).toEqual({...before, language: 'en'});
			expect(kiosk.requestContext()).toEqual(context);
			const {panel} = await read(kiosk.view());
			for (const sentence of screenWords({...before, language: 'en'}).plain) {
				expect(panel).toContain(wordsOf(sentence));
			}
			kiosk.tells({type: 'user.language'}).tells({type: 'cover.confirm'});
			expect(kiosk.view()).toEqual(before);
		});
	}
});

test('S004-052 the document stays Japanese on an English screen, and its meaning stands below it', () => {
	const view = {...walk.toConfirmImport(testKiosk()).view(), language: 'en'} as const;
	const lines = layoutOf(view, {columns: 80, rows: 24}, false).body.map(line =>
		line.map(({text}) => text).join(''),
	);
	const text = wordsOf(lines.join(''));
	const japanese = text.indexOf('自己の電子証明書の失効申請を依頼します。');
	expect(japanese).toBeGreaterThan(-1);
	expect(text.indexOf(wordsOf('I request the revocation of my own certificate.'))).toBeGreaterThan(japanese);
});

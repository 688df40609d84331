import {describe, expect, test} from 'vitest';
import {type Resumption, resumptionOf} from '../../src/machines/resumption.ts';
import {applicationFor, testKiosk, walk} from '../helpers/kiosk.ts';

const validity: Resumption = {at: 'procedure', procedure: 'validity', language: 'en', isSlow: true};
const procedures = ['revocation', 'validity'] as const;

describe('T-18 a kiosk that became itself anew with a person still there', () => {
	test('shows them what the one before showed, in their language and at their pace', () => {
		expect(testKiosk({procedures, resumes: validity}).view()).toMatchObject({
			path: 'procedure.unexpectedError',
			screen: 'unexpectedError',
			manual: '3.2.6',
			procedure: 'validity',
			buttons: ['ok', 'cancel'],
			language: 'en',
			isSlow: true,
		});
		const viewer = testKiosk({procedures, resumes: {...validity, at: 'viewer'}});
		expect(viewer.view()).toMatchObject({path: 'viewer.cardLeft', screen: 'viewerCardLeft', language: 'en'});
	});

	test('leads on as the one before: to another import, another certificate, or up to the top', () => {
		const kiosk = () => testKiosk({procedures, resumes: validity});
		expect(kiosk().presses('ok').view().path).toBe('procedure.importPrompt');
		expect(kiosk().presses('cancel').view().path).toBe('menu');
		const viewer = () => testKiosk({procedures, resumes: {...validity, at: 'viewer'}});
		expect(viewer().presses('ok').view().path).toBe('viewer.choosing');
		expect(viewer().presses('cancel').view().path).toBe('menu');
	});

	test('asks whether they are still there, and is at rest when nobody answers', () => {
		// In slow mode 1,200 s, and 300 s for the answer.
		const kiosk = testKiosk({procedures, resumes: validity}).reader('empty').waits(1_200_000);
		expect(kiosk.view()).toMatchObject({path: 'procedure.unexpectedError', cover: 'idleWarning'});
		expect(kiosk.waits(300_000).view()).toMatchObject({path: 'idle', language: 'ja', isSlow: false});
	});

	test('does so once: whoever begins then begins at the beginning', () => {
		const kiosk = testKiosk({procedures, resumes: validity}).presses('cancel');
		expect(kiosk.presses('revocation').view()).toMatchObject({
			path: 'procedure.starting.checking',
			procedure: 'revocation',
		});
		const viewer = testKiosk({procedures, resumes: {...validity, at: 'viewer'}}).presses('cancel');
		expect(viewer.presses('viewer').view().path).toBe('viewer.choosing');
	});

	test('is found out from the screen, once the card is gone', () => {
		const import_ = walk.toMenu(testKiosk({procedures})).reader('present').tells({type: 'user.slow'});
		const pulled = import_
			.presses('validity')
			.hears({type: 'terminal.ready'})
			.presses('ok')
			.hears({type: 'card.ready', triesLeft: 5}, {type: 'user.ok'}, {type: 'password.wellFormed'})
			.hears({type: 'card.verified'}, {type: 'card.failed'});
		expect(pulled.view()).toMatchObject({path: 'procedure.unexpectedError', isCardIn: true});
		expect(resumptionOf(pulled.view())).toBeUndefined();
		expect(resumptionOf(pulled.reader('empty').view())).toEqual({...validity, language: 'ja'});
	});

	test('knows and shows just what one knows and shows that was not renewed', () => {
		const pulled = walk
			.toMenu(testKiosk({procedures}))
			.reader('present')
			.presses('validity')
			.hears({type: 'terminal.ready'})
			.presses('ok')
			.hears({type: 'card.ready', triesLeft: 5}, {type: 'user.ok'}, {type: 'password.wellFormed'})
			.hears({type: 'card.verified'}, {type: 'card.imported', certificate: 'AAAA'})
			.hears({type: 'application.drawn', application: applicationFor('validity')})
			.reader('empty');
		const resumes = resumptionOf(pulled.view());
		const renewed = testKiosk({procedures, resumes}).reader('empty');
		expect(renewed.view()).toEqual(pulled.view());
		expect(renewed.requestContext()).toEqual({...(pulled.requestContext() as object), isCutShort: true});
		expect(renewed.atWork()).toEqual(pulled.atWork());
	});

	test('goes on from no other screen', () => {
		for (const [name, to] of Object.entries(walk)) {
			const view = to(testKiosk({procedures})).view();
			if (view.path !== 'procedure.unexpectedError') expect(resumptionOf(view), name).toBeUndefined();
		}
	});
});

import type {Procedure} from '../../src/domain/procedure.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import type {View} from '../../src/machines/view.ts';
import type {HeadlessKiosk} from './headlessKiosk.ts';

export interface Journey {
	readonly procedure?: Procedure;
	readonly password?: string;
	/** Stops before the answer to this screen. */
	readonly upTo?: ScreenName;
}

/** Where a journey ended, and every screen that asked for an answer on its way. */
export interface Journeyed {
	readonly end: View;
	readonly screens: readonly ScreenName[];
}

/** Goes on as a citizen who wants it done: gives each screen its answer, until one has none that leads on. */
export async function goOn(
	kiosk: HeadlessKiosk,
	{procedure = 'revocation', password = '', upTo}: Journey = {},
): Promise<Journeyed> {
	const answers: Partial<Record<ScreenName, () => void>> = {
		idle: () => kiosk.presses('ok'),
		menu: () => kiosk.presses(procedure),
		importPrompt: () => kiosk.presses('ok'),
		askLastTry: () => kiosk.presses('ok'),
		login: () => {
			kiosk.types(password);
			kiosk.presses('ok');
		},
		confirmImport: () => {
			kiosk.says({type: 'screen.readToEnd'});
			kiosk.presses('ok');
		},
		signConfirm: () => kiosk.presses('ok'),
		sendConfirm: () => kiosk.presses('ok'),
	};
	const screens: ScreenName[] = [];
	for (;;) {
		await kiosk.until(isAsking);
		// A device may have gone on since, such as the reader that a card was just put into.
		const view = kiosk.view();
		if (!isAsking(view)) continue;
		screens.push(view.screen);
		const answer = answers[view.screen];
		if (!answer || view.screen === upTo) return {end: view, screens};
		answer();
	}
}

function isAsking({screen, buttons}: View): boolean {
	return screen === 'takeCard' || (buttons.length > 0 && screen !== 'starting');
}

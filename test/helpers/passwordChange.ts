import type {PasswordName} from '../../src/domain/password.ts';
import type {PasswordPart} from '../../src/machines/newPassword.ts';
import type {HeadlessKiosk} from './headlessKiosk.ts';

export interface Change {
	readonly password?: PasswordName;
	readonly current: string;
	readonly next: string;
	/** The new one again, if it is typed otherwise. */
	readonly again?: string;
}

/** From wherever the top screen is near to the guide of a change. */
export async function goesToGuide(kiosk: HeadlessKiosk, password: PasswordName = 'signing'): Promise<void> {
	if (kiosk.view().path === 'idle') kiosk.presses('ok');
	await kiosk.until(({buttons}) => buttons.includes('passwordChange'));
	kiosk.presses('passwordChange');
	await kiosk.untilScreen('choosePassword');
	kiosk.presses(password);
	await kiosk.untilScreen('changeGuide');
}

/** Types one field and presses its OK. */
export async function fills(kiosk: HeadlessKiosk, part: PasswordPart, typed: string): Promise<void> {
	await kiosk.until(view => view.passwordPart === part && view.field === 'password');
	kiosk.types(typed);
	kiosk.presses('ok');
	await kiosk.until(view => view.passwordPart !== part || view.newPasswordFault !== undefined);
}

/** From the guide to the third OK. */
export async function typesAll(kiosk: HeadlessKiosk, {current, next, again = next}: Change): Promise<void> {
	kiosk.presses('ok');
	await kiosk.untilScreen('newPassword', 'changeLastTry');
	if (kiosk.view().screen === 'changeLastTry') kiosk.presses('ok');
	await fills(kiosk, 'current', current);
	await fills(kiosk, 'next', next);
	await fills(kiosk, 'again', again);
}

/** The whole change as a citizen does it, up to its third OK. */
export async function changes(kiosk: HeadlessKiosk, change: Change): Promise<void> {
	await goesToGuide(kiosk, change.password);
	await typesAll(kiosk, change);
}

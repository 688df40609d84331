import type {PasswordName} from '../../src/domain/password.ts';
import type {ButtonName} from '../../src/machines/screen.ts';
import {demoStaffCards} from '../../src/pki/demoStaff.ts';
import type {HeadlessKiosk} from './headlessKiosk.ts';
import {callStaff} from './staff.ts';

/** The one place for cards: what is in comes out before another goes in. */
export interface CardPlace {
	insert(name: string): Promise<void>;
	pull(): Promise<void>;
}

/** A kiosk with its reader, and people who know their cards. */
export interface Counter {
	readonly kiosk: HeadlessKiosk;
	readonly cards: CardPlace;
}

const pinOf = (name: string) => demoStaffCards[name]?.pin ?? '';

/** From 職員証を入れて to the card taken out again. */
export async function officerSigns({kiosk, cards}: Counter, name: string): Promise<void> {
	await kiosk.untilScreen('staffInsertCard');
	await cards.insert(name);
	kiosk.presses('ok');
	await kiosk.untilScreen('staffPin');
	kiosk.types(pinOf(name));
	kiosk.presses('ok');
	await kiosk.untilScreen('staffTakeCard', 'staffRefused');
	await cards.pull();
}

/** From the resting screen to the desk's menu. */
export async function signsInAtDesk(counter: Counter, name = 'staff-officer-1'): Promise<void> {
	const {kiosk} = counter;
	kiosk.presses('ok');
	await kiosk.untilScreen('menu');
	callStaff(kiosk);
	await kiosk.until(({buttons}) => buttons.includes('staffCard'));
	kiosk.presses('staffCard');
	await officerSigns(counter, name);
	await kiosk.untilScreen('staffMenu');
}

export interface ResetPlan {
	readonly citizen?: string;
	readonly password?: PasswordName;
	readonly first?: string;
	readonly second?: string;
	readonly documents?: readonly ButtonName[];
}

/** From the desk's menu to the documents. */
export async function toDocuments({kiosk, cards}: Counter, plan: ResetPlan = {}): Promise<void> {
	kiosk.presses('assistedReset');
	await kiosk.untilScreen('resetChoose');
	kiosk.presses(plan.password ?? 'signing');
	await kiosk.untilScreen('resetInsertCard');
	await cards.insert(plan.citizen ?? 'locked');
	kiosk.presses('ok');
	await kiosk.untilScreen('resetWho');
	await cards.pull();
	kiosk.presses('holder');
	await kiosk.untilScreen('resetDocuments');
}

/** From the documents to what the second officer sees. */
export async function toSummary(counter: Counter, plan: ResetPlan = {}): Promise<void> {
	const {kiosk} = counter;
	for (const item of plan.documents ?? ['item1']) kiosk.presses(item);
	kiosk.presses('ok');
	await officerSigns(counter, plan.first ?? 'staff-officer-1');
	await kiosk.untilScreen('resetSummary');
}

/** The second officer confirms; whatever the window says of it. */
export async function secondConfirms(counter: Counter, plan: ResetPlan = {}): Promise<void> {
	counter.kiosk.presses('ok');
	await officerSigns(counter, plan.second ?? 'staff-officer-2');
}

/** From the desk's menu to the citizen alone. */
export async function toHandOver(counter: Counter, plan: ResetPlan = {}): Promise<void> {
	await toDocuments(counter, plan);
	await toSummary(counter, plan);
	await secondConfirms(counter, plan);
	await counter.kiosk.untilScreen('resetHandOver');
}

/** The citizen types the new password twice; the next thing is the card. */
export async function citizenTypes({kiosk}: Counter, password: string): Promise<void> {
	kiosk.presses('ok');
	for (const part of ['next', 'again'] as const) {
		await kiosk.until(view => view.passwordPart === part && view.field === 'password');
		kiosk.types(password);
		kiosk.presses('ok');
	}
	await kiosk.untilScreen('resetInsertAgain');
}

/** Puts the citizen's card in again and presses OK. */
export async function citizenInserts({kiosk, cards}: Counter, citizen = 'locked'): Promise<void> {
	await cards.insert(citizen);
	kiosk.presses('ok');
}

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {enrolDemoStaff} from '../../src/commands/kiosk/enrolDemoStaff.ts';
import type {AuditEntry} from '../../src/domain/audit.ts';
import {type DemoStaffCard, demoStaffCards} from '../../src/pki/demoStaff.ts';
import {type HeadlessKiosk, type HeadlessOptions, headlessKiosk, stateFolder} from './headlessKiosk.ts';
import {demoPki} from './pki.ts';

export type StaffCardName = 'staff-helper' | 'staff-officer-1' | 'staff-officer-2' | 'staff-operator';

/** A demo staff card, as the PKI has it. */
export const staffCard = (name: StaffCardName) => demoStaffCards[name] as DemoStaffCard;

/** What the audit of a state folder holds, in order. */
export function auditOf(state: string): AuditEntry[] {
	const folder = join(state, 'audit');
	return readdirSync(folder)
		.sort()
		.flatMap(file => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
		.map(line => JSON.parse(line).entry as AuditEntry);
}

/** A kiosk with the demo staff in its roster, where somebody comes to the desk. No window answers. */
export async function staffKiosk(options: Partial<HeadlessOptions> = {}) {
	const pki = options.pki ?? (await demoPki());
	const state = options.state ?? stateFolder();
	await enrolDemoStaff(pki, state);
	// Port 9 discards: nobody listens there.
	const kiosk = await headlessKiosk({window: 'https://127.0.0.1:9', ...options, pki, state});
	const inserts = async (card: string) =>
		kiosk.reader.insert(await loadSimulatedCard(join(pki, 'cards', card)));
	const calls = () => callStaff(kiosk);
	return {
		...kiosk,
		pki,
		state,
		inserts,
		calls,
		audit: () => auditOf(state),
		/** Puts a staff card in and types a PIN. */
		async showsCard(card: StaffCardName, pin: string = staffCard(card).pin): Promise<void> {
			calls();
			await kiosk.untilScreen('staffMethod');
			kiosk.presses('staffCard');
			await inserts(card);
			await kiosk.untilScreen('staffInsertCard');
			kiosk.presses('ok');
			await kiosk.untilScreen('staffPin');
			kiosk.types(pin);
			kiosk.presses('ok');
		},
		/** Signs in by card, up to the staff menu. */
		async signsIn(card: StaffCardName): Promise<void> {
			await this.showsCard(card);
			await kiosk.untilScreen('staffTakeCard');
			kiosk.reader.pull();
			await kiosk.untilScreen('staffMenu');
		},
		/** Types number, passphrase and code, each into its field. */
		async signsInByPassphrase(id: string, passphrase: string, code: string): Promise<void> {
			calls();
			await kiosk.untilScreen('staffMethod');
			kiosk.presses('staffPassphrase');
			for (const [field, typed] of [
				['staffId', id],
				['staffPassphrase', passphrase],
				['staffCode', code],
			] as const) {
				await kiosk.until(view => view.field === field);
				kiosk.types(typed);
				kiosk.presses('ok');
			}
		},
	};
}

/** F10, and F10 again. */
export function callStaff(kiosk: Pick<HeadlessKiosk, 'tells'>): void {
	kiosk.tells({type: 'user.staff'});
	kiosk.tells({type: 'cover.confirm'});
}

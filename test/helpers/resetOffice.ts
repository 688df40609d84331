import {join} from 'node:path';
import {expect} from 'vitest';
import {readAuditFiles} from '../../src/audit/files.ts';
import {verifyAudit} from '../../src/audit/verify.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {enrolDemoStaff} from '../../src/commands/kiosk/enrolDemoStaff.ts';
import type {AuditEntry} from '../../src/domain/audit.ts';
import {defaultDocumentRules} from '../../src/domain/reset.ts';
import {defaultResetLimits, type ResetLimits, type ResetTimes} from '../../src/domain/resetRules.ts';
import type {Slip} from '../../src/domain/slip.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import type {CardPlace, Counter} from './assistedReset.ts';
import {demoWindow} from './demoWindow.ts';
import {type HeadlessOptions, headlessKiosk, stateFolder} from './headlessKiosk.ts';
import {demoPki} from './pki.ts';

/** A counter with a simulated reader, its cards, its audit and its printer. */
export interface Office extends Counter {
	readonly state: string;
	readonly reader: SimulatedReader;
	card(name: string): Promise<SimulatedCard>;
	audited(): Promise<readonly AuditEntry[]>;
	/** What was printed, as long as the printer worked. */
	readonly slips: readonly Slip[];
}

export interface OfficeOptions {
	readonly unblocks?: boolean;
	readonly prints?: 'printed' | 'failed';
	/** The window's. */
	readonly limits?: Partial<ResetLimits> | undefined;
	/** The kiosk's. */
	readonly times?: ResetTimes;
	readonly clock?: NonNullable<HeadlessOptions['clock']>;
}

/** A kiosk with a simulated reader, and the demo PKI's own window that can unblock. */
export async function office({prints, clock, ...plan}: OfficeOptions = {}): Promise<Office> {
	const pki = await demoPki();
	const slips: Slip[] = [];
	const print = async (slip: Slip) => {
		slips.push(slip);
		return prints ?? 'failed';
	};
	const options = await officeOptions(plan);
	const kiosk = await headlessKiosk({
		...(prints && {printer: {print}}),
		...(clock && {clock}),
		...options,
	});
	const loaded = new Map<string, SimulatedCard>();
	const card = async (name: string) => {
		const known = loaded.get(name) ?? (await loadSimulatedCard(join(pki, 'cards', name)));
		loaded.set(name, known);
		return known;
	};
	const cards: CardPlace = {
		insert: async name => kiosk.reader.insert(await card(name)),
		pull: async () => kiosk.reader.pull(),
	};
	const {state} = options;
	return {
		kiosk,
		reader: kiosk.reader,
		cards,
		state,
		slips,
		card,
		audited: async () => {
			const files = await readAuditFiles(join(state, 'audit'));
			const {lines, findings} = verifyAudit(files, []);
			expect(findings).toEqual([]);
			return lines.map(({entry}) => entry);
		},
	};
}

/** What a kiosk needs to reset: the demo's staff in its roster, and a window that unblocks. */
export async function officeOptions({
	unblocks = true,
	limits,
	times = defaultResetLimits,
}: Omit<OfficeOptions, 'prints' | 'clock'> = {}): Promise<HeadlessOptions & {readonly state: string}> {
	const pki = await demoPki();
	const state = stateFolder();
	await enrolDemoStaff(pki, state);
	const {url} = await demoWindow(pki, {unblocks: true, ...(limits && {limits})});
	return {
		pki,
		window: url,
		state,
		settings: {
			...defaultSettings,
			unblocker: unblocks ? 'window' : 'none',
			resetAfterSeconds: times.secondsAfter,
		},
		input: {resets: {canUnblock: unblocks, documentRules: defaultDocumentRules, times}},
	};
}

const selectJpki = [0x00, 0xa4, 0x04, 0x0c, 10, 0xd3, 0x92, 0xf0, 0, 0x26, 1, 0, 0, 0, 1];

/**
 * What a card answers to a VERIFY of its own, after SELECT (ISO/IEC 7816-4), in hexadecimal: whether a password is right,
 * without a word of ours in between. An empty password asks for the tries left.
 */
export function verified(card: SimulatedCard, password: string, file = 0x001b): string {
	card.powerOn();
	card.transmit(Uint8Array.from(selectJpki));
	card.transmit(Uint8Array.of(0x00, 0xa4, 0x02, 0x0c, 2, file >> 8, file & 0xff));
	const data = password === '' ? [] : [password.length, ...Buffer.from(password)];
	const answer = card.transmit(Uint8Array.from([0x00, 0x20, 0x00, 0x80, ...data]));
	card.powerOff();
	return Buffer.from(answer).toString('hex');
}

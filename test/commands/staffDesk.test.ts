import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {Slip} from '../../src/domain/slip.ts';
import {deskItems, parseDeskReport} from '../../src/domain/staffDesk.ts';
import type {View} from '../../src/machines/view.ts';
import {loadSettings} from '../../src/settings/settings.ts';
import {readRoster, writeRoster} from '../../src/staff/roster.ts';
import {oneTimeCode, stepAt} from '../../src/staff/totp.ts';
import {stateFolder} from '../helpers/headlessKiosk.ts';
import {copyOfPki} from '../helpers/pki.ts';
import {staffCard, staffKiosk} from '../helpers/staff.ts';

const passphrase = 'correct horse battery';
const secret = new TextEncoder().encode('12345678901234567890');
const code = (at = new Date()) => String(oneTimeCode(secret, stepAt(at))).padStart(6, '0');

/** Enrols somebody with a passphrase, beside the demo staff. */
async function enrol(state: string, id: string): Promise<void> {
	const hash = await Bun.password.hash(passphrase, {algorithm: 'argon2id', memoryCost: 8, timeCost: 1});
	const totpSecret = Buffer.from(secret).toString('base64');
	await writeRoster(state, [
		...(await readRoster(state)),
		{id, role: 'operator', passphrase: {hash, totpSecret}},
	]);
}

const reportOf = ({staff}: View) => parseDeskReport(staff?.report ?? '');

describe('T-21 a sign-in by card', () => {
	test.each([
		['staff-helper', '1001', 'helper'],
		['staff-officer-1', '2001', 'resetOfficer'],
		['staff-operator', '9001', 'operator'],
	] as const)('%s: the officer is known by the card, and audited', async (card, id, role) => {
		const kiosk = await staffKiosk();
		await kiosk.signsIn(card);
		expect(kiosk.view().duty?.officer).toEqual({id, role});
		expect(kiosk.audit().at(-1)).toEqual({kind: 'staffSignedIn', officer: id, role, method: 'card'});
		expect(kiosk.faults).toEqual([]);
	});

	test('says which card it is not when the citizen\u2019s lies there, and asks it for no PIN', async () => {
		const kiosk = await staffKiosk();
		kiosk.calls();
		kiosk.presses('staffCard');
		await kiosk.inserts('valid');
		await kiosk.untilScreen('staffInsertCard');
		kiosk.presses('ok');
		expect(await kiosk.untilScreen('staffNoCard')).toMatchObject({kind: 'other'});
	});

	test('tells the tries left after a wrong PIN, and audits it', async () => {
		const kiosk = await staffKiosk();
		await kiosk.showsCard('staff-officer-1', '999999');
		expect(await kiosk.untilScreen('staffWrongPin')).toMatchObject({triesLeft: 4});
		expect(kiosk.audit().at(-1)).toEqual({kind: 'staffRefused', officer: '2001', cause: 'wrongPin'});
		kiosk.presses('ok');
		expect(await kiosk.untilScreen('staffPin')).toMatchObject({triesLeft: 4});
	});

	test('refuses a PIN that cannot be one without the card', async () => {
		const kiosk = await staffKiosk();
		await kiosk.showsCard('staff-officer-1', '12345');
		const view = await kiosk.until(({staff}) => staff?.typingFault !== undefined);
		expect(view).toMatchObject({screen: 'staffPin', staff: {typingFault: 'tooShort'}, triesLeft: 5});
	});

	test('is refused a card that is not in the roster, before its PIN', async () => {
		const kiosk = await staffKiosk();
		await writeRoster(
			kiosk.state,
			(await readRoster(kiosk.state)).filter(({id}) => id !== '2001'),
		);
		await kiosk.showsCard('staff-officer-1', '999999');
		expect(await kiosk.untilScreen('staffRefused')).toMatchObject({staff: {refusal: 'notEnrolled'}});
		kiosk.reader.pull();
		expect(kiosk.audit().at(-1)).toEqual({kind: 'staffRefused', cause: 'notEnrolled'});
	});

	test('is refused a card whose role in the roster was raised by hand', async () => {
		const kiosk = await staffKiosk();
		const raised = (await readRoster(kiosk.state)).map(officer =>
			officer.id === '1001' ? {...officer, role: 'operator' as const} : officer,
		);
		await writeRoster(kiosk.state, raised);
		await kiosk.showsCard('staff-helper');
		expect(await kiosk.untilScreen('staffRefused')).toMatchObject({staff: {refusal: 'notEnrolled'}});
	});

	test('is refused a card of another staff authority', async () => {
		const kiosk = await staffKiosk();
		const stranger = join(await copyOfPki(), 'cards/staff-operator');
		writeFileSync(join(stranger, 'staff.der'), readFileSync(join(kiosk.pki, 'cards/valid/sign.der')));
		kiosk.calls();
		kiosk.presses('staffCard');
		kiosk.reader.insert(await loadSimulatedCard(stranger));
		await kiosk.untilScreen('staffInsertCard');
		kiosk.presses('ok');
		await kiosk.untilScreen('staffPin');
		kiosk.types(staffCard('staff-operator').pin);
		kiosk.presses('ok');
		expect(await kiosk.untilScreen('staffRefused')).toMatchObject({staff: {refusal: 'notStaff'}});
	});

	test('is refused to whoever holds another\u2019s certificate without its key', async () => {
		const kiosk = await staffKiosk();
		const forged = join(await copyOfPki(), 'cards/staff-helper');
		writeFileSync(join(forged, 'staff.der'), readFileSync(join(kiosk.pki, 'cards/staff-operator/staff.der')));
		kiosk.calls();
		kiosk.presses('staffCard');
		kiosk.reader.insert(await loadSimulatedCard(forged));
		await kiosk.untilScreen('staffInsertCard');
		kiosk.presses('ok');
		await kiosk.untilScreen('staffPin');
		kiosk.types(staffCard('staff-helper').pin);
		kiosk.presses('ok');
		expect(await kiosk.untilScreen('staffRefused')).toMatchObject({staff: {refusal: 'notStaff'}});
		expect(kiosk.view().duty).toBeUndefined();
	});

	test('cannot go on where the audit cannot be written', async () => {
		const kiosk = await staffKiosk();
		const [file = ''] = readdirSync(join(kiosk.state, 'audit'));
		rmSync(join(kiosk.state, 'audit', file));
		mkdirSync(join(kiosk.state, 'audit', file));
		await kiosk.showsCard('staff-operator');
		await kiosk.untilScreen('staffUnavailable');
		expect(kiosk.view().duty).toBeUndefined();
	});
});

describe('T-21 a sign-in by passphrase and code', () => {
	test('opens the desk, and is audited', async () => {
		const kiosk = await staffKiosk();
		await enrol(kiosk.state, '9002');
		await kiosk.signsInByPassphrase('9002', passphrase, code());
		await kiosk.untilScreen('staffMenu');
		expect(kiosk.audit().at(-1)).toEqual({
			kind: 'staffSignedIn',
			officer: '9002',
			role: 'operator',
			method: 'passphrase',
		});
	});

	test('tells upper from lower case', async () => {
		const kiosk = await staffKiosk();
		await enrol(kiosk.state, '9002');
		await kiosk.signsInByPassphrase('9002', passphrase.toUpperCase(), code());
		await kiosk.untilScreen('staffWrong');
	});

	test('is locked after three failures, and audited; another operator lifts it', async () => {
		const kiosk = await staffKiosk();
		await enrol(kiosk.state, '9002');
		for (let nth = 1; nth <= 3; nth++) {
			await kiosk.signsInByPassphrase('9002', 'wrong horse battery', code());
			await kiosk.untilScreen(nth < 3 ? 'staffWrong' : 'staffLockedOut');
			kiosk.presses('cancel');
			await kiosk.untilScreen('idle');
		}
		expect(kiosk.audit().at(-1)).toEqual({kind: 'staffLockedOut', officer: '9002', seconds: 60});
		await kiosk.signsIn('staff-operator');
		kiosk.presses('lockouts');
		const view = await kiosk.untilScreen('staffLockouts');
		expect(reportOf(view)).toMatchObject({lockouts: [{id: '9002', isOwn: false}]});
		kiosk.presses('item1');
		await kiosk.until(
			({staff, screen}) => screen === 'staffLockouts' && staff?.report?.includes('9002') === false,
		);
		expect(kiosk.audit().at(-1)).toEqual({kind: 'staffUnlocked', officer: '9001', unlocked: '9002'});
		kiosk.presses('cancel');
		await kiosk.untilScreen('staffMenu');
		kiosk.presses('signOut');
		await kiosk.untilScreen('idle');
		await kiosk.signsInByPassphrase('9002', passphrase, code());
		await kiosk.untilScreen('staffMenu');
	});

	test('leaves neither passphrase nor code in any context', async () => {
		const kiosk = await staffKiosk();
		await enrol(kiosk.state, '9002');
		const typed = code();
		await kiosk.signsInByPassphrase('9002', passphrase, typed);
		await kiosk.untilScreen('staffMenu');
		expect(kiosk.contexts()).not.toContain(passphrase);
		expect(kiosk.contexts()).not.toContain(typed);
	});
});

describe('at the desk', () => {
	const atDesk = async (...options: Parameters<typeof staffKiosk>) => {
		const kiosk = await staffKiosk(...options);
		await kiosk.signsIn('staff-operator');
		return kiosk;
	};

	test('signing out is audited, by whom and why', async () => {
		const kiosk = await atDesk();
		kiosk.presses('signOut');
		await kiosk.untilScreen('idle');
		expect(kiosk.audit().at(-1)).toEqual({kind: 'staffSignedOut', officer: '9001', cause: 'asked'});
	});

	test('the self-check is the one of the command', async () => {
		const findings = [{check: 'clock', status: 'ng', found: 'off', remedy: 'set it'}] as const;
		const kiosk = await atDesk({
			around: {findings: async () => findings, journal: undefined, restart: () => undefined},
		});
		kiosk.presses('readiness');
		expect(reportOf(await kiosk.untilScreen('staffReadiness'))).toEqual({kind: 'readiness', findings});
	});

	test('files of the outbox that cannot be read are named, and removed when asked', async () => {
		const state = stateFolder();
		mkdirSync(join(state, 'outbox'), {recursive: true});
		writeFileSync(join(state, 'outbox', 'torn.json'), '{');
		const sentAt = new Date(Date.now() - 125_000).toISOString();
		const digest = 'ab'.repeat(32);
		const kept = {requestId: '0'.repeat(32), procedure: 'revocation', digest, sentAt};
		writeFileSync(join(state, 'outbox', `${digest}.json`), JSON.stringify(kept));
		const kiosk = await atDesk({state});
		kiosk.presses('requests');
		expect(reportOf(await kiosk.untilScreen('staffRequests'))).toEqual({
			kind: 'requests',
			waiting: [{procedure: 'revocation', ageMinutes: 2}],
			unreadable: ['torn.json'],
		});
		expect(JSON.stringify(kiosk.view())).not.toContain(kept.requestId);
		kiosk.presses('removeFiles');
		await kiosk.untilScreen('staffConfirm');
		kiosk.presses('ok');
		await kiosk.until(
			view => view.screen === 'staffRequests' && view.staff?.report?.includes('torn') === false,
		);
		expect(readdirSync(join(state, 'outbox'))).toEqual([`${digest}.json`]);
		expect(kiosk.audit().at(-1)).toEqual({kind: 'outboxFileRemoved', officer: '9001', file: 'torn.json'});
	});

	test('a finished list is audited with the points that were not ticked', async () => {
		const kiosk = await atDesk();
		kiosk.presses('lists');
		kiosk.presses('closingList');
		kiosk.presses('item1');
		kiosk.presses('ok');
		await kiosk.untilScreen('staffListMissing');
		kiosk.presses('ok');
		await kiosk.untilScreen('staffDone');
		expect(kiosk.audit().at(-1)).toEqual({
			kind: 'listFinished',
			list: 'closing',
			officer: '9001',
			missing: ['requests', 'paper', 'readiness', 'surroundings', 'power'],
		});
	});

	test.each(['printed', 'failed'] as const)(
		'T-22 the closing slip carries the head of the audit: %s',
		async result => {
			const slips: Slip[] = [];
			const printer = {
				print: async (slip: Slip) => {
					slips.push(slip);
					return result;
				},
			};
			const now = () => new Date('2026-11-22T08:30:00Z');
			const kiosk = await atDesk({printer, now});
			kiosk.presses('lists');
			kiosk.presses('closingList');
			for (const item of deskItems) kiosk.presses(item);
			kiosk.presses('ok');
			expect(await kiosk.untilScreen('staffDone')).toMatchObject({staff: {slip: result}});
			const entries = kiosk.audit();
			expect(slips).toMatchObject([
				{
					kind: 'closing',
					from: '2026-11-21T15:00:00.000Z',
					to: '2026-11-22T08:30:00.000Z',
					counts: [{count: 6}, {count: 0}, {count: 0}],
					// All lines but the one that tells of the printing.
					audit: {count: entries.length - 1},
				},
			]);
			expect(entries.at(-1)).toEqual({kind: 'printed', slip: 'closing', result, officer: '9001'});
		},
	);

	test('settings are written beside what stands in the file, and audited', async () => {
		const state = stateFolder();
		writeFileSync(join(state, 'settings.json'), '{"addressee":"架空市長殿"}');
		const kiosk = await atDesk({state});
		kiosk.presses('deskSettings');
		expect(reportOf(await kiosk.untilScreen('staffSettings'))).toMatchObject({language: 'ja', isSlow: false});
		for (const choice of ['setLanguage', 'setSlowMode', 'setReveal'] as const) {
			const before = kiosk.view().staff?.report;
			kiosk.presses(choice);
			await kiosk.until(({screen, staff}) => screen === 'staffSettings' && staff?.report !== before);
		}
		expect(loadSettings(state)).toMatchObject({
			settings: {addressee: '架空市長殿', language: 'en', timeScale: 10, mayRevealPassword: false},
			faults: [],
		});
		expect(kiosk.audit().at(-1)).toEqual({
			kind: 'settingsChanged',
			settings: ['mayRevealPassword'],
			officer: '9001',
		});
	});

	test('the journal is exported into one file, named on screen', async () => {
		const state = stateFolder();
		mkdirSync(join(state, 'journal'));
		writeFileSync(join(state, 'journal', '000002.jsonl'), 'two');
		writeFileSync(join(state, 'journal', '000001.jsonl'), 'one\n');
		const kiosk = await atDesk({
			state,
			around: {findings: async () => [], journal: join(state, 'journal'), restart: () => undefined},
		});
		kiosk.presses('upkeep');
		kiosk.presses('exportJournal');
		const {staff} = await kiosk.untilScreen('staffDone');
		expect(basename(staff?.file ?? '')).toMatch(/^journal-\d{8}T\d{6}Z\.jsonl$/);
		expect(readFileSync(staff?.file ?? '', 'utf8')).toBe('one\ntwo\n');
		expect(kiosk.audit().at(-1)).toEqual({kind: 'exported', officer: '9001', what: 'journal'});
	});

	test('the reader is connected anew', async () => {
		const kiosk = await atDesk();
		const before = kiosk.reader.insertions();
		kiosk.presses('upkeep');
		kiosk.presses('resetReader');
		await kiosk.untilScreen('staffDone');
		expect(kiosk.reader.insertions()).toBeGreaterThan(before);
		expect(kiosk.audit().at(-1)).toEqual({kind: 'readerReset', officer: '9001'});
	});

	test('a restart is audited before it happens', async () => {
		let kinds: string[] | undefined;
		const kiosk = await atDesk({
			around: {
				findings: async () => [],
				journal: undefined,
				restart: () => {
					kinds = kiosk.audit().map(({kind}) => kind);
				},
			},
		});
		kiosk.presses('upkeep');
		kiosk.presses('restart');
		await kiosk.untilScreen('staffConfirm');
		kiosk.presses('ok');
		await kiosk.untilScreen('idle');
		expect(kinds?.at(-1)).toBe('restarted');
	});
});

import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {readAuditFiles} from '../../src/audit/files.ts';
import {verifyAudit} from '../../src/audit/verify.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {openPrinter} from '../../src/commands/kiosk/openPrinter.ts';
import type {Procedure} from '../../src/domain/procedure.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {startCups, type TestCups} from '../helpers/cupsd.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {headlessKiosk, stateFolder} from '../helpers/headlessKiosk.ts';
import {goOn} from '../helpers/journey.ts';
import {openPaper} from '../helpers/paper.ts';
import {demoPki} from '../helpers/pki.ts';

let pki: string;
let cups: TestCups;

beforeAll(async () => {
	[pki, cups] = await Promise.all([demoPki(), startCups()]);
}, 120_000);
afterAll(() => cups?.stop());

/** A kiosk at a result, whose printer is a queue of a real CUPS. */
async function atResult(procedure: Procedure, queue: string, printsName = false) {
	const paper = await openPaper();
	await cups.addPrinter(queue, paper.port);
	const settings = {...defaultSettings, printer: queue, printerPaper: 'A5', printsName} as const;
	const printer = openPrinter(settings, true, cups.socket);
	if (!printer) throw new Error('the settings name a printer');
	const window = await demoWindow(pki);
	const state = stateFolder();
	const kiosk = await headlessKiosk({pki, window: window.url, state, settings, printer});
	kiosk.reader.insert(await loadSimulatedCard(join(pki, 'cards/valid')));
	await goOn(kiosk, {procedure, password: 'DEMO2026', upTo: 'confirmImport'});
	const application = JSON.parse(kiosk.view().application ?? '{}');
	const {end} = await goOn(kiosk, {procedure, password: 'DEMO2026'});
	return {kiosk, paper, application, notice: end.notice, audited: () => slipsIn(state)};
}

/** What the audit holds of slips. */
async function slipsIn(state: string) {
	const {lines, findings} = verifyAudit(await readAuditFiles(join(state, 'audit')), []);
	expect(findings).toEqual([]);
	return lines.map(({entry}) => entry).filter(({kind}) => kind === 'printed');
}

const textOf = (pdf: Buffer | undefined) =>
	execFileSync('pdftotext', ['-layout', '-', '-'], {input: pdf ?? Buffer.of()}).toString();

test('T-24 the slip of an accepted revocation has its number, the band of a demo, and nothing of the person', async () => {
	const {kiosk, paper, application, notice, audited} = await atResult('revocation', 'accepted');
	expect(paper.sheets).toEqual([]);
	kiosk.presses('print');
	expect((await kiosk.until(({slip}) => slip !== 'printing')).slip).toBe('printed');
	const text = textOf(paper.sheets[0]);
	expect(text).toContain(notice?.receiptNumber);
	expect(text).toContain('試験用');
	expect(text).toContain('notice of acceptance');
	const {applicant, certificate, requestId} = application;
	for (const secret of [applicant.name, applicant.name[0] + applicant.name[1], applicant.address]) {
		expect(text).not.toContain(secret);
	}
	for (const secret of [certificate.serialNumber, requestId, applicant.birthDate, 'DEMO2026']) {
		expect(text).not.toContain(secret);
	}
	kiosk.presses('ok');
	expect(kiosk.view().screen).toBe('takeCard');
	// T-22: the kind and the result, and nothing else.
	expect(await audited()).toEqual([{kind: 'printed', slip: 'acceptance', result: 'printed'}]);
	expect(kiosk.faults).toEqual([]);
});

test('T-24 the slip of a valid certificate has the masked name where the settings say so', async () => {
	const {kiosk, paper, application} = await atResult('validity', 'valid', true);
	kiosk.presses('print');
	expect((await kiosk.until(({slip}) => slip !== 'printing')).slip).toBe('printed');
	const {name} = application.applicant;
	expect(textOf(paper.sheets[0])).toContain(`${[...name][0]}＊`);
	expect(textOf(paper.sheets[0])).not.toContain(name);
});

test('T-24 a locked password leads to the counter on paper, with what to bring, in both languages', async () => {
	const paper = await openPaper();
	await cups.addPrinter('locked', paper.port);
	const settings = {...defaultSettings, printer: 'locked', counter: '市民課3番窓口'} as const;
	const printer = openPrinter(settings, true, cups.socket);
	if (!printer) throw new Error('the settings name a printer');
	const window = await demoWindow(pki);
	const state = stateFolder();
	const kiosk = await headlessKiosk({pki, window: window.url, state, settings, printer});
	kiosk.reader.insert(await loadSimulatedCard(join(pki, 'cards/locked')));
	expect((await goOn(kiosk)).end.screen).toBe('passwordLocked');
	kiosk.presses('print');
	expect((await kiosk.until(({slip}) => slip !== 'printing')).slip).toBe('printed');
	const text = textOf(paper.sheets[0]);
	// 2.2.7 of the manual; the form's own name (domain.md 1.2).
	for (const said of ['2.2.7', '市民課3番窓口', '暗証番号変更/初期化申請書', '本人確認書類', 'passport']) {
		expect(text).toContain(said);
	}
	expect(await slipsIn(state)).toEqual([{kind: 'printed', slip: 'guidance', result: 'printed'}]);
	expect(kiosk.faults).toEqual([]);
});

test('T-22 a printer that never answers holds no screen, and its job is gone with the person', async () => {
	const {kiosk, paper, audited} = await atResult('validity', 'mute');
	paper.close();
	kiosk.presses('print');
	while ((await cups.asks('lpstat', '-W', 'all', '-o')) === '') await Bun.sleep(20);
	expect(kiosk.view()).toMatchObject({screen: 'valid', slip: 'printing'});
	kiosk.presses('ok');
	expect(kiosk.view().screen).toBe('takeCard');
	expect(await audited()).toEqual([{kind: 'printed', slip: 'validity', result: 'failed'}]);
	while ((await cups.asks('lpstat', '-W', 'all', '-o')) !== '') await Bun.sleep(20);
});

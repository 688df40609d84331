import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Program} from '../e2e/program.ts';
import {bytesIn, type Residue, residuesIn} from '../helpers/residue.ts';
import {rowsOfInk} from './rowsOfInk.ts';
import {openWholeTerminal, type ProcessName, processNames, type WholeTerminal} from './wholeTerminal.ts';

/** Of signs that stand together nowhere in the program. */
const password = 'ZQ7XK4WJ9VHX';
const wrongPassword = 'QX9JW5KV8ZHG';

/** Every piece of four or more from an edge of a password holds one of these. */
const edges = (secret: string) => ({beginning: secret.slice(0, 4), end: secret.slice(-4)});

/** The holder of the demo card `valid`, in the spellings of certificate, screen and document. */
const person = {
	name: '吉田　太郎',
	address: '霞が関２丁目１番地２号',
	dateOfBirth: '昭和33年8月10日',
	dateOfBirthOfCertificate: '319580810',
};

let terminal: WholeTerminal;
let card: Program;

beforeAll(async () => {
	terminal = await openWholeTerminal({passwords: {valid: password}});
}, 60_000);
afterAll(() => terminal?.close());

type Found = Partial<Record<ProcessName, readonly Residue[]>>;

/** What each process holds of these texts; the processes that hold nothing are left out. */
function heldBy(
	texts: Readonly<Record<string, string>>,
	among: readonly ProcessName[] = processNames,
): Found {
	const found = among.map(name => [name, residuesIn(terminal.pids[name], texts)] as const);
	return Object.fromEntries(found.filter(([, residues]) => residues.length > 0));
}

/** Which processes hold such pieces of a picture. */
function drawnBy(pieces: Readonly<Record<string, Buffer>>): Found {
	const found = (['foot', 'sway'] as const).map(
		name => [name, bytesIn(terminal.pids[name], pieces)] as const,
	);
	return Object.fromEntries(found.filter(([, residues]) => residues.length > 0));
}

const aSecond = () => Bun.sleep(1000);

describe('T-18 the memory of kiosk, foot, sway and pcscd', {timeout: 120_000}, () => {
	test('is searched with open eyes: each process holds what it must', async () => {
		expect(heldBy({title: 'オンライン窓口'}, ['kiosk', 'foot'])).toMatchObject({
			kiosk: expect.arrayContaining([expect.objectContaining({encoding: 'utf16'})]),
			foot: expect.arrayContaining([expect.objectContaining({encoding: 'cells of 12 bytes'})]),
		});
		expect(heldBy({reader: 'Virtual PCD'}, ['pcscd']).pcscd).toBeDefined();
		const shown = rowsOfInk(await terminal.display.capture());
		expect(Object.keys(drawnBy(shown))).toEqual(['foot', 'sway']);
		expect(heldBy({...edges(password), ...edges(wrongPassword), ...person})).toEqual({});
	});

	test('holds nothing of a wrong password a second after it was sent', async () => {
		await terminal.press('Shift_L');
		card = await terminal.insert('valid');
		await terminal.reaches('menu');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.importPrompt');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches(/[lL]ogin\.typing/);
		await terminal.type(wrongPassword);
		expect(heldBy(edges(wrongPassword)).kiosk).toBeDefined();
		await terminal.pressUntilLeft('Return');
		await terminal.reaches(/login\.wrong/);
		await aSecond();
		expect(heldBy(edges(wrongPassword))).toEqual({});
	});

	test('holds nothing of the right one, nor of the person a second after the card was pulled', async () => {
		await terminal.pressUntilLeft('Return');
		await terminal.reaches(/[lL]ogin\.typing/);
		await terminal.type(password);
		expect(heldBy(edges(password)).kiosk).toBeDefined();
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.confirmImport');
		await aSecond();
		expect(heldBy(edges(password))).toEqual({});
		expect(Object.keys(heldBy(person))).toEqual(['kiosk', 'foot']);
		const shown = await terminal.display.capture();
		expect(Object.keys(drawnBy(rowsOfInk(shown)))).toEqual(['foot', 'sway']);

		await card.kill();
		await terminal.reaches('procedure.unexpectedError');
		await aSecond();
		expect(heldBy({...edges(wrongPassword), ...edges(password), ...person})).toEqual({});
		const pieces = rowsOfInk(shown, await terminal.display.capture());
		expect(Object.keys(pieces).length).toBeGreaterThan(10);
		expect(drawnBy(pieces)).toEqual({});

		// The kiosk that took the other's place goes on where it was.
		await terminal.reaches('procedure.unexpectedError');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.importPrompt');
		await terminal.pressUntilLeft('Escape');
		await terminal.reaches('menu');
		await terminal.pressUntilLeft('Escape');
		await terminal.reaches('idle');
	});

	test('holds nothing of anybody when the card of a whole procedure was taken; no key is lost', async () => {
		card = await terminal.insert('valid');
		await terminal.reaches('menu');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.importPrompt');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches(/[lL]ogin\.typing/);
		await terminal.type(password);
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.confirmImport');
		for (let page = 0; page < 3; page++) await terminal.press('Next');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.signConfirm');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches(/[lL]ogin\.typing/);
		await terminal.type(password);
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.sendConfirm');
		await terminal.press('Tab');
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('procedure.accepted');
		expect(heldBy(edges(password))).toEqual({});
		await terminal.pressUntilLeft('Return');
		await terminal.reaches('takeCard');
		await terminal.renewsAfter(async () => {
			await card.end();
			await terminal.reaches('idle');
			// The next citizen is quick: the key comes while the kiosk renews itself.
			await terminal.press('Return');
		});
		expect(heldBy({...edges(password), ...person})).toEqual({});
		await terminal.reaches('menu');
	});
});

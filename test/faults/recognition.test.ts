import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {myNumberCard} from '../../src/card/profile.ts';
import {SimulatedCard, type SimulatedFile} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {InsertableCard} from '../../src/card/simulated/reader.ts';
import {screenWords} from '../../src/words/index.ts';
import {demoWindow} from '../helpers/demoWindow.ts';
import {headlessKiosk} from '../helpers/headlessKiosk.ts';
import {goOn} from '../helpers/journey.ts';
import {demoPki} from '../helpers/pki.ts';

const load = async (name: string) => loadSimulatedCard(join(await demoPki(), 'cards', name));

/** A My Number card whose token says something else of itself. */
async function labelled(label: string): Promise<SimulatedCard> {
	const files = new Map<number, SimulatedFile>((await load('valid')).files);
	const bytes = new Uint8Array(160).fill(0x20);
	bytes.set(new TextEncoder().encode(label));
	files.set(myNumberCard.files.tokenInfo, {holds: 'data', bytes});
	return new SimulatedCard(files);
}

/** A card that answers some commands with a status of its own, and counts the passwords it is sent. */
function answering(card: SimulatedCard, statusTo: (command: Uint8Array) => number | undefined) {
	const sent = {passwords: 0};
	const odd: InsertableCard = {
		powerOn: () => card.powerOn(),
		powerOff: () => card.powerOff(),
		reset: () => card.reset(),
		transmit: command => {
			if (command[1] === 0x20 && command.length > 5) sent.passwords++;
			const sw = statusTo(command);
			return sw === undefined ? card.transmit(command) : Uint8Array.of(sw >> 8, sw & 0xff);
		},
	};
	return {odd, sent};
}

async function inserted(card: InsertableCard) {
	const pki = await demoPki();
	const window = await demoWindow(pki);
	const kiosk = await headlessKiosk({pki, window: window.url});
	kiosk.reader.insert(card);
	return kiosk;
}

// Labels and answers from card-facts 1.2 and 2.
test.each([
	{card: '住基カード', make: () => load('juki'), kind: 'juki', says: '住民基本台帳カード'},
	{
		card: 'a card for authentication only',
		make: () => load('auth-only'),
		kind: 'authOnly',
		says: '署名用電子証明書が入っていません',
	},
	{card: 'an Android token', make: () => labelled('JPKIAPGPSETOKEN'), kind: 'phone', says: 'スマートフォン'},
	{card: 'an iOS token', make: () => labelled('JPKIAPIOSTOKEN'), kind: 'phone', says: 'スマートフォン'},
	{
		card: 'a card of another kind (6A82)',
		make: async () => answering(await load('valid'), () => 0x6a82).odd,
		kind: 'other',
		says: 'マイナンバーカードではありません',
	},
	{
		card: 'a blank card (6D00)',
		make: async () => answering(await load('valid'), () => 0x6d00).odd,
		kind: 'other',
		says: 'マイナンバーカードではありません',
	},
	{
		card: 'an application without files',
		make: async () => new SimulatedCard(new Map()),
		kind: 'other',
		says: 'マイナンバーカードではありません',
	},
] as const)('S-07 names $card, and asks it for no password', async ({make, kind, says}) => {
	const {odd, sent} = answering((await make()) as SimulatedCard, () => undefined);
	const kiosk = await inserted(odd);
	const {end} = await goOn(kiosk, {password: 'DEMO2026'});
	expect(end).toMatchObject({screen: 'notThisCard', code: 'S-07', kind});
	expect(screenWords(end).plain[0]).toContain(says);
	expect(sent.passwords).toBe(0);
});

/** 63C0, and the words of ISO/IEC 7816-4 and JICSAP: cards differ in how they say it (card-facts 1.5). */
const blocked = [0x63c0, 0x6983, 0x6984].map(sw => ({sw, word: sw.toString(16)}));

describe.each(['revocation', 'validity'] as const)('a locked password in %s', procedure => {
	const code = procedure === 'revocation' ? '2.2.7' : '3.2.7';

	test.each(blocked)('S004-114 is known by $word before anybody types', async ({sw}) => {
		const isQuery = (command: Uint8Array) => command[1] === 0x20 && command.length === 4;
		const {odd, sent} = answering(await load('valid'), command => (isQuery(command) ? sw : undefined));
		const {end} = await goOn(await inserted(odd), {procedure, password: 'DEMO2026'});
		expect(end).toMatchObject({screen: 'passwordLocked', code});
		expect(sent.passwords).toBe(0);
	});

	test.each(blocked)('S004-111 S004-113 is known by the answer $word to the password', async ({sw}) => {
		const isVerify = (command: Uint8Array) => command[1] === 0x20 && command.length > 5;
		const {odd, sent} = answering(await load('valid'), command => (isVerify(command) ? sw : undefined));
		const kiosk = await inserted(odd);
		const {end} = await goOn(kiosk, {procedure, password: 'DEMO2026'});
		expect(end).toMatchObject({screen: 'passwordCheckFailed', code});
		kiosk.presses('ok');
		expect(kiosk.view()).toMatchObject({screen: 'passwordLocked', code});
		expect(sent.passwords).toBe(1);
	});
});

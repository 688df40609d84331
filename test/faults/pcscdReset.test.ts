import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test} from 'vitest';
import {openPcscReader} from '../../src/card/pcsc.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import type {ScreenName} from '../../src/machines/screen.ts';
import {type Counter, citizenTypes, signsInAtDesk, toHandOver} from '../helpers/assistedReset.ts';
import {headlessKioskAt} from '../helpers/headlessKiosk.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {demoPki} from '../helpers/pki.ts';
import {officeOptions} from '../helpers/resetOffice.ts';
import {isSeen} from './pcscDesk.ts';
import {insertVpcdCard, type VpcdCard} from './vpcdCard.ts';
import {witness} from './witness.ts';

const next = 'NEWPASS7X';

let pki: string;
let pcscd: TestPcscd;

beforeAll(async () => {
	pki = await demoPki();
	pcscd = await startPcscd();
}, 180_000);
beforeEach(async () => {
	await pcscd.kill();
	await pcscd.start();
});
afterAll(() => pcscd?.stop());

/** At which command the card is lost, and whether it acted on it. */
type Loss = {readonly ins: number; readonly when: 'before' | 'during'};

interface RealCounter extends Counter {
	/** From now on the citizen's card is lost at this command. */
	loses(loss: Loss | undefined): void;
}

/** A kiosk that can reset, at a real reader service; officers and citizen share its one slot. */
async function atCounter(): Promise<RealCounter> {
	const port = await openPcscReader({readerName: pcscd.readers[0]});
	onTestFinished(() => port.stop());
	const kiosk = await headlessKioskAt(port, await officeOptions());
	const loaded = new Map<string, SimulatedCard>();
	let slot: VpcdCard | undefined;
	let loss: Loss | undefined;
	onTestFinished(() => slot?.pull());
	const place = async (name: string): Promise<void> => {
		const simulated = loaded.get(name) ?? (await loadSimulatedCard(join(pki, 'cards', name)));
		loaded.set(name, simulated);
		const card = witness(simulated);
		let isLost = false;
		const isDue = (command: Uint8Array) => name === 'locked' && command[1] === loss?.ins;
		const lost: typeof card = {
			...card,
			transmit: command => {
				isLost ||= isDue(command);
				return isLost && loss?.when === 'before' ? new Uint8Array() : card.transmit(command);
			},
		};
		slot = await insertVpcdCard({
			port: pcscd.port,
			card: lost,
			fateOf: () => {
				if (!isLost) return 'answer';
				slot?.pull();
				return 'mute';
			},
		});
	};
	return {
		kiosk,
		cards: {
			insert: async name => {
				for (;;) {
					await place(name);
					if (await isSeen(kiosk)) return;
					slot?.pull();
				}
			},
			pull: async () => {
				slot?.pull();
				await kiosk.until(({isCardIn}) => !isCardIn);
			},
		},
		loses: given => {
			loss = given;
		},
	};
}

/** What OpenSC says of the card in the reader: the tries left, and whether it opens with the new password. */
async function openSc() {
	// The card answers from this process: it must not wait for the tool.
	const run = (...words: string[]) =>
		Bun.spawn(['pkcs15-tool', '--reader', '0', ...words], {stdout: 'pipe', stderr: 'ignore'});
	const pins = await new Response(run('--list-pins').stdout).text();
	return {
		triesLeft: [...pins.matchAll(/Tries left\s*: (\d)/g)].map(match => match[1])[1],
		opens: (await run('--verify-pin', '--auth-id', '02', '--pin', next).exited) === 0,
	};
}

const asItWas = {triesLeft: '0', opens: false};
const finished = {triesLeft: '5', opens: true};

/** Has the card lost in the visit, and puts it in again for the next one and for OpenSC. */
async function losesCard({kiosk, cards, loses}: RealCounter, loss: Loss, screen: ScreenName): Promise<void> {
	loses(loss);
	await cards.insert('locked');
	kiosk.presses('ok');
	await kiosk.until(view => view.screen === screen && !view.isCardIn);
	loses(undefined);
	await cards.insert('locked');
}

describe('T-21: at a real reader, OpenSC finds what the screen says of a card', () => {
	test('that left before the new password reached it', async () => {
		const counter = await atCounter();
		const {kiosk, cards} = counter;
		await signsInAtDesk(counter);
		await toHandOver(counter);
		await citizenTypes(counter, next);

		await losesCard(counter, {ins: 0x84, when: 'before'}, 'resetInsertAgain');
		expect(await openSc()).toEqual(asItWas);
		await cards.pull();
		await losesCard(counter, {ins: 0x2c, when: 'before'}, 'resetUnknown');
		kiosk.presses('ok');
		await kiosk.untilScreen('resetFailed');
		expect(await openSc()).toEqual(asItWas);
		expect(kiosk.faults).toEqual([]);
	});

	test('that took the new password, and left before it could say so', async () => {
		const counter = await atCounter();
		const {kiosk} = counter;
		await signsInAtDesk(counter);
		await toHandOver(counter);
		await citizenTypes(counter, next);

		await losesCard(counter, {ins: 0x2c, when: 'during'}, 'resetUnknown');
		kiosk.presses('ok');
		await kiosk.untilScreen('resetDone');
		expect(await openSc()).toEqual(finished);
		expect(kiosk.faults).toEqual([]);
	});
});

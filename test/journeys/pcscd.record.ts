import {join} from 'node:path';
import {test} from 'vitest';
import {openPcscReader} from '../../src/card/pcsc.ts';
import {loadSimulatedCard} from '../../src/card/simulated/load.ts';
import {insertIntoVpcd} from '../../src/card/simulated/vpcd.ts';
import {goOn} from '../helpers/journey.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {demoPki} from '../helpers/pki.ts';
import {type Recorded, recordAt} from './recording.ts';

interface AtPcscd {
	readonly kiosk: Recorded;
	readonly pcscd: TestPcscd;
	/** Puts a card into the virtual reader; the answer takes it out. */
	inserts(card: string): Promise<() => void>;
}

/** Where the reader itself is what the journey is about: a real pcscd and a virtual reader. */
function recordAtPcscd(name: string, visit: (at: AtPcscd) => Promise<void>): void {
	test(`pcscd-${name}`, {timeout: 60_000}, async () => {
		const pcscd = await startPcscd();
		const reader = await openPcscReader({readerName: pcscd.readers[0]});
		try {
			await recordAt(reader, `pcscd-${name}`, {}, kiosk =>
				visit({
					kiosk,
					pcscd,
					inserts: async card => {
						const folder = join(await demoPki(), 'cards', card);
						const slot = await insertIntoVpcd({
							hostname: 'localhost',
							port: pcscd.port,
							card: await loadSimulatedCard(folder),
						});
						return () => slot.pull();
					},
				}),
			);
		} finally {
			await reader.stop();
			await pcscd.stop();
		}
	});
}

recordAtPcscd('accepted', async ({kiosk, inserts}) => {
	await kiosk.untilScreen('idle');
	const pull = await inserts('valid');
	await kiosk.untilScreen('menu');
	await goOn(kiosk, {password: 'DEMO2026', upTo: 'accepted'});
	kiosk.presses('ok');
	await kiosk.untilScreen('takeCard');
	pull();
	await kiosk.untilScreen('idle');
});

recordAtPcscd('pulled', async ({kiosk, inserts}) => {
	const pull = await inserts('valid');
	await kiosk.untilScreen('menu');
	await goOn(kiosk, {password: 'DEMO2026', upTo: 'confirmImport'});
	pull();
	await kiosk.untilScreen('unexpectedError');
	kiosk.presses('cancel');
	await kiosk.untilScreen('menu');
	kiosk.presses('cancel');
	await kiosk.untilScreen('idle');
});

recordAtPcscd('service-lost', async ({kiosk, pcscd, inserts}) => {
	const pull = await inserts('valid');
	await kiosk.untilScreen('menu');
	await goOn(kiosk, {upTo: 'importPrompt'});
	await pcscd.kill();
	await kiosk.until(({isCardIn}) => !isCardIn);
	await goOn(kiosk, {upTo: 'cardNotReady'});
	pull();
	await pcscd.start();
	const pullAgain = await inserts('valid');
	await kiosk.until(({isCardIn}) => isCardIn);
	kiosk.presses('ok');
	await kiosk.untilScreen('login');
	pullAgain();
	await kiosk.until(({isCardIn}) => !isCardIn);
	await goOn(kiosk, {upTo: 'importPrompt'});
	kiosk.presses('cancel');
	await kiosk.untilScreen('menu');
	kiosk.presses('cancel');
	await kiosk.untilScreen('idle');
});

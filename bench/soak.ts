import {join} from 'node:path';
import {joinKiosk} from '../src/commands/kiosk/joinKiosk.ts';
import {openWindow} from '../src/commands/openWindow.ts';
import {setTimer} from '../src/keys/timer.ts';
import {defaultSettings} from '../src/settings/settings.ts';
import {Citizen} from './citizen.ts';
import {type Footprint, footprint} from './footprint.ts';
import {quantile} from './quantile.ts';
import {openVirtualDesk} from './virtualDesk.ts';

/** What one procedure took of the kiosk, people and RSA on the card not counted. */
interface Procedure {
	readonly loginToReceiptMs: number;
	/** The two parts of it: login and signature, sending and receipt. */
	readonly loginToSignatureMs: number;
	readonly sendToReceiptMs: number;
	readonly insertToConfirmMs: number;
}

/**
 * pcsc-mini 0.1.3 leaves an empty object of 64 bytes behind with each command, 3 KiB a procedure; what the card
 * answered, or a person's data, would be several times that.
 */
const mostGrowthMiB = 3.5;
const budgetMs = 50;

/**
 * Serves so many citizens one after the other in this process, over a real pcscd and a window of its own, and prints
 * what grew after the first tenth. @returns whether nothing did, and the median kept its budget
 */
export async function soak(procedures: number): Promise<boolean> {
	const desk = await openVirtualDesk();
	const window = await openWindow({
		pki: desk.pki,
		listen: {host: '127.0.0.1', port: 0},
		store: `sqlite:${join(desk.folder, 'window.sqlite')}`,
		addressees: [defaultSettings.addressee],
		now: () => new Date(),
		log: () => undefined,
	});
	const citizen = new Citizen();
	const faults: unknown[] = [];
	const {machine, leave} = await joinKiosk({
		pki: desk.pki,
		window: window.url,
		reader: desk.reader,
		slot: citizen.slot,
		state: join(desk.folder, 'state'),
		settings: defaultSettings,
		now: () => new Date(),
		monotonicMs: () => performance.now(),
		setTimer,
		terminalFault: () => undefined,
		report: error => faults.push(error),
	});
	citizen.serveAt(machine);
	const taken: Procedure[] = [];
	let early: Footprint | undefined;
	for (let nth = 1; nth <= procedures; nth++) {
		await citizen.goToPrompt();
		await desk.insert();
		const times = await citizen.check(desk.password);
		const at = (screen: Parameters<typeof times.get>[0]) => times.get(screen) ?? Number.NaN;
		const rsaMs = desk.met.filter(({ins}) => ins === 0x2a).reduce((sum, {ms}) => sum + ms, 0);
		taken.push({
			loginToReceiptMs: at('valid') - at('login2') - rsaMs,
			loginToSignatureMs: at('sendConfirm') - at('login2') - rsaMs,
			sendToReceiptMs: at('valid') - at('sendConfirm'),
			insertToConfirmMs: at('confirmImport') - at('importPrompt'),
		});
		await desk.pull();
		await citizen.leave();
		if (nth === Math.ceil(procedures / 10)) early = footprint();
	}
	const late = footprint();
	citizen.stop();
	await leave();
	await window.stop();
	await desk.close();

	console.table({[`after ${Math.ceil(procedures / 10)}`]: early, [`after ${procedures}`]: late});
	const login = taken.map(({loginToReceiptMs}) => loginToReceiptMs);
	console.table({
		'OK of the second login to receipt (ms)': spread(login),
		'of this, to the signature': spread(taken.map(({loginToSignatureMs}) => loginToSignatureMs)),
		'of this, sending to receipt': spread(taken.map(({sendToReceiptMs}) => sendToReceiptMs)),
		'OK of the import, card in, to confirm screen (ms)': spread(
			taken.map(({insertToConfirmMs}) => insertToConfirmMs),
		),
	});
	for (const fault of faults) console.log('reported as a bug:', fault);
	const isSteady =
		early !== undefined &&
		late.heapMiB - early.heapMiB < mostGrowthMiB &&
		late.handles <= early.handles &&
		late.pcscdHandles <= early.pcscdHandles &&
		late.pcscdThreads <= early.pcscdThreads;
	const isQuick = quantile(login, 0.5) <= budgetMs;
	console.log(
		`${procedures} procedures: ${isSteady ? 'nothing grew' : 'GREW'}; budget ${budgetMs} ms ${isQuick ? 'kept' : 'MISSED'}`,
	);
	return isSteady && isQuick && faults.length === 0;
}

function spread(values: readonly number[]) {
	return {
		p50: quantile(values, 0.5).toFixed(1),
		p99: quantile(values, 0.99).toFixed(1),
		max: quantile(values, 1).toFixed(1),
	};
}

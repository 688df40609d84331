import {mkdtemp, rm} from 'node:fs/promises';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {loadTrust} from '../src/pki/trust.ts';
import {type Client, createClient} from '../src/window/client.ts';
import type {Parcel} from '../src/window/delivery.ts';
import {startProgram} from '../test/e2e/program.ts';
import {quantile} from './quantile.ts';
import {citizensOf} from './windowCitizens.ts';

const usage = `bun bench/window.ts [--terminals N] [--times N]

From 了解 to receipt for terminals that all send at once to one window, then the same at many times its capacity.
--terminals N   how many send at once (default 200)
--times N       how many times the capacity the crowd is (default 10)
`;

const {values: options} = parseArgs({
	options: {
		terminals: {type: 'string', default: '200'},
		times: {type: 'string', default: '10'},
		help: {type: 'boolean', default: false},
	},
});
const [terminals, times] = [Number(options.terminals), Number(options.times)];
if (options.help || !(Number.isInteger(terminals) && terminals > 0 && Number.isInteger(times) && times > 0)) {
	process.stdout.write(usage);
	process.exit(options.help ? 0 : 2);
}

const folder = await mkdtemp(join(tmpdir(), 'bench-window-'));
const pki = join(folder, 'pki');
await startProgram(['pki', 'init', pki]).exited;
const trust = await loadTrust(pki);
const sign = await citizensOf(pki);
try {
	await measure('all served', {capacity: terminals, crowd: terminals});
	const capacity = Math.max(1, Math.floor(terminals / times));
	await measure(`${times} times the capacity`, {capacity, crowd: capacity * times});
} finally {
	await rm(folder, {recursive: true, force: true});
}

interface Crowd {
	readonly capacity: number;
	readonly crowd: number;
}

/** Lets a crowd of terminals send one application each at the same instant, and asks afterwards about every one. */
async function measure(name: string, {capacity, crowd}: Crowd): Promise<void> {
	const window = startProgram([
		...[
			'window',
			'--pki',
			pki,
			'--listen',
			'127.0.0.1:0',
			'--store',
			`sqlite:${join(folder, `${capacity}.sqlite`)}`,
		],
		...['--capacity', String(capacity), '--connections', String(4 * crowd), '--rate-all', '1000000'],
	]);
	try {
		const url: string = JSON.parse(await window.line(/listening/)).listening;
		const client = clientOf(url);
		await sendAll(client, await sign(10));
		const parcels = await sign(crowd);
		const sent = await sendAll(client, parcels);
		const answered = sent.filter(({receipt}) => receipt !== undefined);
		const refused = sent.filter(({receipt}) => receipt === undefined);
		let lost = 0;
		for (const {parcel, receipt} of answered) {
			const later = await client.inquire(parcel);
			if (later.status !== 'answered' || later.receipt.receiptNumber !== receipt) lost++;
		}
		const line = (group: typeof sent) => {
			const ms = group.map(({tookMs}) => tookMs);
			return `${group.length} (p50 ${quantile(ms, 0.5).toFixed(0)} ms, p99 ${quantile(ms, 0.99).toFixed(0)} ms, max ${quantile(ms, 1).toFixed(0)} ms)`;
		};
		console.log(
			`${name}: ${crowd} at once, capacity ${capacity}, ${cpus().length} cores shared with the crowd`,
		);
		console.log(`  answered ${line(answered)}`);
		if (refused.length > 0) console.log(`  told to come back ${line(refused)}`);
		console.log(`  accepted and lost: ${lost}`);
	} finally {
		await window.end();
	}
}

interface Sent {
	readonly parcel: Parcel;
	readonly tookMs: number;
	/** Stands for the receipt; undefined when the window was busy. */
	readonly receipt: string | undefined;
}

function sendAll(client: Client, parcels: readonly Parcel[]): Promise<Sent[]> {
	return Promise.all(
		parcels.map(async parcel => {
			const begun = performance.now();
			const answer = await client.submit(parcel);
			const tookMs = performance.now() - begun;
			if (answer.status === 'noReceipt' && answer.cause !== 'busy')
				throw new Error(`not answered: ${answer.cause}`);
			return {
				parcel,
				tookMs,
				receipt: answer.status === 'answered' ? answer.receipt.receiptNumber : undefined,
			};
		}),
	);
}

/** Each kiosk checks its receipt on a machine of its own: here receipts are only told apart. */
function clientOf(url: string): Client {
	return createClient({
		url,
		ca: trust.tlsCa,
		allowedHosts: ['127.0.0.1'],
		deadlines: {aliveMs: 60_000, submitMs: 60_000, inquireMs: 60_000},
		now: () => new Date(),
		believe: async (receipt, {requestId, procedure, digest}) => ({
			requestId,
			procedure,
			digest,
			result: 'valid',
			receiptNumber: new Bun.CryptoHasher('sha256').update(receipt).digest('hex'),
			decidedAt: '',
		}),
	});
}

import {Database} from 'bun:sqlite';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {openWindow} from '../../src/commands/openWindow.ts';
import type {Result} from '../../src/domain/receipt.ts';
import {drawUpApplication} from '../../src/pki/application.ts';
import {believeReceipt} from '../../src/pki/receipt.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {type Client, createClient} from '../../src/window/client.ts';
import {type Parcel, packParcel} from '../../src/window/delivery.ts';
import {stateFolder} from '../helpers/headlessKiosk.ts';
import {demoPki, readCard, signedBy} from '../helpers/pki.ts';
import {newRequestId} from '../window/fakes.ts';
import {openWire, type Wire} from './wire.ts';

/** A window with its store on disk, behind a wire: it can be killed and comes back where it was. */
export interface Station {
	readonly wire: Wire;
	/** How many documents reached the window. */
	documents(): number;
	/** What became of the first one: its result, or the problem answered in its place. */
	readonly firstDocument: Promise<string>;
	/** A client of this window, by the wire. */
	client(): Client;
	/** Ends the window as a kill does, and opens it again from disk. */
	restartWindow(): Promise<void>;
	/** How many revocations the window has entered, over all requests. */
	revocations(): number;
}

export async function openStation(): Promise<Station> {
	const pki = await demoPki();
	const trust = await loadTrust(pki);
	const store = join(stateFolder(), 'store.sqlite');
	let documents = 0;
	const firstDocument = Promise.withResolvers<string>();
	const open = (port: number) =>
		openWindow({
			pki,
			listen: {host: '127.0.0.1', port},
			store: `sqlite:${store}`,
			addressees: [defaultSettings.addressee],
			now: () => new Date(),
			log: entry => {
				if (!('route' in entry) || entry.route !== 'applications') return;
				documents++;
				firstDocument.resolve(entry.outcome);
			},
		});
	let window = await open(0);
	const port = Number(new URL(window.url).port);
	const wire = await openWire(() => port);
	onTestFinished(() => window.stop());
	return {
		wire,
		documents: () => documents,
		firstDocument: firstDocument.promise,
		client: () =>
			createClient({
				url: `https://127.0.0.1:${wire.port}`,
				ca: trust.tlsCa,
				allowedHosts: ['127.0.0.1'],
				deadlines: {aliveMs: 5000, submitMs: 5000, inquireMs: 5000},
				now: () => new Date(),
				believe: async (receipt, {sentAt, ...expected}) =>
					believeReceipt(
						receipt,
						{...expected, sentAt: new Date(sentAt), now: new Date(), allowedSkewMs: 60_000},
						{anchors: trust.receiptAnchors, revokedSerials: []},
					),
			}),
		async restartWindow() {
			await window.stop();
			window = await open(port);
		},
		revocations() {
			const database = new Database(store, {readonly: true});
			try {
				const [row] = database
					.query<{count: number}, []>(
						'SELECT count(*) AS count FROM revocations WHERE request_id IS NOT NULL',
					)
					.all();
				return row?.count ?? 0;
			} finally {
				database.close();
			}
		},
	};
}

/** A revocation of the ordinary demo card, signed and ready to be sent. */
export async function newParcel(): Promise<Parcel> {
	const requestId = newRequestId();
	const application = drawUpApplication({
		procedure: 'revocation',
		addressee: defaultSettings.addressee,
		certificate: await readCard('valid'),
		requestId,
		createdAt: new Date(),
	});
	const cms = await signedBy('valid', application);
	return packParcel({requestId, procedure: 'revocation', cms}, new Date());
}

/** What was shown against what the window did: never two, never 受理 without one, never 受理されていません with one. */
export function contradictions(shown: readonly Result[], revocations: number): string[] {
	return [
		...(revocations > 1 ? [`entered ${revocations} times`] : []),
		...(new Set(shown).size > 1 ? [`shown as ${[...new Set(shown)].join(' and ')}`] : []),
		...shown
			.filter(result => (result === 'accepted') !== (revocations === 1))
			.map(result => `shown as ${result}, entered ${revocations} times`),
	];
}

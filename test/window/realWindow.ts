import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {type OpenWindowOptions, openWindow} from '../../src/commands/openWindow.ts';
import type {Procedure} from '../../src/domain/procedure.ts';
import {believeReceipt} from '../../src/pki/receipt.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import type {Answer, Client} from '../../src/window/client.ts';
import {type Parcel, packParcel} from '../../src/window/delivery.ts';
import {addressee, demoPki, drawnUp, signedBy} from '../helpers/pki.ts';
import {testClient, testFolder} from './testWindow.ts';

export interface RealWindow {
	readonly client: Client;
	readonly url: string;
	/** The folder of its store, and the store's name. */
	readonly folder: string;
	readonly store: string;
	readonly logged: unknown[];
	stop(): Promise<void>;
}

/** The demo PKI's own window, and a kiosk's client that believes what T-03 asks; nothing is faked. */
export async function realWindow(options: Partial<OpenWindowOptions> = {}): Promise<RealWindow> {
	const pki = await demoPki();
	const trust = await loadTrust(pki);
	const folder = testFolder();
	const store = `sqlite:${join(folder, 'store.sqlite')}`;
	const logged: unknown[] = [];
	const now = () => new Date();
	const window = await openWindow({
		pki,
		listen: {host: '127.0.0.1', port: 0},
		store,
		addressees: [addressee],
		now,
		log: entry => logged.push(entry),
		...options,
	});
	let stopping: Promise<void> | undefined;
	const stop = () => {
		stopping ??= window.stop();
		return stopping;
	};
	onTestFinished(stop);
	const client = testClient(window.url, {
		ca: trust.tlsCa,
		now,
		believe: async (bytes, {sentAt, ...expected}) =>
			believeReceipt(
				bytes,
				{...expected, sentAt: new Date(sentAt), now: now(), allowedSkewMs: 60_000},
				{anchors: trust.receiptAnchors, revokedSerials: []},
			),
	});
	return {client, url: window.url, folder, store, logged, stop};
}

/** An application signed with a demo card, packed for sending. */
export async function signedParcel(card: string, procedure: Procedure = 'revocation'): Promise<Parcel> {
	const application = await drawnUp(card, procedure);
	const cms = await signedBy(card, application);
	return packParcel({requestId: JSON.parse(application).requestId, procedure, cms}, new Date());
}

/** What the kiosk hears in a word: the result that it believes, or why there is none. */
export async function wordOf(answer: Promise<Answer>): Promise<string> {
	const given = await answer;
	return given.status === 'answered' ? given.receipt.result : given.cause;
}

import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {issueReceipt} from '../pki/receipt.ts';
import {judgeSubmission} from '../pki/submission.ts';
import {loadTrust} from '../pki/trust.ts';
import {loadWindowKeys} from '../pki/windowKeys.ts';
import type {Judgement} from '../window/desk.ts';
import type {LogEntry} from '../window/handler.ts';
import {drawReceiptNumber} from '../window/receiptNumber.ts';
import {openRegistry} from '../window/registry.ts';
import {startWindow, type Window} from '../window/server.ts';

export interface OpenWindowOptions {
	/** The folder with the window's keys and what it trusts. */
	readonly pki: string;
	readonly listen: {readonly host: string; readonly port: number};
	/** `sqlite:FILE` or a `postgres:` URL. */
	readonly store: string;
	readonly addressees: readonly string[];
	readonly now: () => Date;
	readonly log: (entry: LogEntry) => void;
}

/** Joins the online window: what PKI judges and signs, what the registry remembers, and the server before it. */
export async function openWindow(options: OpenWindowOptions): Promise<Window> {
	const {pki, now, addressees} = options;
	const [trust, keys, revoked] = await Promise.all([loadTrust(pki), loadWindowKeys(pki), readRevoked(pki)]);
	const registry = await openRegistry(options.store, () => drawReceiptNumber(randomBytes));
	await registry.seed(revoked);
	const judge = async (cms: Uint8Array, at: Date): Promise<Judgement> => {
		const judgement = judgeSubmission(cms, {trust: trust.citizens, addressees, now: at});
		const {application} = judgement;
		const known = application && {requestId: application.requestId, procedure: application.procedure};
		if (judgement.status === 'refused') return {status: 'refused', result: judgement.refusal, ...known};
		const {requestId, procedure, certificate} = judgement.application;
		return {status: 'sound', requestId, procedure, certificate};
	};
	const window = startWindow({
		tls: {key: keys.tls.key, cert: keys.tls.certificate},
		listen: options.listen,
		registry,
		judge,
		issueReceipt: receipt => issueReceipt(receipt, keys.receipts, now()),
		now,
		crlHourJst: 0,
		requestDeadlineMs: 10_000,
		capacity: 64,
		log: options.log,
	});
	return {
		url: window.url,
		async stop() {
			await window.stop();
			await registry.close();
		},
	};
}

interface Revoked {
	readonly issuer: string;
	readonly serialNumber: string;
	readonly revokedAt: string;
}

/** What the demo PKI says was revoked before the window opened; a PKI without such a list has none. */
async function readRevoked(pki: string): Promise<readonly Revoked[]> {
	try {
		return JSON.parse(await readFile(join(pki, 'revoked.json'), 'utf8')) as readonly Revoked[];
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
}

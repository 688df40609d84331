import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {issueCrl, shortName} from '../pki/crl.ts';
import {loadCrlAuthorities} from '../pki/crlAuthorities.ts';
import {authorityKeyIdentifier} from '../pki/extensions.ts';
import {issueReceipt} from '../pki/receipt.ts';
import {countersignHeads} from '../pki/seenHeads.ts';
import {judgeSubmission} from '../pki/submission.ts';
import {loadTrust} from '../pki/trust.ts';
import {loadWindowKeys} from '../pki/windowKeys.ts';
import type {CrlCalendar} from '../window/crlTime.ts';
import type {Judgement} from '../window/desk.ts';
import {createEnrolment, type EnrolmentOptions} from '../window/enrolment.ts';
import type {Fault} from '../window/faults.ts';
import type {LogEntry} from '../window/handler.ts';
import type {RateLimits} from '../window/rates.ts';
import {drawReceiptNumber} from '../window/receiptNumber.ts';
import {type ListIssuing, openRegistry} from '../window/registry.ts';
import {startRounds} from '../window/rounds.ts';
import {startWindow, type Window, type WindowOptions} from '../window/server.ts';
import {createVault} from '../window/vault.ts';
import {openResetOffice, type ResetOfficeOptions} from './window/resets.ts';
import {readStoreKey} from './window/storeKey.ts';

export interface OpenWindowOptions {
	/** The folder with the window's keys and what it trusts. */
	readonly pki: string;
	readonly listen: {readonly host: string; readonly port: number};
	/** `sqlite:FILE` or a `postgres:` URL. */
	readonly store: string;
	/** The file with the key of the applications in the store; `store.key` of the PKI folder if not given. */
	readonly storeKey?: string | undefined;
	readonly addressees: readonly string[];
	readonly now: () => Date;
	readonly log: (entry: LogEntry | Incident) => void;
	/** Nobody authorises resets if not given. */
	readonly resets?: ResetOfficeOptions | undefined;
	/** Nobody is enrolled if not given: for a window in the kiosk's own process. */
	readonly enrolment?: EnrolmentOptions;
	readonly settings?: Partial<WindowSettings>;
	readonly fault?: Fault | undefined;
}

/** What went wrong without a request, for the operator. */
export interface Incident {
	readonly at: string;
	readonly incident: 'roundFailed';
}

/** What an operator may set. */
export interface WindowSettings {
	readonly calendar: CrlCalendar;
	readonly crl: 'enrolled' | 'open';
	readonly retentionDays: number;
	readonly capacity: number;
	readonly mostConnections: number;
	readonly rates: RateLimits;
	readonly requestDeadlineMs: number;
}

export const defaultWindowSettings: WindowSettings = {
	calendar: {hourJst: 0, periodHours: 24},
	crl: 'enrolled',
	// The longest a signing certificate lasts: records of a revocation were kept to its end (domain 1.5).
	retentionDays: 1827,
	capacity: 64,
	mostConnections: 1024,
	rates: {perTerminal: 60, inAll: 6000},
	requestDeadlineMs: 10_000,
};

/** Joins the online window: what PKI judges and signs, what the registry remembers, and the server before it. */
export async function openWindow(options: OpenWindowOptions): Promise<Window> {
	const {pki, now} = options;
	const settings = {...defaultWindowSettings, ...options.settings};
	// One after the other: of several faults in a folder the operator is told the same one each time.
	const trust = await loadTrust(pki);
	const keys = await loadWindowKeys(pki);
	const authorities = await loadCrlAuthorities(pki);
	const revoked = await readRevoked(pki);
	const storeKey = await readStoreKey(options.storeKey ?? join(pki, 'store.key'));
	const drawNumber = () => drawReceiptNumber(randomBytes);
	const registry = await openRegistry(options.store, drawNumber);
	const office = options.resets && (await openResetOffice(options.resets, registry, now));
	const window: WindowOptions = {
		...settings,
		tls: {key: keys.tls.key, cert: keys.tls.certificate},
		listen: options.listen,
		enrolment: createEnrolment(options.enrolment ?? {isStruckOff: () => false}),
		registry,
		judge: async (cms, at) => judged(judgeSubmission(cms, {...options, trust: trust.citizens, now: at})),
		issueReceipt: receipt => issueReceipt(receipt, keys.receipts, now()),
		countersign: seen => countersignHeads(seen, keys.audits, now()),
		seal: createVault(storeKey, randomBytes).seal,
		drawReceiptNumber: drawNumber,
		...(office && {ruleOnReset: office.rule}),
		now,
		nowMs: () => performance.now(),
		log: options.log,
	};
	const issuing: ListIssuing = {
		issuers: [...authorities.keys()],
		calendar: settings.calendar,
		sign: list => {
			const authority = authorities.get(list.issuer);
			if (!authority) throw new Error('a list is due whose authority was not loaded');
			return issueCrl(list, authority);
		},
		now,
	};
	try {
		await registry.seed(revoked);
		const rounds = startRounds({
			registry,
			issuing,
			setTimer: (work, afterMs) => {
				const timer = setTimeout(work, afterMs);
				return () => clearTimeout(timer);
			},
			onFault: () => options.log({at: now().toISOString(), incident: 'roundFailed'}),
		});
		try {
			await rounds.make();
			const {url, stop} = await startWindow(options.fault?.bend(window, slowly) ?? window);
			return {
				url,
				async stop() {
					rounds.stop();
					await stop();
					await registry.close();
					office?.audit.close();
				},
			};
		} catch (error) {
			rounds.stop();
			throw error;
		}
	} catch (error) {
		await registry.close();
		throw error;
	}
}

/** The delay of the drill `slow`: beyond patience, within the kiosk's deadline. */
function slowly(): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, 20_000));
}

function judged(judgement: ReturnType<typeof judgeSubmission>): Judgement {
	const {application} = judgement;
	const known = application && {requestId: application.requestId, procedure: application.procedure};
	if (judgement.status === 'refused') return {status: 'refused', result: judgement.refusal, ...known};
	const {requestId, procedure} = judgement.application;
	const {x509} = judgement.certificate;
	// A sound certificate has one: its authority was found by it.
	const issuer = shortName(authorityKeyIdentifier(x509) ?? new Uint8Array());
	return {status: 'sound', requestId, procedure, certificate: {issuer, serialNumber: x509.serialNumber}};
}

interface Revoked {
	/** The short name of the authority. */
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

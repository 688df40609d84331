import {closeSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {jpkiDriver} from '../../card/jpki.ts';
import type {ReaderPort} from '../../card/reader.ts';
import {makeFolder} from '../../files/atomic.ts';
import type {Entry, Header} from '../../journal/format.ts';
import {Recorder} from '../../journal/recorder.ts';
import {PasswordSlot} from '../../keys/slot.ts';
import type {Language} from '../../machines/kiosk.ts';
import {cardRealm} from '../../pki/realm.ts';
import {believeReceipt} from '../../pki/receipt.ts';
import {loadTrust} from '../../pki/trust.ts';
import {isTooSmall} from '../../screens/size.ts';
import type {Settings} from '../../settings/settings.ts';
import {createClient} from '../../window/client.ts';
import {createPostman, type Postman} from '../../window/delivery.ts';
import type {TerminalCredential} from '../../window/exchange.ts';
import {openOutbox} from '../../window/outbox.ts';
import {SetUpError} from '../command.ts';
import {build} from './build.ts';
import {CardDesk} from './cardDesk.ts';
import type {DemoPanel} from './demoPanel.ts';
import {withDevices} from './devices.ts';
import {runSession} from './session.tsx';

export interface KioskOptions {
	readonly pki: string;
	/** Base URL of the window. */
	readonly window: string;
	/** The certificate this terminal is enrolled with at the window; none if the window enrols no terminals. */
	readonly terminal?: TerminalCredential | undefined;
	readonly reader: ReaderPort;
	readonly state: string;
	readonly settings: Settings;
	readonly language: Language | undefined;
	/** Where the journal goes; nowhere if not given. */
	readonly journal: string | undefined;
	readonly panel?: DemoPanel;
}

/** Joins the parts of the kiosk and runs it in this terminal. Answers with the exit code. */
export async function runKiosk(options: KioskOptions): Promise<number> {
	const {reader, settings, state} = options;
	const trust = await loadTrust(options.pki);
	const isTrial = trust.realm === 'demo' || reader.isVirtual();
	if (settings.production && isTrial) {
		throw new SetUpError('production refuses demo certificates and virtual readers: install the real ones');
	}
	await makeFolder(state);
	const now = () => new Date();
	const client = createClient({
		url: options.window,
		ca: trust.tlsCa,
		allowedHosts: settings.allowedHosts,
		terminal: options.terminal,
		deadlines: {aliveMs: 5000, submitMs: 55_000, inquireMs: 9000},
		now,
		believe: async (receipt, expectation) =>
			believeReceipt(
				receipt,
				{
					...expectation,
					sentAt: new Date(expectation.sentAt),
					now: now(),
					allowedSkewMs: settings.allowedSkewSeconds * 1000,
				},
				{anchors: trust.receiptAnchors, revokedSerials: settings.revokedReceiptSerials},
			),
	});
	const postman = createPostman({client, outbox: openOutbox(join(state, 'outbox'))});
	const slot = new PasswordSlot();
	const desk = new CardDesk(
		jpkiDriver(reader),
		slot,
		head => cardRealm(head, trust.citizens.anchors, trust.realm) === 'ours',
	);
	const input: Header['input'] = {
		language: options.language ?? settings.language,
		procedures: ['revocation', 'validity'],
		timeScale: settings.timeScale,
	};
	let isSmall = false;
	const journal = openJournal(options.journal, input);
	try {
		void askAboutWaiting(postman);
		return await runSession({
			machine: withDevices({
				reader,
				desk,
				slot,
				client,
				postman,
				addressee: settings.addressee,
				allowedSkewMs: settings.allowedSkewSeconds * 1000,
				now,
				terminalFault: () => (isSmall ? 'terminal' : undefined),
				report: error => journal.note(error),
			}),
			input,
			slot,
			isTrial,
			mayReveal: settings.mayRevealPassword,
			recorder: new Recorder(journal.write, () => performance.now()),
			panel: options.panel,
			onSize: size => {
				isSmall = isTooSmall(size);
			},
		});
	} finally {
		await desk.leave();
		journal.close();
	}
}

/** What a crash or a cut left without a receipt is asked about, once each, oldest first (T-01); never sent again. */
async function askAboutWaiting(postman: Postman): Promise<void> {
	const {entries} = await postman.waiting();
	for (const entry of entries) await postman.ask(entry);
}

interface JournalFile {
	write(entry: Entry): void;
	/** A bug that a device met: its name, never its text, which may quote data. */
	note(error: unknown): void;
	close(): void;
}

function openJournal(path: string | undefined, input: Header['input']): JournalFile {
	if (path === undefined) return {write: () => undefined, note: () => undefined, close: () => undefined};
	const file = openSync(path, 'w', 0o600);
	const line = (value: object) => void writeSync(file, `${JSON.stringify(value)}\n`);
	line({format: 'madoguchi-journal', version: 1, machine: 'kiosk', build, input} satisfies Header);
	return {
		write: line,
		note: error => line({fault: error instanceof Error ? error.name : 'unknown'}),
		close: () => closeSync(file),
	};
}

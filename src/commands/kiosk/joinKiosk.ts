import {join} from 'node:path';
import {type AuditTrail, openAudit} from '../../audit/trail.ts';
import {jpkiDriver} from '../../card/jpki.ts';
import type {ReaderPort} from '../../card/reader.ts';
import type {Admits} from '../../card/recognise.ts';
import {staffDriver} from '../../card/staff.ts';
import type {Finding} from '../../domain/finding.ts';
import {visibleText} from '../../domain/text.ts';
import {makeFolder} from '../../files/atomic.ts';
import type {PasswordSlot} from '../../keys/slot.ts';
import type {SetTimer} from '../../keys/timer.ts';
import {PasswordVault} from '../../keys/vault.ts';
import type {TerminalFault} from '../../machines/events.ts';
import type {kioskMachine} from '../../machines/kiosk.ts';
import {cardRealm} from '../../pki/realm.ts';
import {believeReceipt} from '../../pki/receipt.ts';
import {loadStaffAnchors} from '../../pki/staffTrust.ts';
import {loadTrust, type Trust} from '../../pki/trust.ts';
import type {Settings} from '../../settings/settings.ts';
import type {Printer} from '../../slips/printer.ts';
import {openStaffRegister} from '../../staff/register.ts';
import {type Client, type ClientOptions, createClient} from '../../window/client.ts';
import {createPostman} from '../../window/delivery.ts';
import type {Site, TerminalCredential} from '../../window/exchange.ts';
import {openOutbox} from '../../window/outbox.ts';
import {SetUpError} from '../command.ts';
import {auditedPrinter} from './auditedPrinter.ts';
import {type AuditUpkeep, startAuditUpkeep} from './auditUpkeep.ts';
import {CardDesk} from './cardDesk.ts';
import {ClockGuard} from './clockGuard.ts';
import type {DeskParts} from './deskDevices.ts';
import {withDevices} from './devices.ts';
import {exportJournal} from './exportJournal.ts';
import {openPrinter} from './openPrinter.ts';
import {isAccepted, type OwnRelease} from './ownRelease.ts';
import {PasswordDesk} from './passwordDesk.ts';
import {ResetDesk} from './resetDesk.ts';
import {servicePlanOf} from './servicePlan.ts';
import {windowUnblocker} from './unblocker.ts';

/** Whom the kiosk serves with, without a terminal. */
export interface JoinOptions {
	/** The folder of what is trusted. */
	readonly pki: string;
	/** Base URL of the window. */
	readonly window: string;
	/** A socket file that leads to it, if the network does not. */
	readonly windowSocket?: string | undefined;
	/** The certificate this terminal is enrolled with at the window; none if the window enrols no terminals. */
	readonly terminal?: TerminalCredential | undefined;
	readonly reader: ReaderPort;
	readonly slot: PasswordSlot;
	readonly state: string;
	readonly settings: Settings;
	readonly now: () => Date;
	/** Milliseconds since any fixed instant, by a clock that nobody can set. */
	readonly monotonicMs: () => number;
	readonly setTimer: SetTimer;
	readonly deadlines?: ClientOptions['deadlines'];
	/** What was found of the running program; built here, if not given. */
	readonly ownRelease?: Promise<OwnRelease>;
	/** Where slips come out; by the settings, if not given. */
	readonly printer?: Printer;
	/** What of the terminal itself is wrong. */
	readonly terminalFault: () => TerminalFault | undefined;
	/** What the staff desk needs of the program around; it finds and does nothing without. */
	readonly around?: {
		/** Everything that the command `check` finds. */
		readonly findings: () => Promise<readonly Finding[]>;
		/** The journal's file or folder, where one is written. */
		readonly journal: string | undefined;
		/** Ends the program so that it is started again. */
		readonly restart: () => void;
	};
	/** A bug was met: told without personal data. */
	readonly report: (error: unknown) => void;
}

/** A kiosk ready to be shown and served. */
export interface JoinedKiosk {
	readonly machine: typeof kioskMachine;
	readonly isTrial: boolean;
	/** What happens at this terminal is noted here. */
	readonly audit: AuditTrail;
	/** Tells the window of the audit from now on, and watches the clock. */
	startAuditUpkeep(): AuditUpkeep;
	/** Powers the card off and forgets it. */
	leave(): Promise<void>;
}

/** Shorter than the machines' own deadlines, so that the client's word on what went wrong comes first. */
const deadlines = {aliveMs: 5000, submitMs: 55_000, inquireMs: 9000};

const unsigned: OwnRelease = {status: 'unsigned'};

/** Joins card, keys, PKI and window to the kiosk's machine. Throws SetUpError where production forbids the parts. */
export async function joinKiosk(options: JoinOptions): Promise<JoinedKiosk> {
	const {reader, settings, slot, state, now} = options;
	const trust = await loadTrust(options.pki);
	const isTrial = trust.realm === 'demo' || reader.isVirtual();
	if (settings.production && isTrial) {
		throw new SetUpError('production refuses demo certificates and virtual readers: install the real ones');
	}
	await makeFolder(state);
	const audit = await openAudit({state, now});
	const site = {
		url: options.window,
		socket: options.windowSocket,
		ca: trust.tlsCa,
		allowedHosts: settings.allowedHosts,
		terminal: options.terminal,
	};
	const client = kioskClient(options, trust, site, audit);
	const driver = jpkiDriver(reader);
	const admits: Admits = head => cardRealm(head, trust.citizens.anchors, trust.realm) === 'ours';
	const desk = new CardDesk(driver, slot, admits);
	const vault = new PasswordVault(slot);
	const outbox = openOutbox(join(state, 'outbox'));
	const printer = options.printer ?? openPrinter(settings, isTrial);
	const staffDesk: DeskParts = {
		driver: staffDriver(reader),
		register: openStaffRegister(state, options),
		trust: {
			anchors: await loadStaffAnchors(options.pki),
			revokedSerials: settings.revokedStaffSerials,
		},
		slot,
		audit,
		now,
		report: options.report,
		state,
		outbox,
		findings: async () => (await options.around?.findings()) ?? [],
		printer,
		auditHead: () => audit.signedHead(),
		reconnect: () => reader.reconnect(),
		exportJournal: () => exportJournal(state, options.around?.journal, now()),
		restart: () => options.around?.restart(),
	};
	const machine = withDevices({
		printer: printer && auditedPrinter(printer, audit, options.report),
		printsName: settings.printsName,
		counter: visibleText(settings.counter),
		staffDesk,
		reader,
		desk,
		passwordDesk: new PasswordDesk({driver, desk, vault, admits}),
		resetDesk: new ResetDesk({
			...{driver, desk, vault, admits, audit, now},
			unblocker: settings.unblocker === 'window' ? windowUnblocker(site) : undefined,
			times: {secondsAfter: settings.resetAfterSeconds},
		}),
		slot,
		vault,
		client,
		postman: createPostman({client, outbox}),
		addressee: settings.addressee,
		signingIssuers: [...new Set(trust.citizens.anchors.map(anchor => anchor.subject))],
		allowedSkewMs: settings.allowedSkewSeconds * 1000,
		now,
		servicePlan: await servicePlanOf(settings, now()),
		setTimer: options.setTimer,
		clock: new ClockGuard(now, options.monotonicMs),
		isGenuine: async () => isAccepted(await (options.ownRelease ?? unsigned), trust.realm),
		terminalFault: options.terminalFault,
		report: options.report,
	});
	return {
		machine,
		isTrial,
		audit,
		startAuditUpkeep: () =>
			startAuditUpkeep({
				...options,
				audit,
				site,
				trust: {anchors: trust.receiptAnchors, revokedSerials: settings.revokedReceiptSerials},
			}),
		leave: async () => {
			vault.empty();
			await desk.leave();
			audit.close();
		},
	};
}

function kioskClient(options: JoinOptions, trust: Trust, site: Site, audit: AuditTrail): Client {
	const {settings, now} = options;
	return createClient({
		...site,
		auditHead: () => audit.signedHead(),
		deadlines: options.deadlines ?? deadlines,
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
}

import {rm} from 'node:fs/promises';
import {hostname} from 'node:os';
import {basename, join} from 'node:path';
import type {AuditHead} from '../../domain/audit.ts';
import type {Finding} from '../../domain/finding.ts';
import type {Officer} from '../../domain/staff.ts';
import {
	type DeskItem,
	type DeskReport,
	type DeskSetting,
	type DeskSlip,
	deskItems,
	deskListPoints,
	parseDeskReport,
} from '../../domain/staffDesk.ts';
import type {MachineEvent} from '../../machines/events.ts';
import {type DeskWork, staffDeskChild} from '../../machines/staffDesk.ts';
import {changeSettings, loadSettings, type Settings} from '../../settings/settings.ts';
import type {Printer} from '../../slips/printer.ts';
import type {Outbox} from '../../window/outbox.ts';
import {wordsIn} from '../../words/index.ts';
import {device} from './device.ts';
import {type StaffSignInParts, staffSignInWithDevices} from './staffDevices.ts';

/** What the staff desk stands on. */
export interface DeskParts extends StaffSignInParts {
	/** The state folder. */
	readonly state: string;
	readonly outbox: Outbox;
	/** Everything that the command `check` finds. */
	readonly findings: () => Promise<readonly Finding[]>;
	/** Where the closing slip comes out; none where the settings name no printer. */
	readonly printer: Printer | undefined;
	/** How far the audit has come. */
	readonly auditHead: () => AuditHead;
	/** Drops the connection to the reader's service and makes a new one. */
	readonly reconnect: () => Promise<void>;
	/** Writes the journal for support; answers with the file's path. */
	readonly exportJournal: () => Promise<string>;
	/** Asks the program to end, so that it is started again. */
	readonly restart: () => void;
}

const failed = {type: 'desk.failed'} as const satisfies MachineEvent;

/** The staff desk with its devices. What is audited is on disk before it is done. */
export function deskWithDevices(parts: DeskParts): typeof staffDeskChild {
	return staffDeskChild.provide({
		actors: {
			staffSignIn: staffSignInWithDevices(parts),
			workAtDesk: device<DeskWork>(
				async (work, answer) => answer(await done(parts, work)),
				failed,
				parts.report,
			),
		},
	});
}

async function done(parts: DeskParts, {doing, officer, missing, report}: DeskWork): Promise<MachineEvent> {
	const {audit, outbox, state} = parts;
	switch (doing) {
		case 'readiness':
			return told({kind: 'readiness', findings: await parts.findings()});
		case 'requests':
			return told(await requestsOf(parts));
		case 'removeFiles': {
			const {unreadable} = await outbox.list();
			for (const file of unreadable) {
				audit.note({kind: 'outboxFileRemoved', officer: officer.id, file});
				await rm(join(state, 'outbox', basename(file)), {force: true});
			}
			return told(await requestsOf(parts));
		}
		case 'lockouts':
			return told(await lockoutsOf(parts, officer));
		case 'deskSettings':
			return told(settingsOf(state));
		case 'setLanguage':
		case 'setSlowMode':
		case 'setReveal': {
			const change = changeOf(doing, loadSettings(state).settings);
			audit.note({kind: 'settingsChanged', settings: Object.keys(change), officer: officer.id});
			await changeSettings(state, change);
			return told(settingsOf(state));
		}
		case 'openingList':
		case 'closingList': {
			const list = doing === 'openingList' ? 'opening' : 'closing';
			audit.note({kind: 'listFinished', list, officer: officer.id, missing});
			return {
				type: 'desk.done',
				file: '',
				slip: list === 'closing' ? await printed(parts, officer, missing) : 'none',
			};
		}
		case 'resetReader':
			audit.note({kind: 'readerReset', officer: officer.id});
			await parts.reconnect();
			return {type: 'desk.done', file: '', slip: 'none'};
		case 'exportJournal':
			audit.note({kind: 'exported', officer: officer.id, what: 'journal'});
			return {type: 'desk.done', file: await parts.exportJournal(), slip: 'none'};
		case 'restart':
			audit.note({kind: 'restarted', officer: officer.id});
			return {type: 'desk.done', file: '', slip: 'none'};
		default: {
			const told = report === '' ? undefined : parseDeskReport(report);
			const lockout =
				told?.kind === 'lockouts' ? told.lockouts[deskItems.indexOf(doing as DeskItem)] : undefined;
			return lockout ? lift(parts, lockout.id, officer) : failed;
		}
	}
}

/** The closing slip, with the audit's head as it is before the printing of it (T-22). */
async function printed(parts: DeskParts, officer: Officer, missing: readonly string[]): Promise<DeskSlip> {
	const {printer, audit, outbox, now} = parts;
	if (!printer) return 'none';
	const {counts} = wordsIn('ja').frame.desk;
	const {entries} = await outbox.list();
	const to = now();
	const result = await printer.print({
		kind: 'closing',
		terminal: hostname(),
		from: startOfDayInJapan(to).toISOString(),
		to: to.toISOString(),
		counts: [
			{label: counts.ticked, count: deskListPoints.closingList.length - missing.length},
			{label: counts.missing, count: missing.length},
			{label: counts.waiting, count: entries.length},
		],
		audit: parts.auditHead(),
	});
	audit.note({kind: 'printed', slip: 'closing', result, officer: officer.id});
	return result;
}

function startOfDayInJapan(instant: Date): Date {
	const aheadMs = 9 * 3_600_000;
	return new Date(Math.floor((instant.getTime() + aheadMs) / 86_400_000) * 86_400_000 - aheadMs);
}

async function lift(parts: DeskParts, id: string, officer: Officer): Promise<MachineEvent> {
	parts.audit.note({kind: 'staffUnlocked', officer: officer.id, unlocked: id});
	if ((await parts.register.lift(id, officer)) === 'refused') return failed;
	return told(await lockoutsOf(parts, officer));
}

async function requestsOf({outbox, now}: DeskParts): Promise<DeskReport> {
	const {entries, unreadable} = await outbox.list();
	const ageMinutes = (sentAt: string) =>
		Math.max(0, Math.floor((now().getTime() - Date.parse(sentAt)) / 60_000));
	return {
		kind: 'requests',
		waiting: entries.map(({procedure, sentAt}) => ({procedure, ageMinutes: ageMinutes(sentAt)})),
		unreadable,
	};
}

async function lockoutsOf({register}: DeskParts, officer: Officer): Promise<DeskReport> {
	const lockouts = await register.lockedOut();
	return {
		kind: 'lockouts',
		lockouts: lockouts.map(({id, seconds}) => ({id, seconds, isOwn: id === officer.id})),
	};
}

function settingsOf(state: string): DeskReport {
	const {language, timeScale, mayRevealPassword, addressee} = loadSettings(state).settings;
	return {kind: 'settings', language, isSlow: timeScale > 1, mayReveal: mayRevealPassword, addressee};
}

function changeOf(setting: DeskSetting, now: Settings): Partial<Settings> {
	switch (setting) {
		case 'setLanguage':
			return {language: now.language === 'ja' ? 'en' : 'ja'};
		case 'setSlowMode':
			return {timeScale: now.timeScale > 1 ? 1 : 10};
		case 'setReveal':
			return {mayRevealPassword: !now.mayRevealPassword};
	}
}

function told(report: DeskReport): MachineEvent {
	return {type: 'desk.report', report: JSON.stringify(report)};
}

import {join} from 'node:path';
import {procedures} from '../../domain/procedure.ts';
import {visibleText} from '../../domain/text.ts';
import {journalFolder} from '../../journal/folder.ts';
import {type Journal, noJournal, onlyFile, openJournal, type Recording} from '../../journal/journal.ts';
import {Recorder} from '../../journal/recorder.ts';
import {RunningClock} from '../../journal/runningClock.ts';
import {setTimer} from '../../keys/timer.ts';
import type {KioskInput, Language} from '../../machines/kiosk.ts';
import {isTooSmall} from '../../screens/size.ts';
import type {SettingsFault} from '../../settings/settings.ts';
import {SetUpError} from '../command.ts';
import {noteStart} from './auditStart.ts';
import {build} from './build.ts';
import type {DemoPanel} from './demoPanel.ts';
import {openInspector} from './inspector.ts';
import type {JoinOptions} from './joinKiosk.ts';
import type {Life} from './life/forService.ts';
import {examineOwnRelease, ownProgram} from './ownRelease.ts';
import type {Served} from './served.ts';
import {runSession} from './session.tsx';

export interface KioskOptions {
	/** Undefined: as the settings say. */
	readonly language: Language | undefined;
	/** Whether the first frame, drawn before anything is opened, carries the band 試験用. */
	readonly isTrial: boolean;
	/** Where the journal goes: to the folder `journal` of the state folder, to a file, or nowhere. */
	readonly journal: 'inState' | {readonly file: string} | 'none';
	/** Where an inspector of the machines listens, in development only. */
	readonly inspectorUrl?: string | undefined;
	/** Tells a service manager that the kiosk lives. */
	readonly life?: Life | undefined;
	/** Starts the program anew after each person who was served, or whose card left; not if not given. */
	readonly renew?: ((served: Served) => never) | undefined;
	/** It was started so, with what the program before told. */
	readonly renewed?: Served | undefined;
	/** Nobody starts the program again when it ends, as a unit does: a restart happens within it. */
	readonly restartsInPlace?: boolean;
	/** Opens what the kiosk stands on, once the first frame is out. */
	readonly open: () => Promise<OpenedKiosk>;
}

/** What the kiosk stands on. */
export interface OpenedKiosk
	extends Pick<
		JoinOptions,
		'pki' | 'window' | 'windowSocket' | 'terminal' | 'reader' | 'state' | 'settings'
	> {
	/** What of the settings' file could not be taken. */
	readonly settingsFaults: readonly SettingsFault[];
	readonly panel?: DemoPanel;
	close(): Promise<void>;
}

/** Runs the kiosk in this terminal. Answers with the exit code. */
export async function runKiosk(options: KioskOptions): Promise<number> {
	const {renewed} = options;
	const endings: Array<() => Promise<void> | void> = [];
	const endAll = async () => {
		for (const end of endings.splice(0).reverse()) await end();
	};
	let isSmall = false;
	let result: 'asked' | 'failed' | 'renewed' = 'failed';
	let served: Served;
	try {
		const ending = await runSession({
			first: {
				language: options.language ?? 'ja',
				procedures,
				isTrial: options.isTrial,
				resumes: renewed?.resumes,
			},
			identity: renewed?.identity,
			life: options.life,
			onSize: size => {
				isSmall = isTooSmall(size);
			},
			isRenewable: options.renew !== undefined,
			restartsInPlace: options.restartsInPlace ?? false,
			prepare: async (slot, restart) => {
				result = 'asked';
				await endAll();
				result = 'failed';
				const opened = await options.open();
				// The reader's service is left by the new program's start, without a word that might wait for it.
				endings.push(() => (result === 'renewed' ? undefined : opened.close()));
				const {settings} = opened;
				const input: KioskInput = {
					language: options.language ?? settings.language,
					procedures,
					timeScale: settings.timeScale,
					personalIdleSeconds: settings.personalIdleSeconds,
					idleSeconds: settings.idleSeconds,
					forgottenCardMinutes: settings.forgottenCardMinutes,
					counter: visibleText(settings.counter),
					hasPrinter: settings.printer !== '',
					settingsFaults: opened.settingsFaults.map(({key}) => key ?? ''),
					resets: {
						canUnblock: settings.unblocker === 'window',
						documentRules: settings.resetDocuments,
						times: {
							minutesBetween: settings.resetBetweenMinutes,
							secondsAfter: settings.resetAfterSeconds,
						},
					},
					staff: {methods: settings.staffMethods, signOutSeconds: settings.staffSignOutSeconds},
					resumes: renewed?.resumes,
				};
				const monotonicMs = () => performance.now();
				const clock = new RunningClock({monotonicMs, setTimer});
				const {columns, rows} = process.stdout;
				const screen = {columns, rows, isTrial: options.isTrial || opened.reader.isVirtual()};
				const journal = openJournalOf(options, opened.state, {build, input, screen});
				const recorder = new Recorder({sink: journal, clock});
				endings.push(() => {
					clock.stop();
					recorder.stop();
				});
				const inspector =
					options.inspectorUrl === undefined ? undefined : openInspector(options.inspectorUrl);
				endings.push(() => inspector?.close());
				const ownRelease = examineOwnRelease({...ownProgram, pki: opened.pki});
				const {joinKiosk} = await import('./joinKiosk.ts');
				const kiosk = await joinKiosk({
					...opened,
					slot,
					now: () => new Date(),
					monotonicMs,
					setTimer,
					ownRelease,
					terminalFault: () => (isSmall ? 'terminal' : undefined),
					around: {
						findings: async () => (await import('./deskFindings.ts')).deskFindings(opened),
						journal: placeOf(options.journal, opened.state),
						restart,
					},
					report: error => journal.note(error),
				});
				endings.push(() => kiosk.leave());
				noteStart(kiosk.audit, {
					version: build,
					isTrial: kiosk.isTrial,
					settings,
					isRenewed: renewed !== undefined,
				});
				endings.push(() => {
					if (result !== 'renewed') kiosk.audit.note({kind: 'stopped', result});
				});
				const upkeep = kiosk.startAuditUpkeep();
				endings.push(() => upkeep.stop());
				return {
					machine: kiosk.machine,
					isTrial: kiosk.isTrial,
					input,
					mayReveal: settings.mayRevealPassword,
					hasTone: settings.tone,
					clock,
					recorder,
					inspector,
					panel: opened.panel,
				};
			},
		});
		result = typeof ending === 'number' ? 'asked' : 'renewed';
		if (typeof ending === 'number') return ending;
		served = ending;
	} finally {
		await endAll();
	}
	return options.renew?.(served) ?? 1;
}

/** Where the journal is, for the export of it. */
function placeOf(kind: KioskOptions['journal'], state: string): string | undefined {
	if (kind === 'none') return undefined;
	return kind === 'inState' ? join(state, 'journal') : kind.file;
}

/** Throws SetUpError when it cannot be written there. */
function openJournalOf({journal: kind, renewed}: KioskOptions, state: string, recording: Recording): Journal {
	if (kind === 'none') return noJournal;
	const folder = join(state, 'journal');
	try {
		return openJournal(
			kind === 'inState' ? journalFolder(folder, {goesOn: renewed !== undefined}) : onlyFile(kind.file),
			recording,
		);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
		const place = kind === 'inState' ? folder : kind.file;
		throw new SetUpError(`the journal ${place} cannot be written (${code}): choose another place`);
	}
}

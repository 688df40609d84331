import {closeSync, openSync, writeSync} from 'node:fs';
import type {Entry, Header} from '../../journal/format.ts';
import {Recorder} from '../../journal/recorder.ts';
import type {Language} from '../../machines/kiosk.ts';
import {isTooSmall} from '../../screens/size.ts';
import {build} from './build.ts';
import type {DemoPanel} from './demoPanel.ts';
import type {JoinOptions} from './joinKiosk.ts';
import {runSession} from './session.tsx';

export interface KioskOptions {
	/** Undefined: as the settings say. */
	readonly language: Language | undefined;
	/** Whether the first frame, drawn before anything is opened, carries the band 試験用. */
	readonly isTrial: boolean;
	/** Where the journal goes; nowhere if not given. */
	readonly journal: string | undefined;
	/** Opens what the kiosk stands on, once the first frame is out. */
	readonly open: () => Promise<OpenedKiosk>;
}

/** What the kiosk stands on. */
export interface OpenedKiosk
	extends Pick<JoinOptions, 'pki' | 'window' | 'terminal' | 'reader' | 'state' | 'settings'> {
	readonly panel?: DemoPanel;
	close(): Promise<void>;
}

/** Runs the kiosk in this terminal. Answers with the exit code. */
export async function runKiosk(options: KioskOptions): Promise<number> {
	const endings: Array<() => Promise<void> | void> = [];
	let isSmall = false;
	try {
		return await runSession({
			first: {language: options.language ?? 'ja', isTrial: options.isTrial},
			onSize: size => {
				isSmall = isTooSmall(size);
			},
			prepare: async slot => {
				const opened = await options.open();
				endings.push(() => opened.close());
				const {settings} = opened;
				const input: Header['input'] = {
					language: options.language ?? settings.language,
					procedures: ['revocation', 'validity'],
					timeScale: settings.timeScale,
				};
				const journal = openJournal(options.journal, input);
				endings.push(() => journal.close());
				const monotonicMs = () => performance.now();
				const {joinKiosk} = await import('./joinKiosk.ts');
				const kiosk = await joinKiosk({
					...opened,
					slot,
					now: () => new Date(),
					monotonicMs,
					terminalFault: () => (isSmall ? 'terminal' : undefined),
					report: error => journal.note(error),
				});
				endings.push(() => kiosk.leave());
				return {
					machine: kiosk.machine,
					isTrial: kiosk.isTrial,
					input,
					mayReveal: settings.mayRevealPassword,
					recorder: new Recorder(journal.write, monotonicMs),
					panel: opened.panel,
				};
			},
		});
	} finally {
		for (const end of endings.reverse()) await end();
	}
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

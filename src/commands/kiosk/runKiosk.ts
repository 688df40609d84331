import {closeSync, openSync, writeSync} from 'node:fs';
import type {Entry, Header} from '../../journal/format.ts';
import {Recorder} from '../../journal/recorder.ts';
import type {Language} from '../../machines/kiosk.ts';
import {isTooSmall} from '../../screens/size.ts';
import {build} from './build.ts';
import type {DemoPanel} from './demoPanel.ts';
import {type JoinOptions, joinKiosk} from './joinKiosk.ts';
import {runSession} from './session.tsx';

export interface KioskOptions
	extends Pick<JoinOptions, 'pki' | 'window' | 'terminal' | 'reader' | 'state' | 'settings'> {
	readonly language: Language | undefined;
	/** Where the journal goes; nowhere if not given. */
	readonly journal: string | undefined;
	readonly panel?: DemoPanel;
}

/** Runs the kiosk in this terminal. Answers with the exit code. */
export async function runKiosk(options: KioskOptions): Promise<number> {
	const {settings} = options;
	const input: Header['input'] = {
		language: options.language ?? settings.language,
		procedures: ['revocation', 'validity'],
		timeScale: settings.timeScale,
	};
	const journal = openJournal(options.journal, input);
	const monotonicMs = () => performance.now();
	let isSmall = false;
	try {
		const kiosk = await joinKiosk({
			...options,
			now: () => new Date(),
			monotonicMs,
			terminalFault: () => (isSmall ? 'terminal' : undefined),
			report: error => journal.note(error),
		});
		try {
			return await runSession({
				...kiosk,
				input,
				mayReveal: settings.mayRevealPassword,
				recorder: new Recorder(journal.write, monotonicMs),
				panel: options.panel,
				onSize: size => {
					isSmall = isTooSmall(size);
				},
			});
		} finally {
			await kiosk.leave();
		}
	} finally {
		journal.close();
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

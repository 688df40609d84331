import {join} from 'node:path';
import {setTimer} from '../../../keys/timer.ts';
import {raise} from './alarm.ts';
import {compositor} from './compositor.ts';
import {type LifeSign, openLifeSign, type Witness} from './lifeSign.ts';
import {untilReaderServiceMoves, watchReaderService} from './readerWatch.ts';
import {serviceManager} from './serviceManager.ts';

/** What a kiosk that runs as a service tells of itself. */
export interface Life {
	/** Waits before the reader service is first used, if it hangs. */
	beforeReader(): Promise<void>;
	/** Sounds the tones for a card that was left in: a terminal drawn by foot makes nothing of its bell. */
	ring(): void;
	/** What keeps the kiosk from serving, for whoever asks the manager; undefined when nothing does any more. */
	tellTrouble(trouble: string | undefined): void;
	/** Begins when the first frame is out. */
	begin(screen: readonly Witness[]): LifeSign;
}

/**
 * What a kiosk tells when it runs as a service: that it, its terminal and the compositor live, and when the reader
 * service hangs. Undefined in a terminal of a person's own. Throws SetUpError.
 */
export function lifeForService(env: Readonly<Record<string, string | undefined>>): Life | undefined {
	const tell = serviceManager(env);
	if (!tell) return undefined;
	const {SWAYSOCK, RUNTIME_DIRECTORY} = env;
	const alarm = RUNTIME_DIRECTORY && join(RUNTIME_DIRECTORY, 'reader-hangs');
	return {
		ring() {
			try {
				if (RUNTIME_DIRECTORY) raise(join(RUNTIME_DIRECTORY, 'bell'));
			} catch {
				// A full disk takes the tone, and not the kiosk: the sentence is on the screen.
			}
		},
		tellTrouble: trouble => tell(`STATUS=${trouble ?? ''}`),
		async beforeReader() {
			if (alarm) await untilReaderServiceMoves(alarm, setTimer);
		},
		begin(screen) {
			const witnesses = SWAYSOCK ? [...screen, compositor(SWAYSOCK)] : screen;
			const sign = openLifeSign({tell, witnesses, setTimer});
			const endWatch = alarm ? watchReaderService(alarm, setTimer) : undefined;
			return {
				end(next) {
					endWatch?.();
					sign.end(next);
				},
			};
		},
	};
}

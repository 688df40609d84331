import {join} from 'node:path';
import {setTimer} from '../../../keys/timer.ts';
import {compositor} from './compositor.ts';
import {openLifeSign, type Witness} from './lifeSign.ts';
import {watchReaderService} from './readerWatch.ts';
import {serviceManager} from './serviceManager.ts';

/** Begins when the first frame is out; the answer ends it. */
export type OpenLife = (screen: readonly Witness[]) => () => void;

/**
 * What a kiosk tells when it runs as a service: that it, its terminal and the compositor live, and when the reader
 * service hangs. Undefined in a terminal of a person's own. Throws SetUpError.
 */
export function lifeForService(env: Readonly<Record<string, string | undefined>>): OpenLife | undefined {
	const tell = serviceManager(env);
	if (!tell) return undefined;
	const {SWAYSOCK, RUNTIME_DIRECTORY} = env;
	return screen => {
		const witnesses = SWAYSOCK ? [...screen, compositor(SWAYSOCK)] : screen;
		const endings = [openLifeSign({tell, witnesses, setTimer})];
		if (RUNTIME_DIRECTORY) {
			endings.push(watchReaderService(join(RUNTIME_DIRECTORY, 'reader-hangs'), setTimer));
		}
		return () => {
			for (const end of endings) end();
		};
	};
}

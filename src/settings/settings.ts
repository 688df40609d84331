import Conf, {type Schema} from 'conf';
import type {StaffMethod} from '../domain/staff.ts';

/** What an operator may set; `settings.json` in the state folder (design 1). */
export interface Settings {
	/** Refuses demo certificates and simulated readers at start (threats T-14). */
	readonly production: boolean;
	/** 宛先 of the signed document (S004-051, X-13). */
	readonly addressee: string;
	readonly language: 'ja' | 'en';
	/** Host names the kiosk may speak to (design 5). */
	readonly allowedHosts: readonly string[];
	/** How far the kiosk's clock may be from the window's, in seconds (threats T-09). */
	readonly allowedSkewSeconds: number;
	/** Whether F4 shows the typed password for five seconds (threats T-23). */
	readonly mayRevealPassword: boolean;
	/** Multiplies every idle time: 1, or 10 in slow mode. */
	readonly timeScale: number;
	/** Serial numbers of receipt signers that are believed no more, upper-case hex (threats T-03). */
	readonly revokedReceiptSerials: readonly string[];
	/** How staff may sign in (threats T-21). */
	readonly staffMethods: readonly StaffMethod[];
	/** After so many seconds without a step at the staff desk staff are signed out. */
	readonly staffSignOutSeconds: number;
	/** Serial numbers of staff cards that are believed no more, upper-case hex. */
	readonly revokedStaffSerials: readonly string[];
}

export const defaultSettings: Settings = {
	production: false,
	addressee: '東京都知事殿',
	language: 'ja',
	allowedHosts: ['localhost', '127.0.0.1'],
	allowedSkewSeconds: 60,
	mayRevealPassword: true,
	timeScale: 1,
	revokedReceiptSerials: [],
	staffMethods: ['card', 'passphrase'],
	staffSignOutSeconds: 180,
	revokedStaffSerials: [],
};

const schema: Schema<Settings> = {
	production: {type: 'boolean'},
	addressee: {type: 'string', minLength: 1, maxLength: 100},
	language: {enum: ['ja', 'en']},
	allowedHosts: {type: 'array', items: {type: 'string', minLength: 1}, minItems: 1},
	allowedSkewSeconds: {type: 'integer', minimum: 1, maximum: 3600},
	mayRevealPassword: {type: 'boolean'},
	timeScale: {type: 'number', minimum: 1, maximum: 10},
	revokedReceiptSerials: {type: 'array', items: {type: 'string', pattern: '^[0-9A-F]+$'}},
	staffMethods: {type: 'array', items: {enum: ['card', 'passphrase']}, minItems: 1, uniqueItems: true},
	staffSignOutSeconds: {type: 'integer', minimum: 30, maximum: 900},
	revokedStaffSerials: {type: 'array', items: {type: 'string', pattern: '^[0-9A-F]+$'}},
};

/** The settings in force, and what was wrong with the file if it could not be taken. */
export interface LoadedSettings {
	readonly settings: Settings;
	readonly fault: string | undefined;
}

/** Reads `settings.json` of a state folder. A missing file gives the defaults; so does a broken one, and says so. */
export function loadSettings(folder: string): LoadedSettings {
	try {
		const conf = new Conf<Settings>({
			cwd: folder,
			configName: 'settings',
			schema,
			rootSchema: {additionalProperties: false},
			defaults: defaultSettings,
			configFileMode: 0o600,
		});
		return {settings: {...conf.store}, fault: undefined};
	} catch (error) {
		return {settings: defaultSettings, fault: error instanceof Error ? error.message : String(error)};
	}
}

import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Ajv2020, type SchemaObject} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import Conf from 'conf';
import {type DocumentRules, defaultDocumentRules} from '../domain/reset.ts';
import {defaultResetLimits, resetBounds} from '../domain/resetRules.ts';
import {type ServicePlan, type TimeSpan, weekdays} from '../domain/serviceHours.ts';
import type {StaffMethod} from '../domain/staff.ts';
import {visibleText} from '../domain/text.ts';
import {writeFileAtomically} from '../files/atomic.ts';

/** What an operator may set; `settings.json` in the state folder (design 1, docs/operations.md). */
export interface Settings extends ServicePlan {
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
	/** Whether the password is typed on the reader's own keys, where it has some; not tried on hardware (decision 0015). */
	readonly pinPad: boolean;
	/** Multiplies every idle time: 1, or 10 in slow mode. */
	readonly timeScale: number;
	/** After how long without a key a screen with personal data asks whether somebody is there, in seconds. */
	readonly personalIdleSeconds: number;
	/** The same on every other screen; never shorter. */
	readonly idleSeconds: number;
	/** Whether a card that is left in is called for by the terminal's bell. */
	readonly tone: boolean;
	/** After how long a card that is left in is a matter for staff, in minutes. */
	readonly forgottenCardMinutes: number;
	/** Where a citizen is served while the kiosk is not, such as `1階 市民課`; empty when there is no such place. */
	readonly counter: string;
	/** The printer for slips, by its name in the CUPS of this machine; empty where there is none (decision 0016). */
	readonly printer: string;
	/** The paper that lies in it. */
	readonly printerPaper: 'A4' | 'A5' | 'A6';
	/** Whether the masked name stands on a slip that is about somebody (threats T-24). */
	readonly printsName: boolean;
	/** Serial numbers of receipt signers that are believed no more, upper-case hex (threats T-03). */
	readonly revokedReceiptSerials: readonly string[];
	/** How staff may sign in (threats T-21). */
	readonly staffMethods: readonly StaffMethod[];
	/** After so many seconds without a step at the staff desk staff are signed out. */
	readonly staffSignOutSeconds: number;
	/** Serial numbers of staff cards that are believed no more, upper-case hex. */
	readonly revokedStaffSerials: readonly string[];
	/** Who unblocks cards: the window, of simulated cards; nobody, and then a reset ends in guidance (decision 0028). */
	readonly unblocker: 'none' | 'window';
	/** Within how many minutes the second officer follows the first (threats T-21). */
	readonly resetBetweenMinutes: number;
	/** For how many seconds after the second officer the citizen may set the password (threats T-21). */
	readonly resetAfterSeconds: number;
	/** Which documents are needed for a reset, by who came (domain.md 1.2). */
	readonly resetDocuments: DocumentRules;
}

const always: readonly TimeSpan[] = [{from: '00:00', to: '24:00'}];

export const defaultSettings: Settings = {
	production: false,
	addressee: '東京都知事殿',
	language: 'ja',
	allowedHosts: ['localhost', '127.0.0.1'],
	allowedSkewSeconds: 60,
	mayRevealPassword: true,
	pinPad: false,
	timeScale: 1,
	personalIdleSeconds: 60,
	idleSeconds: 120,
	tone: true,
	forgottenCardMinutes: 3,
	hours: {
		sunday: always,
		monday: always,
		tuesday: always,
		wednesday: always,
		thursday: always,
		friday: always,
		saturday: always,
	},
	closedDays: [],
	maintenance: [],
	lastStartMinutes: 10,
	counter: '',
	printer: '',
	printerPaper: 'A4',
	printsName: false,
	revokedReceiptSerials: [],
	staffMethods: ['card', 'passphrase'],
	staffSignOutSeconds: 180,
	revokedStaffSerials: [],
	unblocker: 'none',
	resetBetweenMinutes: defaultResetLimits.minutesBetween,
	resetAfterSeconds: defaultResetLimits.secondsAfter,
	resetDocuments: defaultDocumentRules,
};

/** Among the closed days: every national holiday. */
export const nationalHolidays = 'holidays';

const strict = {additionalProperties: false} as const;
const timeOfDay = {type: 'string', pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'};
const spans = {
	type: 'array',
	items: {type: 'object', properties: {from: timeOfDay, to: timeOfDay}, required: ['from', 'to'], ...strict},
};
const documentCount = {type: 'integer', minimum: 1, maximum: 4};
/** Any one of the sets will do. */
const documentSets = {
	type: 'array',
	items: {
		type: 'object',
		properties: {a: documentCount, b: documentCount, authority: documentCount},
		minProperties: 1,
		...strict,
	},
	minItems: 1,
};
const within = ([minimum, maximum]: readonly [number, number]) => ({type: 'integer', minimum, maximum});
const instant = {type: 'string', format: 'date-time'};

/** What each key may hold, as JSON Schema (2020-12). */
export const settingsSchema: Readonly<Record<keyof Settings, SchemaObject>> = {
	production: {type: 'boolean'},
	addressee: {type: 'string', minLength: 1, maxLength: 100},
	language: {enum: ['ja', 'en']},
	allowedHosts: {type: 'array', items: {type: 'string', minLength: 1}, minItems: 1},
	allowedSkewSeconds: {type: 'integer', minimum: 1, maximum: 3600},
	mayRevealPassword: {type: 'boolean'},
	pinPad: {type: 'boolean'},
	timeScale: {type: 'number', minimum: 1, maximum: 10},
	personalIdleSeconds: {type: 'integer', minimum: 20, maximum: 600},
	idleSeconds: {type: 'integer', minimum: 20, maximum: 3600},
	tone: {type: 'boolean'},
	forgottenCardMinutes: {type: 'integer', minimum: 1, maximum: 60},
	hours: {
		type: 'object',
		properties: Object.fromEntries(weekdays.map(day => [day, spans])),
		required: weekdays,
		...strict,
	},
	closedDays: {
		type: 'array',
		items: {
			type: 'string',
			anyOf: [
				{const: nationalHolidays},
				{format: 'date'},
				{pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'},
			],
		},
	},
	maintenance: {
		type: 'array',
		items: {type: 'object', properties: {from: instant, to: instant}, required: ['from', 'to'], ...strict},
	},
	lastStartMinutes: {type: 'integer', minimum: 0, maximum: 120},
	counter: {type: 'string', maxLength: 60},
	printer: {type: 'string', pattern: '^[A-Za-z0-9._-]{0,127}$'},
	printerPaper: {enum: ['A4', 'A5', 'A6']},
	printsName: {type: 'boolean'},
	revokedReceiptSerials: {type: 'array', items: {type: 'string', pattern: '^[0-9A-F]+$'}},
	staffMethods: {type: 'array', items: {enum: ['card', 'passphrase']}, minItems: 1, uniqueItems: true},
	staffSignOutSeconds: {type: 'integer', minimum: 30, maximum: 900},
	revokedStaffSerials: {type: 'array', items: {type: 'string', pattern: '^[0-9A-F]+$'}},
	unblocker: {enum: ['none', 'window']},
	resetBetweenMinutes: within(resetBounds.minutesBetween),
	resetAfterSeconds: within(resetBounds.secondsAfter),
	resetDocuments: {
		type: 'object',
		properties: {
			holder: {type: 'object', properties: {holder: documentSets}, required: ['holder'], ...strict},
			representative: {
				type: 'object',
				properties: {representative: documentSets, holder: documentSets, authority: documentSets},
				required: ['representative'],
				...strict,
			},
		},
		required: ['holder', 'representative'],
		...strict,
	},
};

/** Something of settings.json that is not used. */
export interface SettingsFault {
	/** The key that is wrong or unknown, safe to show; undefined when it is the whole file. */
	readonly key: string | undefined;
	/** What is wrong, in English; never the value. */
	readonly why: string;
}

/** The settings in force, and what of the file could not be taken. */
export interface LoadedSettings {
	readonly settings: Settings;
	readonly faults: readonly SettingsFault[];
}

/**
 * Reads `settings.json` of a state folder. A missing file gives the defaults; so does a broken one,
 * and a broken key gives its own default and leaves the others in force (decision 0020).
 */
export function loadSettings(folder: string): LoadedSettings {
	let given: Readonly<Record<string, unknown>>;
	try {
		given = {
			...new Conf({cwd: folder, configName: 'settings', deserialize: objectOf, watch: false}).store,
		};
	} catch (error) {
		return {settings: defaultSettings, faults: [{key: undefined, why: reasonOf(error)}]};
	}
	// Our own schema is judged by its test: to compile the schema of schemas takes four times as long as all else here.
	const ajv = new Ajv2020({allErrors: false, validateSchema: false, meta: false});
	addFormats.default(ajv, ['date', 'date-time']);
	const good: Record<string, unknown> = {};
	const faults: SettingsFault[] = [];
	for (const [key, value] of Object.entries(given)) {
		const why = isKey(key) ? faultOf(ajv, key, value) : 'is no setting';
		if (why === undefined) good[key] = value;
		else faults.push({key: visibleText(key).slice(0, 40), why});
	}
	return {settings: {...defaultSettings, ...good}, faults};
}

/**
 * Writes some settings into `settings.json` of a state folder; whatever else stands there stays. Throws when what stands
 * there is no JSON object: an operator's slip must stay to be mended, and his other settings with it.
 */
export async function changeSettings(folder: string, change: Partial<Settings>): Promise<void> {
	const path = join(folder, 'settings.json');
	const given = await readFile(path, 'utf8').then(objectOf, (error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return {};
		throw error;
	});
	await writeFileAtomically(path, `${JSON.stringify({...given, ...change}, undefined, '\t')}\n`);
}

/** One line for an operator: `timeScale must be <= 10`. */
export function faultText({key, why}: SettingsFault): string {
	return key === undefined ? why : `${key} ${why}`;
}

function isKey(key: string): key is keyof Settings {
	return Object.hasOwn(settingsSchema, key);
}

function faultOf(ajv: Ajv2020, key: keyof Settings, value: unknown): string | undefined {
	if (!ajv.validate(settingsSchema[key], value)) {
		const {instancePath = '', message = 'is not as it must be'} = ajv.errors?.at(-1) ?? {};
		return instancePath === '' ? message : `${message} at ${visibleText(instancePath)}`;
	}
	if (key !== 'maintenance') return undefined;
	const isBackward = (value as Settings['maintenance']).some(
		({from, to}) => !(Date.parse(from) < Date.parse(to)),
	);
	return isBackward ? 'must end after it begins' : undefined;
}

function objectOf(text: string): Record<string, unknown> {
	const value: unknown = JSON.parse(text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new TypeError('must be a JSON object');
	}
	return value as Record<string, unknown>;
}

/** A parser's own message may quote the file. */
function reasonOf(error: unknown): string {
	if (error instanceof TypeError) return error.message;
	const code = (error as NodeJS.ErrnoException).code;
	return code === undefined ? 'is no valid JSON' : `cannot be read (${code})`;
}

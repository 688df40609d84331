import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Ajv2020} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {beforeEach, describe, expect, onTestFinished, test} from 'vitest';
import {
	changeSettings,
	defaultSettings,
	faultText,
	loadSettings,
	settingsSchema,
} from '../../src/settings/settings.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'madoguchi-settings-'));
	onTestFinished(() => rmSync(folder, {recursive: true}));
});

function loaded(text: string) {
	writeFileSync(join(folder, 'settings.json'), text);
	return loadSettings(folder);
}

const wrong = (text: string) => loaded(text).faults.map(faultText);

test('the schema is JSON Schema 2020-12, without a word that it does not know, and the defaults are by it', () => {
	const ajv = new Ajv2020({strict: true, strictTypes: false});
	addFormats.default(ajv, ['date', 'date-time']);
	expect(Object.keys(settingsSchema).sort()).toEqual(Object.keys(defaultSettings).sort());
	for (const [key, schema] of Object.entries(settingsSchema)) {
		expect(ajv.validateSchema(schema), key).toBe(true);
		expect(ajv.validate(schema, defaultSettings[key as keyof typeof defaultSettings]), key).toBe(true);
	}
	expect(ajv.validateSchema({type: 'nothing'})).toBe(false);
});

test('no file gives the defaults, and makes none', () => {
	expect(loadSettings(folder)).toEqual({settings: defaultSettings, faults: []});
	expect(readdirSync(folder)).toEqual([]);
});

test('what is given is in force, the rest has its defaults, and the file stays as it is', () => {
	const text = '{"language":"en","counter":"1階 市民課"}';
	expect(loaded(text)).toEqual({
		settings: {...defaultSettings, language: 'en', counter: '1階 市民課'},
		faults: [],
	});
	expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text);
});

test('every default is a value the file may hold', () => {
	expect(wrong(JSON.stringify(defaultSettings))).toEqual([]);
});

describe('a file that is no JSON object gives the defaults and says so, without quoting it', () => {
	test.each([
		['nothing', '', 'is no valid JSON'],
		['a cut file', '{"language": "en", "counter": "himitsu', 'is no valid JSON'],
		['a list', '[1]', 'must be a JSON object'],
		['null', 'null', 'must be a JSON object'],
	])('%s', (_, text, why) => {
		expect(loaded(text)).toEqual({settings: defaultSettings, faults: [{key: undefined, why}]});
	});

	test('a folder in its place', () => {
		mkdirSync(join(folder, 'settings.json'));
		expect(loadSettings(folder).faults.map(faultText)).toEqual(['cannot be read (EISDIR)']);
	});
});

describe('a change at the staff desk', () => {
	test('leaves whatever else stands in the file', async () => {
		loaded('{"counter": "1階 市民課", "language": "ja", "colour": "red"}');
		await changeSettings(folder, {language: 'en'});
		expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({
			counter: '1階 市民課',
			language: 'en',
			colour: 'red',
		});
	});

	test('makes the file where there is none', async () => {
		await changeSettings(folder, {timeScale: 10});
		expect(loadSettings(folder).settings.timeScale).toBe(10);
	});

	test('is refused where the file is broken: the slip stays to be mended', async () => {
		const broken = '{"production": true "counter": "1階 市民課"}';
		loaded(broken);
		await expect(changeSettings(folder, {language: 'en'})).rejects.toThrow();
		expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(broken);
	});
});

describe('one wrong key gives its own default and leaves the others in force', () => {
	test.each([
		['a key nobody knows', {timescale: 2}, 'timescale is no setting'],
		['a word for a number', {allowedSkewSeconds: 'himitsu'}, 'allowedSkewSeconds must be integer'],
		['a number too high', {timeScale: 11}, 'timeScale must be <= 10'],
		['T-21: longer between two officers', {resetBetweenMinutes: 6}, 'resetBetweenMinutes must be <= 5'],
		['T-21: longer after the second', {resetAfterSeconds: 181}, 'resetAfterSeconds must be <= 180'],
		['a week without Monday', {hours: {sunday: []}}, "hours must have required property 'monday'"],
		[
			'a time that is none',
			{hours: {...defaultSettings.hours, friday: [{from: '8:30', to: '25:00'}]}},
			/^hours must match pattern .* at \/friday\/0\/from$/,
		],
		['a day that is none', {closedDays: ['2026-02-30']}, /^closedDays must match .* at \/0$/],
		[
			'maintenance without its offset',
			{maintenance: [{from: '2026-12-15T03:00:00', to: '2026-12-15T04:00:00+09:00'}]},
			/^maintenance must match format "date-time" at \/0\/from$/,
		],
		[
			'maintenance that ends before it begins',
			{maintenance: [{from: '2026-12-15T04:00:00+09:00', to: '2026-12-15T03:00:00+09:00'}]},
			'maintenance must end after it begins',
		],
		['a name that draws', {'\u001b[2Jx': 1}, '〓[2Jx is no setting'],
		['the name every object has', {constructor: 1}, 'constructor is no setting'],
	])('%s', (_, keys, why) => {
		const {settings, faults} = loaded(
			JSON.stringify({...keys, language: 'en', closedDays: ['12-31'], ...keys}),
		);
		expect(settings.language).toBe('en');
		expect(faults.map(faultText)).toEqual([typeof why === 'string' ? why : expect.stringMatching(why)]);
		expect(JSON.stringify(faults)).not.toContain('himitsu');
		expect({...settings, language: 'ja', closedDays: []}).toEqual(defaultSettings);
	});
});

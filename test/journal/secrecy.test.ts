import {createHash} from 'node:crypto';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import {framesOf, textOfRows} from '../../src/commands/replay/frames.ts';
import {parseApplication} from '../../src/domain/application.ts';
import type {NewPasswordFault} from '../../src/domain/newPassword.ts';
import type {Entry} from '../../src/journal/format.ts';
import {type Run, readJournal} from '../../src/journal/read.ts';
import {replay} from '../../src/journal/replay.ts';
import type {View} from '../../src/machines/view.ts';
import {demoCards} from '../../src/pki/demoCards.ts';
import {demoStaffCards} from '../../src/pki/demoStaff.ts';
import {applicationFor} from '../helpers/kiosk.ts';
import {type Journey, recordRun, textOf} from '../helpers/recordedRun.ts';
import {record} from '../journeys/recording.ts';
import {visits} from '../journeys/visits.ts';
import {revocationOf} from './journeys.ts';

const template = parseApplication(applicationFor('revocation'));
if (!template) throw new Error('the sample application cannot be read');
const applicationOf = (applicant: object, certificate: object = {}, requestId = '0f'.repeat(16)) =>
	JSON.stringify({
		...template,
		applicant: {...template.applicant, ...applicant},
		certificate: {...template.certificate, ...certificate},
		requestId,
	});

const journalOf = async (journey: Journey) => textOf(await recordRun(journey));

describe('T-17 a journal is the same whoever is served', () => {
	const reference = journalOf(
		revocationOf({application: applicationOf({}), certificate: 'a', signed: 'b', receiptNumber: 'c'}),
	);

	test('name, address, sex, birth date, certificate, signature, numbers leave no trace, not even by their length', async () => {
		const text = fc.string({unit: 'binary', minLength: 1, maxLength: 300});
		const digits = (length: number) =>
			fc.array(fc.integer({min: 0, max: 9}), {minLength: length, maxLength: length}).map(all => all.join(''));
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					name: text,
					nameSubstitutes: text,
					address: text,
					addressSubstitutes: text,
					sex: fc.constantFrom('male', 'female', 'unstated'),
					birthDate: digits(9),
				}),
				fc.record({issuer: text, serialNumber: digits(12)}),
				digits(32),
				fc.tuple(text, text, text),
				async (applicant, certificate, requestId, [der, signed, receiptNumber]) => {
					const application = applicationOf(applicant, certificate, requestId);
					const journal = await journalOf(
						revocationOf({application, certificate: der, signed, receiptNumber}),
					);
					expect(journal).toBe(await reference);
				},
			),
			{numRuns: 30},
		);
	});

	test('which fault a new password has leaves no trace', async () => {
		const refused = (fault: NewPasswordFault) =>
			journalOf([
				[0, {type: 'user.ok'}],
				[1, {type: 'user.choose', choice: 'passwordChange'}],
				[2, {type: 'user.choose', choice: 'signing'}],
				[3, {type: 'user.ok'}],
				[4, {type: 'card.ready', triesLeft: 5}],
				[5, {type: 'user.ok'}],
				[6, {type: 'password.refused', fault}],
			]);
		const reference = await refused('empty');
		expect(reference).toContain('password.refused');
		for (const fault of ['tooShort', 'tooLong', 'noDigit', 'run', 'birthDate', 'notEqual'] as const) {
			expect(await refused(fault)).toBe(reference);
		}
	});

	test('which fault a typed password has leaves no trace: it would tell its length', async () => {
		const malformed = (fault: 'empty' | 'fourDigits' | 'tooShort' | 'tooLong' | 'badCharacter') =>
			journalOf([
				[0, {type: 'user.ok'}],
				[1, {type: 'user.choose', choice: 'revocation'}],
				[2, {type: 'terminal.ready'}],
				[3, {type: 'user.ok'}],
				[4, {type: 'card.ready', triesLeft: 5}],
				[5, {type: 'user.ok'}],
				[6, {type: 'password.malformed', fault}],
			]);
		const all = await Promise.all(
			(['empty', 'fourDigits', 'tooShort', 'tooLong', 'badCharacter'] as const).map(malformed),
		);
		expect(new Set(all).size).toBe(1);
		expect(all[0]).toContain('password.malformed');
	});

	test('the day on which a certificate ends, a birthday, leaves no trace', async () => {
		const expired = (notAfter: string) =>
			journalOf([
				...revocationOf({application: '', certificate: '', signed: '', receiptNumber: ''}).filter(
					([at]) => at < 9301,
				),
				[9301, {type: 'certificate.expired', notAfter}],
			]);
		const one = await expired('2025-08-10T14:59:59.000Z');
		expect(one).toContain('certificate.expired');
		expect(one).toBe(await expired('2024-02-29T14:59:59.000Z'));
	});
});

describe('T-17 digests cannot be turned back', () => {
	const digestOf = (value: unknown) =>
		createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

	/** Tries every birth date of 120 years in a view of which everything else is known. */
	function birthDatesLike(digests: ReadonlySet<string>, view: View): string[] {
		const found: string[] = [];
		for (let day = Date.UTC(1906, 0, 1); day < Date.UTC(2026, 0, 1); day += 86_400_000) {
			const birthDate = `3${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
			if (digests.has(digestOf({...view, application: applicationOf({birthDate})}))) found.push(birthDate);
		}
		return found;
	}

	/** Tries what a password field could have added to a view: a count of marks, a PIN of four digits. */
	function typedLike(digests: ReadonlySet<string>, view: View): object[] {
		const counts = Array.from({length: 33}, (_, typedCount) => ({typedCount}));
		const pins = Array.from({length: 10_000}, (_, pin) => ({password: String(pin).padStart(4, '0')}));
		return [...counts, ...pins].filter(typed => digests.has(digestOf({...view, ...typed})));
	}

	const shown = async () => {
		const text = await journalOf(
			revocationOf({application: applicationOf({}), certificate: 'a', signed: 'b', receiptNumber: 'c'}),
		);
		const reading = readJournal(text);
		if (reading.status !== 'read') throw new Error(reading.why);
		const run = reading.runs[0] as Run;
		const moments = [...replay(run)];
		const viewAt = (path: string) => {
			const view = moments.find(moment => moment.view.path === path)?.view;
			if (!view) throw new Error(`nothing at ${path}`);
			return view;
		};
		return {digests: new Set(run.entries.map((entry: Entry) => entry.view)), viewAt};
	};

	test('a birth date is not found by trying them all', async () => {
		const {digests, viewAt} = await shown();
		const view = viewAt('procedure.confirmImport.reading');
		expect(birthDatesLike(digests, view)).toEqual([]);
		// The attack works where there is something to find.
		const plain = digestOf({...view, application: applicationOf({birthDate: '319580810'})});
		expect(birthDatesLike(new Set([plain]), view)).toEqual(['319580810']);
	});

	test('neither is a count of typed characters or a PIN of four digits', async () => {
		const {digests, viewAt} = await shown();
		const view = viewAt('procedure.login.typing');
		expect(typedLike(digests, view)).toEqual([]);
		expect(typedLike(new Set([digestOf({...view, typedCount: 8})]), view)).toEqual([{typedCount: 8}]);
		const pin = {password: '4711'};
		expect(typedLike(new Set([digestOf({...view, ...pin})]), view)).toEqual([pin]);
	});
});

describe('T-17 what is written of real visits holds nothing of the person', () => {
	const folder = mkdtempSync(join(tmpdir(), 'secrecy-'));
	afterAll(() => rmSync(folder, {recursive: true}));

	/** Every way in which a value could stand in what was written, lower case. */
	function spellings(value: string): string[] {
		const bytes = [Buffer.from(value), Buffer.from(value, 'utf16le'), Buffer.from(value, 'utf16le').swap16()];
		const encoded = bytes.flatMap(each => [
			each.toString('hex'),
			// Inside other bytes, base64 can begin at each of three places; the first and last signs depend on them.
			...[0, 1, 2].map(shift =>
				Buffer.concat([Buffer.alloc(shift), each])
					.toString('base64')
					.slice(shift + 1, -4),
			),
			each.toString('latin1'),
		]);
		const wide = value.replaceAll(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
		const escaped = JSON.stringify(value).slice(1, -1);
		const numeric = Array.from(value, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join(
			'',
		);
		return [value, escaped, wide, numeric, ...encoded]
			.map(text => text.toLowerCase())
			.filter(text => text.length > 3);
	}

	/** A birth date `EYYYYMMDD` as people and programs write it. */
	function datesOf(birthDate: string): string[] {
		const [year, month, day] = [birthDate.slice(1, 5), birthDate.slice(5, 7), birthDate.slice(7)];
		if (year === undefined || month === '00') return [];
		const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
		const wareki = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
			dateStyle: 'long',
			timeZone: 'UTC',
		}).format(date);
		return [birthDate, `${year}${month}${day}`, `${year}-${month}-${day}`, `${year}/${month}/${day}`, wareki];
	}

	const persons = Object.values(demoCards).map(({applicant, settings}) => [
		...applicant.name.split(/[\s　]/).filter(part => part.length > 1),
		applicant.name,
		applicant.address,
		applicant.address.slice(0, 8),
		...datesOf(applicant.birthDate),
		settings.signPassword,
	]);
	/** What staff type, and what the visits type in their place. */
	const staffSecrets = [
		...Object.values(demoStaffCards).map(({pin}) => pin),
		'999999',
		'Correct horse battery',
		'271828',
	];
	const typed = ['WRONG2026', 'WRONG1', 'K7M2X9', 'S330810', ...staffSecrets];
	const secrets = [...new Set([...persons.flat(), ...typed].flatMap(spellings))];
	const found = (text: string) => secrets.filter(secret => text.toLowerCase().includes(secret));

	test('the search finds what is there', () => {
		const cards = Object.values(demoCards).map(({applicant}) => applicant);
		const [someone] = cards;
		if (!someone) throw new Error('no demo cards');
		for (const planted of [
			someone.name,
			JSON.stringify(someone),
			Buffer.from(`x${someone.name}x`).toString('hex'),
			Buffer.from(`xx${someone.address}xx`).toString('base64'),
			Buffer.from(`${someone.address}`, 'utf16le').toString('base64'),
			'昭和33年8月10日',
			'ＤＥＭＯ２０２６',
		]) {
			expect(found(planted), planted).not.toEqual([]);
		}
	});

	test.each(Object.entries(visits))('%s', {timeout: 30_000}, async (name, [options, visit]) => {
		await record(name, {...options, folder}, visit);
		const journal = readFileSync(join(folder, `${name}.jsonl`), 'utf8');
		expect(found(journal)).toEqual([]);
		// Screens, casts and pictures are all drawn from these rows.
		const reading = readJournal(journal);
		if (reading.status !== 'read') throw new Error(reading.why);
		for (const {rows} of framesOf(reading.runs)) expect(found(textOfRows(rows))).toEqual([]);
	});

	test('the journeys kept for the tests', () => {
		const kept = join(import.meta.dirname, '../journeys');
		for (const file of readdirSync(kept).filter(each => each.endsWith('.jsonl'))) {
			expect(found(readFileSync(join(kept, file), 'utf8')), file).toEqual([]);
		}
	});
});

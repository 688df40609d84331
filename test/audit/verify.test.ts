import {createPrivateKey} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type AuditFile, readAuditFiles} from '../../src/audit/files.ts';
import {writeLine} from '../../src/audit/line.ts';
import {openAudit} from '../../src/audit/trail.ts';
import {type SeenHead, verifyAudit} from '../../src/audit/verify.ts';
import {openssl} from '../helpers/openssl.ts';

let state: string;
let files: AuditFile[];
let head: SeenHead;

beforeAll(async () => {
	state = mkdtempSync(join(tmpdir(), 'audit-'));
	const audit = await openAudit({state, now: () => new Date('2026-11-22T01:02:03Z'), largestFile: 1200});
	for (let i = 0; i < 9; i++) audit.note({kind: 'clockStepped', seconds: i});
	head = audit.signedHead();
	audit.close();
	files = await readAuditFiles(join(state, 'audit'));
});
afterAll(() => rmSync(state, {recursive: true, force: true}));

/** The lines of all files as one list, and back into the files they came from. */
const allLines = () => files.flatMap(({name, bytes}) => splitLines(bytes).map(text => ({name, text})));
const splitLines = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trimEnd().split('\n');
const joined = (lines: ReadonlyArray<{readonly name: string; readonly text: string}>): AuditFile[] =>
	files.map(({name}) => ({
		name,
		bytes: Buffer.from(
			lines
				.filter(line => line.name === name)
				.map(({text}) => `${text}\n`)
				.join(''),
		),
	}));
const faultsOf = (changed: readonly AuditFile[], heads: readonly SeenHead[] = [head]) => {
	const {findings, headFindings} = verifyAudit(changed, heads);
	return [...findings, ...headFindings].map(({problem}) => problem);
};

test('T-22: an audit that nobody touched holds, up to the head that the window saw', () => {
	const verdict = verifyAudit(files, [head]);
	expect(files.length).toBeGreaterThan(2);
	expect(verdict).toMatchObject({findings: [], headFindings: [], provedTo: allLines().length});
});

test('T-22: without heads the tail is not proved', () => {
	expect(verifyAudit(files, []).provedTo).toBeUndefined();
	expect(faultsOf(joined(allLines().slice(0, -1)), [])).toEqual([]);
});

describe('T-22: audit verify finds', () => {
	test('each byte that was changed', () => {
		fc.assert(
			fc.property(fc.nat(), fc.integer({min: 1, max: 255}), fc.nat(), (whichFile, change, whichByte) => {
				const index = whichFile % files.length;
				const changed = files.map((file, at) => {
					if (at !== index) return file;
					const bytes = Uint8Array.from(file.bytes);
					const place = whichByte % bytes.length;
					bytes[place] = (bytes[place] ?? 0) ^ change;
					return {...file, bytes};
				});
				expect(faultsOf(changed)).not.toEqual([]);
			}),
			{numRuns: 400},
		);
	});

	test('each line that was removed, with its number', () => {
		const lines = allLines();
		for (let gone = 0; gone < lines.length - 1; gone++) {
			expect(faultsOf(joined(lines.toSpliced(gone, 1)), [])).toContain(
				gone === 0 ? 'noBeginning' : 'missingBefore',
			);
		}
	});

	test('each line that was repeated', () => {
		fc.assert(
			fc.property(fc.nat(), fc.nat(), (which, where) => {
				const lines = allLines();
				const line = lines[which % lines.length];
				const place = where % (lines.length + 1);
				if (!line) return;
				expect(
					faultsOf(joined(lines.toSpliced(place, 0, {...line, name: lines[place]?.name ?? line.name}))),
				).not.toEqual([]);
			}),
		);
	});

	test('each pair of lines put the other way round', () => {
		fc.assert(
			fc.property(fc.nat(), fc.nat(), (one, other) => {
				const lines = allLines();
				const [a, b] = [one % lines.length, other % lines.length];
				const texts = lines.map(({text}) => text);
				[texts[a], texts[b]] = [texts[b] ?? '', texts[a] ?? ''];
				const changed = lines.map(({name}, at) => ({name, text: texts[at] ?? ''}));
				expect(faultsOf(joined(changed)).length > 0).toBe(a !== b);
			}),
		);
	});

	test('each cut of the end, by the head', () => {
		const lines = allLines();
		for (let kept = 0; kept < lines.length; kept++) {
			expect(faultsOf(joined(lines.slice(0, kept)))).not.toEqual([]);
		}
		expect(faultsOf(joined(lines.slice(0, -1)))).toEqual(['cutTail']);
	});

	test('each cut within a line, and a cut line break', () => {
		const [last] = files.slice(-1);
		if (!last) throw new Error('no file');
		for (let cut = 1; cut < 400; cut += 7) {
			const shorter = {...last, bytes: last.bytes.subarray(0, last.bytes.length - cut)};
			expect(faultsOf([...files.slice(0, -1), shorter], [])).toEqual(['torn']);
		}
	});

	test('a whole file that is gone', () => {
		for (let gone = 0; gone < files.length; gone++) {
			expect(faultsOf(files.toSpliced(gone, 1))).not.toEqual([]);
		}
	});

	test('a line that the holder of another key put in, chain and all', async () => {
		const elsewhere = await openAudit({state: join(state, 'elsewhere'), now: () => new Date()});
		elsewhere.note({kind: 'stopped', result: 'asked'});
		const forged = await readAuditFiles(join(state, 'elsewhere', 'audit'));
		expect(faultsOf(forged)).toContain('otherAudit');
	});

	test('a line that the holder of the key itself wrote in the place of another', () => {
		const key = createPrivateKey(readFileSync(join(state, 'keys', 'audit.key')));
		const lines = allLines();
		for (let at = 1; at < lines.length - 1; at++) {
			const {signature: _, ...line} = JSON.parse(lines[at]?.text ?? '');
			const text = writeLine({...line, entry: {kind: 'clockStepped', seconds: 999}}, key);
			const changed = lines.toSpliced(at, 1, {name: lines[at]?.name ?? '', text});
			expect(faultsOf(joined(changed), [])).toEqual(['brokenChain']);
		}
	});

	test('another line than the window saw, though chain and signatures hold', () => {
		expect(faultsOf(files, [{...head, hash: 'a'.repeat(64)}])).toEqual(['otherHead']);
	});
});

test('T-22: openssl finds each signature good by the key that the first line names', () => {
	const key = Buffer.from(JSON.parse(allLines()[0]?.text ?? '').entry.key, 'base64');
	for (const {text} of allLines()) {
		const {signature, ...line} = JSON.parse(text);
		const {output} = openssl(
			[
				...['pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', 'key'],
				...['-rawin', '-in', 'line', '-sigfile', 'signature'],
			],
			// RFC 8785 of a line: every object's members by name, no blanks.
			{key, line: sorted(line), signature: Buffer.from(signature, 'base64')},
		);
		expect(output).toContain('Verified Successfully');
	}
});

function sorted(value: unknown): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${sorted(member)}`).join(',')}}`;
}

import {linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Spec, Validation} from '@cyclonedx/cyclonedx-library';
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {makeRelease} from '../../kiosk/release/release.ts';
import {signRelease, verifyRelease} from '../../kiosk/release/signature.ts';
import manifest from '../../package.json' with {type: 'json'};
import {opensslKeys} from '../helpers/releaseKeys.ts';

const root = join(import.meta.dirname, '../..');
const commit = {commit: '0123456789abcdef0123456789abcdef01234567', committedAt: '2026-11-22T06:00:00.000Z'};
let folder: string;
let release: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'release-'));
	release = join(folder, 'release');
	await makeRelease(release, commit);
}, 60_000);
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const bill = () => JSON.parse(readFileSync(join(release, 'sbom.cdx.json'), 'utf8'));

describe('T-20 the bill of materials', () => {
	test('is CycloneDX 1.6 by its own schema, strictly', async () => {
		const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
		expect(await validator.validate(JSON.stringify(bill()))).toBeNull();
		// The control: a licence that SPDX does not know.
		const wrong = bill();
		wrong.components[0].licenses = [{license: {id: 'NOT-A-LICENCE'}}];
		expect(await validator.validate(JSON.stringify(wrong))).not.toBeNull();
	});

	test('names what the binary holds and nothing that only builds or tests it', () => {
		const names: string[] = bill().components.map(({name}: {name: string}) => name);
		const needed = [
			'ink',
			'react',
			'xstate',
			'conf',
			'ajv',
			'pkijs',
			'@noble/hashes',
			'yoga-layout',
			'pcsc-mini',
		];
		expect(names).toEqual(
			expect.arrayContaining([...needed, '@pcsc-mini/linux-x86_64-gnu', '@oven/bun-linux-x64']),
		);
		expect(names.filter(name => Object.hasOwn(manifest.devDependencies, name))).toEqual([]);
		const refs: string[] = bill().components.map((component: {purl: string}) => component.purl);
		expect(new Set(refs).size).toBe(refs.length);
	});

	test('carries the hash of each archive as npm knows it, and of the program as sha256sum does', () => {
		const lock = readFileSync(join(root, 'bun.lock'), 'utf8');
		const [sum] = Bun.spawnSync(['sha256sum', join(release, 'madoguchi-terminal')])
			.stdout.toString()
			.split(' ');
		expect(bill().metadata.component.hashes).toEqual([{alg: 'SHA-256', content: sum}]);
		for (const {name, version, type, hashes} of bill().components) {
			if (type !== 'library') continue;
			const integrity = `sha512-${Buffer.from(hashes[0].content, 'hex').toString('base64')}`;
			expect(lock, name).toMatch(new RegExp(`\\["${name}@${version}",.*"${RegExp.escape(integrity)}"\\]`));
		}
	});
});

test('the licence of every package in the binary goes along with it', () => {
	const notices = readFileSync(join(release, 'LICENSES.txt'), 'utf8');
	for (const {name, version, type} of bill().components) {
		if (type === 'library') expect(notices).toContain(`${name} ${version} (`);
	}
	expect(notices).toContain('Copyright (c) Meta Platforms, Inc. and affiliates.');
});

test('T-20 sha256sum -c finds every file as SHA256SUMS lists it, and a changed one out', () => {
	const copy = join(folder, 'copy');
	mkdirSync(copy);
	for (const name of [
		'madoguchi-terminal',
		'pcsc-mini.node',
		'sbom.cdx.json',
		'LICENSES.txt',
		'release.json',
		'SHA256SUMS',
	]) {
		linkSync(join(release, name), join(copy, name));
	}
	const check = () => Bun.spawnSync(['sha256sum', '--check', '--strict', 'SHA256SUMS'], {cwd: copy});
	expect(check().stdout.toString().split('\n').filter(Boolean)).toEqual([
		'madoguchi-terminal: OK',
		'pcsc-mini.node: OK',
		'sbom.cdx.json: OK',
		'LICENSES.txt: OK',
		'release.json: OK',
	]);
	rmSync(join(copy, 'sbom.cdx.json'));
	writeFileSync(join(copy, 'sbom.cdx.json'), `${JSON.stringify(bill())} `);
	expect(check().exitCode).toBe(1);
});

describe('T-20 the signature of a release', () => {
	/** A release of one small file. */
	function smallRelease(given = commit): string {
		const small = mkdtempSync(join(tmpdir(), 'small-release-'));
		onTestFinished(() => rmSync(small, {recursive: true}));
		writeFileSync(join(small, 'program'), 'abc');
		// FIPS 180-2, appendix B.1.
		const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
		const files = [{name: 'program', sha256, bytes: 3}];
		const text = {format: 'madoguchi-release', version: 1, build: '1.2.3', ...given, files};
		writeFileSync(join(small, 'release.json'), JSON.stringify(text));
		return small;
	}

	test.each(['ed25519', 'p256'] as const)('by %s is made by openssl and verifies', async kind => {
		const small = smallRelease();
		const {key, publicKey} = opensslKeys(folder, kind);
		await signRelease(small, key);
		expect(await verifyRelease(small, publicKey)).toMatchObject(commit);
		// Another publisher's key does not verify it.
		expect(await verifyRelease(small, opensslKeys(folder, kind, 'other').publicKey)).toBeUndefined();
	});

	test('holds for the files that were signed only', async () => {
		const small = smallRelease();
		const {key, publicKey} = opensslKeys(folder, 'ed25519');
		await signRelease(small, key);
		writeFileSync(join(small, 'program'), 'abd');
		expect(await verifyRelease(small, publicKey)).toBeUndefined();
	});

	test('is not given to a tree with changes that no commit holds', async () => {
		const small = smallRelease({...commit, commit: `${commit.commit}-changed`});
		await expect(signRelease(small, opensslKeys(folder, 'ed25519').key)).rejects.toThrow(/commit/);
	});
});

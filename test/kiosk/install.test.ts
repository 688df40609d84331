import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import manifest from '../../package.json' with {type: 'json'};

const root = join(import.meta.dirname, '../..');

function folderOf(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), name));
	onTestFinished(() => rmSync(folder, {recursive: true}));
	return folder;
}

const install = (cwd: string, ...args: readonly string[]) =>
	Bun.spawnSync([process.execPath, 'install', ...args], {
		cwd,
		env: {...process.env, BUN_CONFIG_REGISTRY: 'http://127.0.0.1:1'},
	});

test('T-20 the set-up takes what the lock file says or nothing', () => {
	const setup = readFileSync(join(root, 'kiosk/setup'), 'utf8');
	expect(setup).toContain('install --frozen-lockfile');
	expect(setup).toContain('npm ci --ignore-scripts');
	const folder = folderOf('frozen-');
	cpSync(join(root, 'bun.lock'), join(folder, 'bun.lock'));
	const {xstate: _gone, ...dependencies} = manifest.dependencies;
	writeFileSync(join(folder, 'package.json'), JSON.stringify({...manifest, dependencies}));
	const {exitCode, stderr} = install(folder, '--frozen-lockfile');
	expect(stderr.toString()).toContain('lockfile had changes');
	expect(exitCode).toBe(1);
});

test('T-20 no package may run a script when it is installed, but for the named list, which is empty', () => {
	expect(manifest.trustedDependencies).toEqual([]);
	const runs = (trustedDependencies: readonly string[]) => {
		const folder = folderOf('scripts-');
		// One that Bun itself would trust, were there no list.
		mkdirSync(join(folder, 'esbuild'));
		writeFileSync(
			join(folder, 'esbuild/package.json'),
			JSON.stringify({name: 'esbuild', version: '1.0.0', scripts: {postinstall: `touch ${folder}/ran`}}),
		);
		writeFileSync(
			join(folder, 'package.json'),
			JSON.stringify({name: 'x', dependencies: {esbuild: 'file:./esbuild'}, trustedDependencies}),
		);
		const {exitCode, stderr} = install(folder);
		expect({exitCode, said: exitCode === 0 ? '' : stderr.toString()}).toEqual({exitCode: 0, said: ''});
		return existsSync(join(folder, 'ran'));
	};
	// The control: one that is named does run.
	expect(runs(['esbuild'])).toBe(true);
	expect(runs(manifest.trustedDependencies)).toBe(false);
});

import {createHash} from 'node:crypto';
import {mkdir, readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import manifest from '../../package.json' with {type: 'json'};
import type {Release} from '../../src/pki/release.ts';
import {addonFile, compile} from '../build.ts';
import {noticesOf} from './notices.ts';
import {bundledPackages} from './packages.ts';
import {billOf} from './sbom.ts';

const root = join(import.meta.dirname, '../..');

/** The program of a city's terminal, as it is called where it is installed. */
export const programName = 'madoguchi-terminal';
const billName = 'sbom.cdx.json';
const noticesName = 'LICENSES.txt';

export interface Commit {
	/** 40 hex digits. */
	readonly commit: string;
	/** ISO 8601. */
	readonly committedAt: string;
}

/**
 * Builds the terminal's program into a folder, with its bill of materials, the licences in it, `release.json` and `SHA256SUMS` over them all.
 * What lay there before is removed.
 */
export async function makeRelease(folder: string, commit: Commit): Promise<Release> {
	await rm(folder, {recursive: true, force: true});
	await mkdir(folder, {recursive: true});
	const program = join(folder, programName);
	const inputs = await compile(join(root, 'src/terminal.ts'), program, 'beside');
	const build = manifest.version;
	const packages = await bundledPackages(root, inputs);
	const bill = await billOf({root, packages, build, ...commit, sha256: (await fileAt(program)).sha256});
	await Bun.write(join(folder, billName), `${JSON.stringify(bill, null, '\t')}\n`);
	await Bun.write(join(folder, noticesName), await noticesOf(packages));
	const release: Release = {
		format: 'madoguchi-release',
		version: 1,
		build,
		...commit,
		files: await Promise.all(
			[programName, addonFile, billName, noticesName].map(async name => ({
				name,
				...(await fileAt(join(folder, name))),
			})),
		),
	};
	const text = `${JSON.stringify(release, null, '\t')}\n`;
	await Bun.write(join(folder, 'release.json'), text);
	const sums = [...release.files, {name: 'release.json', ...factsOf(Buffer.from(text))}];
	await Bun.write(join(folder, 'SHA256SUMS'), sums.map(({name, sha256}) => `${sha256}  ${name}\n`).join(''));
	return release;
}

async function fileAt(path: string): Promise<{readonly sha256: string; readonly bytes: number}> {
	return factsOf(await readFile(path));
}

function factsOf(content: Buffer): {readonly sha256: string; readonly bytes: number} {
	return {sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length};
}

import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** A package a file of which is in the program. */
export interface BundledPackage {
	readonly name: string;
	readonly version: string;
	/** SPDX identifier or expression. */
	readonly license: string;
	readonly dependencies: Readonly<Record<string, string>>;
	/** Where it lies; one of the places, if there are several. */
	readonly folder: string;
}

/** What a package's LICENSE says where its package.json names none; of that version only, for the next may say another. */
const licencesRead: Readonly<Record<string, string>> = {'png-js@2.0.0': 'MIT'};

/**
 * The packages that a program's files belong to, each once, ordered by their folders.
 * @param inputs the files that went into it, relative to the checkout
 * @throws Error when one names no licence.
 */
export async function bundledPackages(root: string, inputs: readonly string[]): Promise<BundledPackage[]> {
	const folders = new Set(inputs.map(packageFolder).filter(folder => folder !== undefined));
	const found = new Map<string, BundledPackage>();
	for (const path of [...folders].sort()) {
		const folder = join(root, path);
		const {
			name,
			version,
			license: named,
			dependencies = {},
		} = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
		const license = named ?? licencesRead[`${name}@${version}`];
		if (license === undefined) throw new Error(`${name} ${version} names no licence`);
		found.set(`${name}@${version}`, {name, version, license, dependencies, folder});
	}
	return [...found.values()];
}

/** The innermost package a bundled file belongs to; undefined for our own. */
function packageFolder(path: string): string | undefined {
	return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

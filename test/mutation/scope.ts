import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';

/** The folders whose programs are mutated, without what only makes demo data or holds a native library. */
const folders = ['machines', 'card', 'pki', 'window', 'domain'];
const left = [
	/^src\/card\/(pcsc|trace|watchers)/,
	/^src\/pki\/(demo|init|softwareKey|pkiFolder|windowKeys|describe)/,
	/^src\/window\/(faults|server)/,
];

/** The tests that need a machine of their own (pcscd, CUPS, a terminal, a build), or that hold pages equal. */
const leftTests =
	/^test\/(acceptance|bench|e2e|kiosk|mutation|architecture)|pcscd\.test|memory\.test|processes\.test|check\.test|pcscEvents|commands\/slips|cupsPrinter/;

/** The files that `bun run mutation` mutates. */
export function sourcesOf(root: string): string[] {
	return folders
		.flatMap(folder => filesBelow(root, `src/${folder}`))
		.filter(file => !file.includes('/simulated/') && !left.some(pattern => pattern.test(file)));
}

/** The test files that come to one of these sources by their imports. */
export function testsOf(root: string, sources: readonly string[]): string[] {
	const wanted = new Set(sources);
	return filesBelow(root, 'test')
		.filter(file => /\.test\.tsx?$/.test(file) && !leftTests.test(file))
		.filter(file => reachedFrom(root, file).some(one => wanted.has(one)));
}

function filesBelow(root: string, folder: string): string[] {
	return readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
		.filter(name => /\.tsx?$/.test(name))
		.map(name => join(folder, name))
		.sort();
}

const imported = new Map<string, readonly string[]>();

/** A file and what it imports of ours, near and far. */
function reachedFrom(root: string, file: string): string[] {
	const seen = new Set<string>();
	const open = [file];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (seen.has(next)) continue;
		seen.add(next);
		open.push(...importsOf(root, next));
	}
	return [...seen];
}

function importsOf(root: string, file: string): readonly string[] {
	const path = join(root, file);
	let known = imported.get(path);
	if (!known) {
		const text = readFileSync(path, 'utf8');
		const names = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.tsx?)'/g)].map(
			([, name]) => name as string,
		);
		known = names.map(name => relative(root, join(dirname(path), name)));
		imported.set(path, known);
	}
	return known;
}

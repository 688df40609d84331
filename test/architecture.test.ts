import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';

const root = join(import.meta.dirname, '..');

/** The house: which folders of src/ each folder may import. Only commands joins the parts. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	domain: [],
	files: [],
	machines: ['domain'],
	words: ['domain', 'machines'],
	screens: ['domain', 'machines', 'words'],
	keys: ['domain'],
	card: ['domain'],
	pki: ['domain', 'files'],
	window: ['domain', 'files'],
	journal: ['domain', 'files', 'machines'],
	settings: ['domain', 'files'],
	audit: ['domain', 'files'],
	staff: ['domain', 'files'],
	slips: ['domain', 'words'],
	commands: [
		'domain',
		'files',
		'machines',
		'words',
		'screens',
		'keys',
		'card',
		'pki',
		'window',
		'journal',
		'settings',
		'audit',
		'staff',
		'slips',
	],
};
const folders = Object.keys(mayImport);

/** Which part may stand on which package, besides commands, which joins the parts. */
const packages: Readonly<Record<string, readonly string[]>> = {
	xstate: ['machines', 'journal'],
	ink: ['screens'],
	react: ['screens'],
	chalk: ['screens'],
	pkijs: ['pki'],
	asn1js: ['pki'],
	'@peculiar/x509': ['pki'],
	canonicalize: ['pki', 'audit'],
	'pcsc-mini': ['card'],
	conf: ['settings'],
	pdfkit: ['slips'],
	fontkit: ['slips'],
	'node:fs': ['files', 'keys', 'card', 'pki', 'window', 'journal', 'settings', 'audit', 'staff', 'slips'],
	bun: ['files', 'keys', 'card', 'pki', 'window', 'journal', 'settings', 'audit', 'staff', 'slips'],
	'bun:ffi': ['files', 'keys', 'card', 'pki', 'window', 'journal', 'settings', 'audit', 'staff', 'slips'],
};

/** The ways to write an import that bring in code or types. */
const forms: Readonly<Record<string, (from: string) => string>> = {
	value: from => `import {part} from '${from}';\nexport const used = part;\n`,
	type: from => `import type {Part} from '${from}';\nexport type Used = Part;\n`,
	effect: from => `import '${from}';\n`,
	dynamic: from => `export const load = () => import('${from}');\n`,
	're-export': from => `export {part} from '${from}';\n`,
	'type re-export': from => `export type {Part} from '${from}';\n`,
	'star re-export': from => `export * from '${from}';\n`,
};

const planted: {readonly path: string; readonly code: string; readonly refused: boolean}[] = [];
for (const [form, write] of Object.entries(forms)) {
	for (const folder of folders) {
		for (const other of folders) {
			const refused = folder !== other && !mayImport[folder]?.includes(other);
			const [beside, above] =
				folder === other ? ['./part.ts', '../part.ts'] : [`../${other}/part.ts`, `../../${other}/part.ts`];
			planted.push({path: `src/${folder}/${form} of ${other}.ts`, code: write(beside), refused});
			planted.push({path: `src/${folder}/deeper/${form} of ${other}.ts`, code: write(above), refused});
		}
		for (const [name, usedBy] of Object.entries(packages)) {
			const path = `src/${folder}/${form} of package ${name.replaceAll('/', ' ')}.ts`;
			planted.push({path, code: write(name), refused: folder !== 'commands' && !usedBy.includes(folder)});
		}
	}
}

const copy = mkdtempSync(join(tmpdir(), 'architecture-'));
afterAll(() => rmSync(copy, {recursive: true}));

test('Biome refuses each import against the arrows, however it is written, and no other', () => {
	for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(copy, name));
	for (const {path, code} of planted) {
		mkdirSync(dirname(join(copy, path)), {recursive: true});
		writeFileSync(join(copy, path), code);
	}

	const refused = refusedByBiome(copy);

	expect(refused).toEqual(
		planted
			.filter(file => file.refused)
			.map(({path}) => path)
			.sort(),
	);
});

describe('in src/', () => {
	test('every folder has its arrows', () => {
		const present = readdirSync(join(root, 'src'), {withFileTypes: true});
		expect(folders).toEqual(expect.arrayContaining(present.filter(e => e.isDirectory()).map(e => e.name)));
	});

	// What Biome does not see: import('...').Type, require, and the program's own main file.
	test('no file names a path against the arrows', () => {
		expect(readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'}).flatMap(trespasses)).toEqual(
			[],
		);
	});
});

/** The files under `src/` in which Biome reports a restricted import, sorted. */
function refusedByBiome(cwd: string): string[] {
	const biome = join(root, 'node_modules/.bin/biome');
	const {stdout} = Bun.spawnSync(
		[
			'bun',
			'--bun',
			biome,
			'lint',
			'--only=style/noRestrictedImports',
			'--reporter=json',
			'--max-diagnostics=none',
			'src',
		],
		{cwd},
	);
	const report: {diagnostics: {location: {path: string}}[]} = JSON.parse(stdout.toString());
	return [...new Set(report.diagnostics.map(({location}) => location.path))].sort();
}

/** Each quoted relative path in a file of `src/` that leads out of its folder to where no arrow points. */
function trespasses(file: string): string[] {
	const folder = file.split('/')[0] ?? '';
	if (!/\.tsx?$/.test(file) || mayImport[folder] === undefined) return [];
	const text = readFileSync(join(root, 'src', file), 'utf8');
	return [...text.matchAll(/(['"`])(\.\.?\/[^'"`\s]*\.tsx?)\1/g)].flatMap(([, , path = '']) => {
		const target = relative('src', join('src', dirname(file), path)).split('/')[0] ?? '';
		return target === folder || mayImport[folder]?.includes(target) ? [] : [`${file} names ${path}`];
	});
}

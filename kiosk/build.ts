import {copyFile} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import type {BunPlugin} from 'bun';

/**
 * Compiles a program and Bun into one binary, and tells the files that went into it, relative to the working directory;
 * the addon among them, wherever it lies. The binary looks for no `.env` and no `bunfig.toml` where it is started (T-15),
 * carries the PC/SC addon within it, and starts from bytecode. An addon within is written to a
 * temporary folder at each start and run from there; with the addon beside it, in `pcsc-mini.node`, the binary runs
 * where nothing that can be written can be run.
 * @throws AggregateError when the program does not compile.
 */
export async function compile(
	entry: string,
	outfile: string,
	addon: 'within' | 'beside' = 'within',
): Promise<string[]> {
	const addonPath = require.resolve(addons[process.arch] ?? '');
	if (addon === 'beside') await copyFile(addonPath, join(dirname(outfile), addonFile));
	const {metafile} = await Bun.build({
		entrypoints: [entry],
		target: 'bun',
		format: 'esm',
		minify: true,
		metafile: true,
		bytecode: true,
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [onlyWhatAKioskNeeds(addon)],
		compile: {outfile, autoloadDotenv: false, autoloadBunfig: false},
	});
	return [...Object.keys(metafile?.inputs ?? {}), relative(process.cwd(), addonPath)];
}

const addons: Readonly<Partial<Record<NodeJS.Architecture, string>>> = {
	x64: '@pcsc-mini/linux-x86_64-gnu',
	arm64: '@pcsc-mini/linux-aarch64-gnu',
};

/** The PC/SC addon where it lies beside a binary. */
export const addonFile = 'pcsc-mini.node';

const onlyWhatAKioskNeeds = (addon: 'within' | 'beside'): BunPlugin => ({
	name: 'only what a kiosk needs',
	setup(build) {
		// With DEV=true Ink would load React's developer tools, which are not installed.
		build.onLoad({filter: /\/ink\/build\/devtools\.js$/}, () => ({contents: '', loader: 'js'}));
		// pcsc-mini puts the name of its addon together at run time, where the bundler cannot follow.
		build.onLoad({filter: /\/pcsc-mini\/build\/addon\.node\.js$/}, () => ({
			contents:
				addon === 'within'
					? `module.exports = require('${addons[process.arch]}');`
					: `process.dlopen(module, require('node:path').join(require('node:path').dirname(process.execPath), '${addonFile}'));`,
			loader: 'js',
		}));
		// The bundler runs CommonJS modules after the ES modules beside them, and x509 wants this one to have run before it.
		build.onLoad({filter: /\/reflect-metadata\/Reflect\.js$/}, async ({path}) => ({
			contents: `${await Bun.file(path).text()}\nexport {};`,
			loader: 'js',
		}));
	},
});

if (import.meta.main) {
	const root = join(import.meta.dir, '..');
	for (const [entry, name, addon] of [
		['main.ts', 'madoguchi', 'within'],
		// A city's terminal: nothing simulated is in it.
		['terminal.ts', 'madoguchi-terminal', 'beside'],
	] as const) {
		const outfile = join(root, 'dist', name);
		await compile(join(root, 'src', entry), outfile, addon);
		console.log(outfile);
	}
}

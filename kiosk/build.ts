import {join} from 'node:path';

/**
 * Compiles a program and Bun into one binary. The binary looks for no `.env` and no `bunfig.toml` where it is
 * started (T-15), and starts from bytecode.
 * @throws AggregateError when the program does not compile.
 */
export async function compile(entry: string, outfile: string): Promise<void> {
	await Bun.build({
		entrypoints: [entry],
		target: 'bun',
		format: 'esm',
		minify: true,
		bytecode: true,
		define: {'process.env.NODE_ENV': '"production"'},
		// Ink asks for it only with DEV=true, and it is not installed.
		external: ['react-devtools-core'],
		compile: {outfile, autoloadDotenv: false, autoloadBunfig: false},
	});
}

if (import.meta.main) {
	const root = join(import.meta.dir, '..');
	const outfile = join(root, 'dist', 'madoguchi');
	await compile(join(root, 'src', 'main.ts'), outfile);
	console.log(outfile);
}

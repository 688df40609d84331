import {mkdir, mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {compile} from '../../kiosk/build.ts';

const program = `
const {Client} = await import('pcsc-mini');
console.log(JSON.stringify({client: typeof Client, planted: process.env.PLANTED ?? 'none'}));
`;

// Inside the tree, so that the bundler finds the packages.
const entry = join(import.meta.dirname, `../../dist/${crypto.randomUUID()}.ts`);
let folder: string;
let binary: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'build-'));
	binary = join(folder, 'program');
	await Bun.write(entry, program);
	await compile(entry, binary);
});
afterAll(() => Promise.all([rm(folder, {recursive: true}), rm(entry)]));

function run(cwd: string) {
	return Bun.spawnSync([binary], {cwd, env: {}});
}

test('the binary carries the PC/SC addon and runs with no packages beside it', () => {
	expect(JSON.parse(run(folder).stdout.toString())).toMatchObject({client: 'function'});
});

test('with the addon beside it, the binary writes nothing that it runs', async () => {
	const place = join(folder, 'beside');
	const temporary = join(folder, 'temporary');
	await Promise.all([mkdir(place), mkdir(temporary)]);
	await compile(entry, join(place, 'program'), 'beside');
	const runIn = (program: string) =>
		Bun.spawnSync([program], {cwd: folder, env: {TMPDIR: temporary, BUN_TMPDIR: temporary}});
	expect(JSON.parse(runIn(join(place, 'program')).stdout.toString())).toMatchObject({client: 'function'});
	expect(await readdir(temporary)).toEqual([]);
	// It is that file and no other.
	await rm(join(place, 'pcsc-mini.node'));
	expect(runIn(join(place, 'program')).stderr.toString()).toContain('pcsc-mini.node');
});

test('T-15: a .env and a bunfig.toml where the binary is started change nothing', async () => {
	await Bun.write(join(folder, '.env'), 'PLANTED=from-env-file\n');
	await Bun.write(join(folder, 'bunfig.toml'), 'preload = ["./preload.ts"]\n');
	await Bun.write(join(folder, 'preload.ts'), `process.env.PLANTED = 'from-preload';\n`);
	// The control: Bun itself takes both.
	const {stdout} = Bun.spawnSync(['bun', '-e', 'console.log(process.env.PLANTED)'], {cwd: folder});
	expect(stdout.toString().trim()).toBe('from-preload');

	expect(JSON.parse(run(folder).stdout.toString())).toMatchObject({planted: 'none'});
});

test('T-20: two builds of one source are equal to the byte', async () => {
	// The binary carries its own file name.
	const again = join(folder, 'again', 'program');
	await mkdir(dirname(again));
	await compile(entry, again);
	expect((await readFile(again)).equals(await readFile(binary))).toBe(true);
});

test('T-14: nothing simulated is in the program of a terminal', async () => {
	const simulated =
		/class (SimulatedCard|SimulatedReader|DemoPanel)\b|function (paintSimulator|initPki|startWindow)\b/g;
	const partsIn = async (entry: string) => {
		const {outputs} = await Bun.build({
			entrypoints: [join(import.meta.dirname, '../../src', entry)],
			target: 'bun',
			packages: 'external',
		});
		const texts = await Promise.all(outputs.map(output => output.text()));
		return new Set(texts.join('').match(simulated));
	};
	// The control: the program with everything has all of them.
	expect((await partsIn('main.ts')).size).toBe(6);
	expect([...(await partsIn('terminal.ts'))]).toEqual([]);
});

import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {Glob} from 'bun';
import {type Item, named, parseCopy} from './catalogue.ts';
import {type Decision, parseDecisions} from './decisions.ts';
import {isComplete, type Judged, type Judgement, judge, type RunTest} from './judgement.ts';
import {acceptancePage, threatsPage, withGenerated} from './pages.ts';
import {bentKinds, prove} from './prove.ts';
import {readReport, runTests} from './run.ts';

const usage = `bun run acceptance [--report FILE] [--write] [FILE...]
bun run acceptance --prove

Where every row of the manual and every threat stands, by the tests that are named after it. Runs these tests
(of FILE... only, if given), or takes a run's own report. Exits 1 if a row is open.
--report FILE  what a run of the whole suite reported (vitest --reporter=json)
--write        makes the generated parts of docs/acceptance.md and docs/threats.md anew
--prove        takes away each transition, button and limit that a row names: the row's tests must fail
`;

/** What is delivered so far: the manual 004, the change of a PIN of seed 001, and the threats of these capabilities. */
const scope = {manuals: ['S001', 'S004'], capabilities: ['A', 'B', 'C', 'D', 'E', 'F']};
const capabilities = {
	A: 'revocation end to end',
	B: 'every message and the window',
	C: 'the reader',
	D: 'the journal',
	E: 'the terminal',
	F: 'staff',
} as const;

const root = join(import.meta.dirname, '../..');
const pageOf = {acceptance: join(root, 'docs/acceptance.md'), threats: join(root, 'docs/threats.md')};

process.exit(await main());

async function main(): Promise<number> {
	const {values, positionals} = readArguments();
	const items = parseCopy(await Bun.file(join(import.meta.dirname, 'items.tsv')).text());
	const decisions = parseDecisions(await Bun.file(join(root, 'docs/acceptance-decisions.md')).text());
	if (values.prove) return (await proveAll(items, decisions)) ? 0 : 1;
	const tests = await testsNamed(values.report, positionals);
	const judgement = judge(items, tests, decisions, scope);
	const stale = positionals.length > 0 ? [] : await keepPages(judgement.judged, values.write);
	print(judgement, stale);
	return isComplete(judgement) && stale.length === 0 ? 0 : 1;
}

function readArguments() {
	try {
		const {values, positionals} = parseArgs({
			options: {
				report: {type: 'string'},
				write: {type: 'boolean', default: false},
				prove: {type: 'boolean', default: false},
				help: {type: 'boolean', default: false},
			},
			allowPositionals: true,
		});
		if (!values.help) return {values, positionals};
		process.stdout.write(usage);
		process.exit(0);
	} catch {
		process.stderr.write(usage);
		process.exit(2);
	}
}

/** As `npm test` runs them, which sets up what the reader's tests need. */
async function testsNamed(report: string | undefined, files: readonly string[]): Promise<RunTest[]> {
	if (report !== undefined) return readReport(await Bun.file(report).text());
	const chosen = files.length > 0 ? files : await filesNaming();
	return runTests(['sh', 'kiosk/test', '-t', named.source, ...chosen]);
}

/** The files of tests in which a row or a threat is written: only they can be named after one. */
async function filesNaming(): Promise<string[]> {
	const files = await Array.fromAsync(new Glob('test/**/*.test.{ts,tsx}').scan(root));
	const isNaming = await Promise.all(
		files.map(async file => named.test(await Bun.file(join(root, file)).text())),
	);
	return files.filter((_, index) => isNaming[index]);
}

/** Writes the generated pages, or names those that are stale. */
async function keepPages(judged: readonly Judged[], isWritten: boolean): Promise<string[]> {
	const generated = {acceptance: acceptancePage(judged), threats: threatsPage(judged, capabilities)};
	const stale: string[] = [];
	for (const name of ['acceptance', 'threats'] as const) {
		const page = await Bun.file(pageOf[name]).text();
		const anew = withGenerated(page, generated[name]);
		if (anew === page) continue;
		if (isWritten) await Bun.write(pageOf[name], anew);
		else stale.push(`docs/${name}.md is stale: bun run acceptance --write`);
	}
	return stale;
}

function print({judged, faults}: Judgement, stale: readonly string[]): void {
	for (const {item, standing} of judged) {
		console.log(`${item.id} ${item.kind.padEnd(5)} ${lineOf(standing)}`);
	}
	for (const fault of [...faults, ...stale]) console.log(fault);
	for (const [name, letter] of [
		['rows', 'S'],
		['threats', 'T'],
	] as const) {
		const of = judged.filter(({item}) => item.id.startsWith(letter));
		const states = ['proved', 'decided', 'owed', 'open', 'failing'] as const;
		const counts = states.map(state => [state, of.filter(({standing}) => standing.state === state).length]);
		console.log(
			`${of.length} ${name}: ${counts
				.filter(([, count]) => count !== 0)
				.map(([state, count]) => `${count} ${state}`)
				.join(', ')}`,
		);
	}
}

function lineOf(standing: Judged['standing']): string {
	switch (standing.state) {
		case 'proved':
		case 'failing': {
			const [first, ...more] = standing.tests;
			const others = more.length > 0 ? ` (and ${more.length} more)` : '';
			return `${standing.state === 'proved' ? 'proved' : 'FAILING'}  ${first?.file}: ${first?.name}${others}`;
		}
		case 'decided':
			return `decided ${standing.decision.reason}: ${standing.decision.why}`;
		case 'owed':
			return `owed by ${standing.owner}, ${capabilities[standing.owner as keyof typeof capabilities]}`;
		case 'open':
			return 'OPEN';
		default:
			return standing satisfies never;
	}
}

async function proveAll(items: readonly Item[], decisions: readonly Decision[]): Promise<boolean> {
	const proofs = new Map((await prove()).map(proof => [proof.row, proof]));
	const bent = items.filter(
		({id, kind}) =>
			scope.manuals.some(manual => id.startsWith(`${manual}-`)) &&
			bentKinds.includes(kind) &&
			!decisions.some(({row}) => row === id),
	);
	const missed = bent.filter(({id}) => proofs.get(id)?.outcome !== 'noticed');
	for (const {id, kind, text} of missed) {
		console.log(`${id} ${kind.padEnd(4)} ${proofs.get(id)?.outcome ?? 'has no bend'}: ${text}`);
	}
	console.log(`${bent.length} rows bent, ${bent.length - missed.length} noticed by their own tests`);
	return missed.length === 0;
}

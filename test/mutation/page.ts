import {isFor, type Reason} from './reasons.ts';
import {foldersOf, intervalOf, lineOf, type Row, scoreOf} from './report.ts';
import type {PlacedMutant} from './tree.ts';

const head = `# Mutation

\`bun run mutation\` writes this page (\`--write\`). Each mutant is one small change of a program: a comparison turned, a
bound moved, a constant raised, a statement, guard, action or transition left out. It is killed when a test fails, or does
not end, with it. How it is done: decisions 0017 and 0032.
`;

const openTitle = '## Survivors that are still to be looked at\n';

/** What a run found. */
export interface Findings {
	readonly rows: readonly Row[];
	/** What no test noticed. */
	readonly survivors: readonly PlacedMutant[];
	readonly reasons: readonly Reason[];
}

/**
 * docs/mutation.md: the figures of each file's last run, what they are worth, and the survivors.
 * @param before the page as it was; what it says of files that were not run stays
 */
export function pageOf({rows, survivors, reasons}: Findings, before: string): string {
	const all = new Map([...rowsIn(before), ...rows].map(row => [row.file, row]));
	const files = [...all.values()].sort(byFile);
	const open = survivors.filter(mutant => !reasons.some(reason => isFor(reason, mutant)));
	const now = Map.groupBy(open, ({file}) => file)
		.entries()
		.map(
			([file, own]) =>
				[file, own.map(mutant => `- ${coded(lineOf(mutant).slice(file.length + 1))}`)] as const,
		);
	const kept = openIn(before).filter(([file]) => !rows.some(row => row.file === file));
	return [
		head,
		`${sum(files, 'tried')} of ${sum(files, 'mutants')} mutants were tried, and ${scoreOf(files).toFixed(1)} % of them killed.\n`,
		table('folder', foldersOf(files)),
		...foldersOf(files).map(folder => worthOf(folder.file, filesIn(folder.file, files))),
		'',
		table('file', files),
		'## Survivors that stay\n',
		...[...Map.groupBy(reasons, ({file}) => file)].map(([file, own]) => section(file, own.map(staying))),
		openTitle,
		...[...kept, ...now]
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([file, lines]) => section(file, lines)),
	].join('\n');
}

const sum = (rows: readonly Row[], of: 'tried' | 'mutants') => rows.reduce((all, row) => all + row[of], 0);
const byFile = (one: Row, other: Row) => (one.file < other.file ? -1 : 1);
const filesIn = (folder: string, files: readonly Row[]) =>
	files.filter(({file}) => file.slice(0, file.lastIndexOf('/')) === folder);

/** Was a folder run whole? Of what was not, how far can its percentage be trusted? */
function worthOf(folder: string, files: readonly Row[]): string {
	const sampled = files.filter(({tried, mutants}) => tried < mutants);
	if (sampled.length === 0) return `- ${folder}: every mutant was tried.`;
	const [sum] = foldersOf(sampled);
	if (!sum) return '';
	const [least, most] = intervalOf(sum);
	const whole = files.filter(row => !sampled.includes(row)).map(({file}) => file.slice(folder.length + 1));
	return [
		`- ${folder}: ${sum.tried} of ${sum.mutants} mutants, a seeded sample, so that of all of them between`,
		`${least.toFixed(1)} and ${most.toFixed(1)} % are killed (95 % confidence)`,
		whole.length > 0 ? `; every mutant of ${whole.join(', ')} was tried.` : '.',
	]
		.join(' ')
		.replace(' ;', ';')
		.replace(' .', '.');
}

function table(title: string, rows: readonly Row[]): string {
	const head = [title, 'mutants', 'tried', 'killed', 'without end', 'survived', 'not covered', '%'];
	const cells = rows.map(row => {
		const {file, mutants, tried, killed, timeout, survived, uncovered} = row;
		const figures = [mutants, tried, killed, timeout, survived, uncovered, scoreOf([row]).toFixed(1)];
		return [file, ...figures.map(String)];
	});
	const widths = head.map((name, at) =>
		Math.max(...[name, ...cells.map(line => line[at] ?? '')].map(text => text.length)),
	);
	const lineOf = (line: readonly string[]) =>
		`| ${line.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join(' | ')} |`;
	const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
	return [lineOf(head), lineOf(rule), ...cells.map(lineOf), ''].join('\n');
}

function rowsIn(page: string): Row[] {
	return page
		.split('\n')
		.filter(line => /^\| src\/.*\.ts /.test(line))
		.map(line => {
			const [file = '', ...numbers] = line
				.split('|')
				.slice(1, -1)
				.map(cell => cell.trim());
			const [mutants = 0, tried = 0, killed = 0, timeout = 0, survived = 0, uncovered = 0] =
				numbers.map(Number);
			return {file, mutants, tried, killed, timeout, survived, uncovered};
		});
}

/** The survivors without a reason that a page lists, by file. */
function openIn(page: string): (readonly [string, readonly string[]])[] {
	const [, open = ''] = page.split(openTitle);
	return open
		.split('### ')
		.slice(1)
		.map(text => {
			const [file = '', ...lines] = text.split('\n').filter(line => line !== '');
			return [file, lines];
		});
}

function section(file: string, lines: readonly string[]): string {
	return [`### ${file}\n`, ...lines, ''].join('\n');
}

function staying({line, original, replacement, reason}: Reason): string {
	const isWhole = line === undefined || original === line;
	const change = isWhole ? coded(original) : `${coded(original)} in ${coded(line)}`;
	return `- ${change}, ${replacement === '' ? 'left out' : `made ${coded(replacement)}`}: ${reason}`;
}

/** As Markdown's code, whatever signs it holds (CommonMark 6.1). */
function coded(text: string): string {
	const plain = text.replaceAll(/\s+/g, ' ');
	if (!plain.includes('`')) return `\`${plain}\``;
	const room = /^`|`$/.test(plain) ? ' ' : '';
	return `\`\`${room}${plain}${room}\`\``;
}

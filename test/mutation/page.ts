import {type Reason, reasons} from './reasons.ts';
import {foldersOf, type Row, scoreOf} from './report.ts';

const head = `# Mutation

\`bun run mutation\` writes this page (\`--write\`). Each mutant is one small change of a program: a comparison turned, a
bound moved, a constant raised, a statement, guard, action or transition left out. It is killed when a test fails, or does
not end, with it. How it is done: decision 0017.
`;

/**
 * docs/mutation.md: the figures of each file's last run, and the survivors that stay.
 * @param before the page as it was; its rows stay for the files that were not run
 */
export function pageOf(rows: readonly Row[], before: string): string {
	const all = new Map([...rowsIn(before), ...rows].map(row => [row.file, row]));
	const files = [...all.values()].sort((one, other) => (one.file < other.file ? -1 : 1));
	return [
		head,
		`${files.reduce((sum, {tried}) => sum + tried, 0)} mutants tried, ${scoreOf(files).toFixed(1)} % killed.\n`,
		table('folder', foldersOf(files)),
		table('file', files),
		'## Survivors that stay\n',
		...[...Map.groupBy(reasons, ({file}) => file)].map(survivors),
	].join('\n');
}

function table(title: string, rows: readonly Row[]): string {
	const lines = rows.map(row => {
		const {file, mutants, tried, killed, timeout, survived, uncovered} = row;
		return `| ${[file, mutants, tried, killed, timeout, survived, uncovered, scoreOf([row]).toFixed(1)].join(' | ')} |`;
	});
	return [
		`| ${title} | mutants | tried | killed | without end | survived | not covered | % |`,
		'| --- | --: | --: | --: | --: | --: | --: | --: |',
		...lines,
		'',
	].join('\n');
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

function survivors([file, own]: [string, Reason[]]): string {
	const lines = own.map(({line, original, replacement, reason}) => {
		const change = original === line ? `\`${line}\`` : `\`${original}\` in \`${line}\``;
		return `- ${code(change)}, ${replacement === '' ? 'left out' : `made \`${replacement}\``}: ${reason}`;
	});
	return [`### ${file}\n`, ...lines, ''].join('\n');
}

const code = (text: string) => text.replaceAll(/\s+/g, ' ');

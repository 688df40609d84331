import type {Judged, Standing} from './judgement.ts';

const begin = '<!-- generated: bun run acceptance --write -->';
const end = '<!-- end of the generated part -->';

/** A page with its generated part made anew; what a person wrote before and after it stays. */
export function withGenerated(page: string, generated: string): string {
	const from = page.indexOf(begin);
	const to = page.indexOf(end);
	if (from < 0 || to < from) throw new Error('the page has lost the marks of its generated part');
	return `${page.slice(0, from)}${begin}\n\n${generated}\n${page.slice(to)}`;
}

/** docs/acceptance.md: how many rows of each kind are proved, decided and open, and every row's place. */
export function acceptancePage(judged: readonly Judged[]): string {
	const rows = judged.filter(({item}) => item.id.startsWith('S'));
	const kinds = [...new Set(rows.map(({item}) => item.kind))];
	const count = (kind: string | undefined, state: Standing['state']) =>
		rows.filter(row => (kind ?? row.item.kind) === row.item.kind && row.standing.state === state).length;
	const line = (name: string, kind?: string) =>
		`- ${name}: ${count(kind, 'proved')} proved, ${count(kind, 'decided')} decided, ${count(kind, 'open') + count(kind, 'failing')} open`;
	return [
		...[...kinds.map(kind => line(kind, kind)), line('all')],
		'',
		...rows.map(({item, standing}) => `- ${item.id} ${item.kind}: ${placeOf(standing)}`),
		'',
	].join('\n');
}

/** docs/threats.md: every threat with the files whose tests hold it off, or the capability that will. */
export function threatsPage(
	judged: readonly Judged[],
	capabilities: Readonly<Record<string, string>>,
): string {
	const threats = judged.filter(({item}) => item.id.startsWith('T-'));
	return [
		...threats.map(
			({item: {id, kind, text}, standing}) =>
				`- ${id} ${text} (${kind}, ${capabilities[kind] ?? 'unknown'}): ${placeOf(standing)}`,
		),
		'',
	].join('\n');
}

/** Only files, not names of tests: a page that named them would be stale with every test that is renamed. */
function placeOf(standing: Standing): string {
	switch (standing.state) {
		case 'proved':
		case 'failing':
			return [...new Set(standing.tests.map(({file}) => file))].sort().join(', ');
		case 'decided':
			return `decided: ${standing.decision.reason}`;
		case 'owed':
			return 'still to come';
		case 'open':
			return 'OPEN';
		default:
			return standing satisfies never;
	}
}

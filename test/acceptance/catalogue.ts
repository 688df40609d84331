/**
 * What a test can be named after: a row of the manuals (S004-010), a threat (T-01), and the reasons a row may be
 * decided with (X-35 an inconsistency of the manuals and its reading, G-04 a gap).
 */
export interface Item {
	readonly id: string;
	/** The kind of a row (SCR, DLG, BTN, TR ...), the capability that owns a threat (A to F), or X and G. */
	readonly kind: string;
	/** One line. */
	readonly text: string;
}

/** The items of acceptance.md and threats.md, in their order. */
export function readSources(acceptance: string, threats: string): Item[] {
	return [
		...found(acceptance, /^- \[ \] \*\*(S\d{3}-\d{3})\*\* `([A-Z]+)` (.+)$/gm),
		...found(acceptance, /^- \*\*((X)-\d{2})\*\* (.+)$/gm),
		...found(acceptance, /\*\*((G)-\d{2})\*\* (.+?)(?= \*\*G-|$)/gm),
		...found(threats.replaceAll(/\n {2}(?=\S)/g, ' '), /^- (T-\d{2}) \[([A-F])\] (.+?\.)(?= |$)/gm),
	];
}

function found(text: string, pattern: RegExp): Item[] {
	return [...text.matchAll(pattern)].map(([, id = '', kind = '', line = '']) => ({id, kind, text: line}));
}

/** The copy that is kept beside this file: one item a line, its members parted by tabs. */
export function parseCopy(copy: string): Item[] {
	return copy
		.split('\n')
		.filter(line => line !== '')
		.map(line => {
			const [id = '', kind = '', text = ''] = line.split('\t');
			return {id, kind, text};
		});
}

export function formatCopy(items: readonly Item[]): string {
	return items.map(({id, kind, text}) => `${id}\t${kind}\t${text}\n`).join('');
}

/** A row or a threat in a test's name. */
export const named = /\bS\d{3}-\d{3}\b|\bT-\d{2}\b/;

/** The rows and threats in a test's name, each once, in their order there. */
export function namedIn(testName: string): string[] {
	return [...new Set(testName.match(new RegExp(named, 'g')))];
}

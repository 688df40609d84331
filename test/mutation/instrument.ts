import type {Mutation} from './mutators.ts';

/** A mutation with its number, by which it is switched on. */
export interface Mutant extends Mutation {
	readonly id: number;
}

/**
 * A program that holds all its mutants beside the original (mutation schemata), each behind `$m(id)`. Lines stay lines.
 * @param switchPath the module that tells which mutant is on
 */
export function instrument(text: string, mutants: readonly Mutant[], switchPath: string): string {
	const program = render(text, 0, text.length, sitesOf(mutants));
	return `import {isOn as $m} from ${JSON.stringify(switchPath)};${program}`;
}

/** All mutants of one stretch of text in one form. */
interface Site {
	readonly start: number;
	readonly end: number;
	readonly mutants: Mutant[];
}

/** The outer before the inner. */
const depth = {statement: 0, element: 1, property: 1, expression: 2} as const;

function sitesOf(mutants: readonly Mutant[]): Site[] {
	const sites = new Map<string, Site>();
	for (const mutant of mutants) {
		const {start, end, form} = mutant;
		const key = `${start} ${end} ${form}`;
		const site = sites.get(key) ?? {start, end, mutants: []};
		site.mutants.push(mutant);
		sites.set(key, site);
	}
	const formOf = ({mutants: [first]}: Site) => depth[first?.form ?? 'expression'];
	return [...sites.values()].sort(
		(one, other) => one.start - other.start || other.end - one.end || formOf(one) - formOf(other),
	);
}

/** The text from start to end, with its sites, outermost first, put in. */
function render(text: string, start: number, end: number, sites: readonly Site[]): string {
	let out = '';
	let at = start;
	for (let index = 0; index < sites.length; ) {
		const site = sites[index] as Site;
		let next = index + 1;
		while (next < sites.length && (sites[next] as Site).end <= site.end) next++;
		const inner = render(text, site.start, site.end, sites.slice(index + 1, next));
		out += text.slice(at, site.start) + wrapped(site, inner);
		at = site.end;
		index = next;
	}
	return out + text.slice(at, end);
}

function wrapped({mutants}: Site, inner: string): string {
	const first = mutants[0] as Mutant;
	switch (first.form) {
		case 'statement':
			return `{if(!$m(${first.id})){${inner}}}`;
		case 'element': {
			const rest = inner.startsWith('...') ? inner.slice(3) : `[${inner}]`;
			return `...($m(${first.id})?[]:${rest})`;
		}
		case 'property': {
			const rest = inner.startsWith('...') ? inner.slice(3) : `{${inner}}`;
			return `...($m(${first.id})?{}:${rest})`;
		}
		case 'expression': {
			const choices = mutants.map(({id, replacement}) => `$m(${id})?(${replacement}):`);
			return `(${choices.join('')}(${inner}))`;
		}
	}
}

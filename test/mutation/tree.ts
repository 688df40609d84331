import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {instrument, type Mutant} from './instrument.ts';
import {mutationsOf} from './mutators.ts';

/** A mutant with where it is. */
export interface PlacedMutant extends Mutant {
	readonly file: string;
	readonly line: number;
	/** The line it is on, without the white space around it. */
	readonly lineText: string;
	readonly original: string;
	/** Which one it is, from 0, of those that are alike in all but the line. */
	readonly nth: number;
}

/** What a mutant is known by when lines have moved. */
export const textOf = ({file, lineText, original, replacement}: Omit<PlacedMutant, 'nth'>) =>
	JSON.stringify([file, lineText, original, replacement]);

/** The mutants of files below a root, numbered from 1. */
export function mutantsOf(root: string, files: readonly string[]): PlacedMutant[] {
	let id = 0;
	const alike = new Map<string, number>();
	return files.flatMap(file => {
		const text = readFileSync(join(root, file), 'utf8');
		const lines = text.split('\n');
		return mutationsOf(file, text).map(mutation => {
			const line = text.slice(0, mutation.start).split('\n').length;
			id++;
			const mutant = {
				...mutation,
				id,
				file,
				line,
				lineText: lines[line - 1]?.trim() ?? '',
				original: text.slice(mutation.start, mutation.end),
			};
			const nth = alike.get(textOf(mutant)) ?? 0;
			alike.set(textOf(mutant), nth + 1);
			return {...mutant, nth};
		});
	});
}

/** Where the worker and what it needs lie inside a mutated tree. */
export const insideFolder = 'mutation-inside';

/**
 * A copy of a tree in a folder of its own, its files instrumented and its tests on our harness: the tree itself is
 * never written to.
 * @param entries what of the root is copied
 * @returns the copy's folder
 */
export function mutatedCopy(
	root: string,
	entries: readonly string[],
	mutants: readonly PlacedMutant[],
): string {
	const copy = mkdtempSync(join(tmpdir(), 'madoguchi-mutation-'));
	for (const entry of entries) cpSync(join(root, entry), join(copy, entry), {recursive: true});
	symlinkSync(join(import.meta.dirname, '../../node_modules'), join(copy, 'node_modules'));
	cpSync(join(import.meta.dirname, 'inside'), join(copy, insideFolder), {recursive: true});
	mkdirSync(join(copy, 'tmp'));
	for (const [file, own] of Map.groupBy(mutants, ({file}) => file)) {
		const path = join(copy, file);
		writeFileSync(path, instrument(readFileSync(path, 'utf8'), own, join(copy, insideFolder, 'switch.ts')));
	}
	for (const entry of entries) putOnHarness(copy, entry);
	return copy;
}

function putOnHarness(copy: string, entry: string): void {
	const names = statSync(join(copy, entry)).isDirectory()
		? readdirSync(join(copy, entry), {recursive: true, encoding: 'utf8'}).map(name => join(entry, name))
		: [entry];
	const inside = (name: string) => `from ${JSON.stringify(join(copy, insideFolder, name))};`;
	for (const path of names.filter(name => /\.tsx?$/.test(name)).map(name => join(copy, name))) {
		const text = readFileSync(path, 'utf8');
		const onHarness = text.replaceAll("from 'vitest';", inside('harness.ts'));
		const turned = text.includes('generateKeyPair')
			? onHarness.replaceAll("from 'node:crypto';", inside('keys.ts'))
			: onHarness;
		if (turned !== text) writeFileSync(path, turned);
	}
}

import type {PlacedMutant} from './tree.ts';

/** Why a mutant stays though no test notices it. It is known by its text, so that it outlives a change of lines. */
export interface Reason {
	readonly file: string;
	/** The line it is on, without the white space around it. */
	readonly line: string;
	readonly original: string;
	/** Empty where something is left out. */
	readonly replacement: string;
	readonly reason: string;
}

/** The survivors that stay. */
export const reasons: readonly Reason[] = [];

/** Is the reason one for this mutant? */
export function isFor({file, line, original, replacement}: Reason, mutant: PlacedMutant): boolean {
	return (
		mutant.file === file &&
		mutant.lineText === line &&
		mutant.original === original &&
		mutant.replacement === replacement
	);
}

import type {PlacedMutant} from './tree.ts';

/** Why a mutant stays though no test notices it. It is known by its text, so that it outlives a change of lines. */
export interface Reason {
	readonly file: string;
	/** The line it is on, without the white space around it; wherever it is in the file, if not given. */
	readonly line?: string;
	readonly original: string;
	/** Empty where something is left out. */
	readonly replacement: string;
	readonly reason: string;
}

/** The survivors that stay. */
export const reasons: readonly Reason[] = [
	{
		file: 'src/card/apdu.ts',
		line: "if (le !== undefined && (le < 1 || le > 256)) throw new RangeError('A short APDU expects 1 to 256 bytes');",
		original: 'le !== undefined && (le < 1 || le > 256)',
		replacement: '(le < 1 || le > 256)',
		reason: 'the same: undefined is neither less than 1 nor more than 256',
	},
	{
		file: 'src/card/exchange.ts',
		line: 'data: parts.length === 1 ? first.data : new Uint8Array(Buffer.concat(parts)),',
		original: 'parts.length === 1',
		replacement: 'false',
		reason: 'the same bytes; it saves a copy',
	},
	{
		file: 'src/pki/der.ts',
		line: 'if (start > limit) return undefined;',
		original: 'start > limit',
		replacement: 'false',
		reason: 'the same: a value that begins after its limit ends after it as well, which is refused below',
	},
	{
		file: 'src/pki/der.ts',
		line: 'const beginsArc = at === start || (bytes[at - 1] ?? 0) < 0x80;',
		original: '0',
		replacement: '0 + 1',
		reason: 'the byte before an arc is always there: the compiler does not know',
	},
	{
		file: 'src/window/rates.ts',
		line: 'return tokens >= 1 ? 0 : (1 - tokens) / perMs;',
		original: 'tokens >= 1',
		replacement: 'tokens > 1',
		reason: 'the same: at just one token the wait is 0 either way',
	},
	{
		file: 'src/window/rates.ts',
		line: 'return tokens >= 1 ? 0 : (1 - tokens) / perMs;',
		original: '1',
		replacement: '1 + 1',
		reason: 'the same: above one token the wait is less than 0, which admits',
	},
	{
		file: 'src/domain/birthDate.ts',
		line: 'if (date.year === undefined || date.month === undefined || date.day === undefined) return undefined;',
		original: 'date.year === undefined || date.month === undefined',
		replacement: '(date.year === undefined) && (date.month === undefined)',
		reason: 'only asked about a whole day',
	},
	{
		file: 'src/domain/birthDate.ts',
		line: 'if (date.year === undefined || date.month === undefined || date.day === undefined) return undefined;',
		original: 'date.year === undefined || date.month === undefined',
		replacement: '(date.month === undefined)',
		reason: 'only asked about a whole day',
	},
	{
		file: 'src/domain/application.ts',
		line: "if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;",
		original: "typeof value !== 'object' || value === null",
		replacement: '(value === null)',
		reason: 'the same: no text or number has these names as its own members',
	},
];

/** Is the reason one for this mutant? */
export function isFor({file, line, original, replacement}: Reason, mutant: PlacedMutant): boolean {
	return (
		mutant.file === file &&
		(line === undefined || mutant.lineText === line) &&
		mutant.original === original &&
		mutant.replacement === replacement
	);
}

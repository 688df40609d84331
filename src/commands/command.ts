import {parseArgs} from 'node:util';

/** A command of `madoguchi`. Exit codes: 0 done, 1 failed, 2 usage (design 8). */
export interface Command {
	readonly name: string;
	/** One line for the list of commands. */
	readonly summary: string;
	/** The whole help. */
	readonly usage: string;
	run(args: readonly string[]): Promise<number>;
}

/** The words of a command are off: one line on stderr, exit 2. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** Something outside the program keeps the command from its work: one line on stderr, exit 1. */
export class SetUpError extends Error {
	override readonly name = 'SetUpError';
}

/** Whether an error says in one line what of the set-up is broken, and the remedy; the parts have errors of their own. */
export function isSetUpProblem(error: unknown): error is Error {
	const names = ['PkiFolderError', 'StoreError', 'StaffFileError', 'AuditError'];
	return error instanceof SetUpError || (error instanceof Error && names.includes(error.name));
}

/** What a command takes: `required` options must be given; all take one value, but for `flags`. */
export interface Accepted<Required extends string, Optional extends string, Flag extends string> {
	readonly required?: readonly Required[];
	readonly optional?: readonly Optional[];
	readonly flags?: readonly Flag[];
	/** How many words without a name may stand, at most; none if not given. */
	readonly words?: number;
}

export type Options<Required extends string, Optional extends string, Flag extends string> = {
	readonly [name in Required]: string;
} & {readonly [name in Optional]: string | undefined} & {readonly [name in Flag]: boolean} & {
	readonly words: readonly string[];
};

/** Reads a command's arguments once, at the edge. Throws UsageError. */
export function readOptions<
	Required extends string = never,
	Optional extends string = never,
	Flag extends string = never,
>(args: readonly string[], accepted: Accepted<Required, Optional, Flag>): Options<Required, Optional, Flag> {
	const {required = [], optional = [], flags = [], words = 0} = accepted;
	const options = Object.fromEntries([
		...[...required, ...optional].map(name => [name, {type: 'string' as const}]),
		...flags.map(name => [name, {type: 'boolean' as const}]),
	]);
	const {values, positionals} = parsed(args, options);
	for (const name of required) {
		if (typeof values[name] !== 'string') throw new UsageError(`--${name} is missing`);
	}
	for (const [name, value] of Object.entries(values)) {
		if (value === '') throw new UsageError(`--${name} is empty`);
	}
	if (positionals.length > words) throw new UsageError(`unexpected: ${positionals[words]}`);
	return {
		...Object.fromEntries(optional.map(name => [name, undefined])),
		...Object.fromEntries(flags.map(name => [name, false])),
		...values,
		words: positionals,
	} as unknown as Options<Required, Optional, Flag>;
}

/** `HOST:PORT`, the port from 0 to 65535. */
export function readAddress(text: string, option: string): {readonly host: string; readonly port: number} {
	const match = /^\[?([^\]]+)\]?:(\d{1,5})$/.exec(text);
	const port = Number(match?.[2]);
	if (!match?.[1] || port > 65_535) throw new UsageError(`--${option} wants HOST:PORT`);
	return {host: match[1], port};
}

function parsed(args: readonly string[], options: Record<string, {type: 'string' | 'boolean'}>) {
	try {
		return parseArgs({args: [...args], options, allowPositionals: true, strict: true});
	} catch (error) {
		// Node's sentence goes on with advice about positionals after the first full stop.
		const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
		throw new UsageError(sentence);
	}
}

/** A whole number of an option, within its bounds; undefined when the option was not given. */
export function readNumber(
	text: string | undefined,
	option: string,
	[least, most]: readonly [number, number],
): number | undefined {
	if (text === undefined) return undefined;
	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= least && value <= most))
		throw new UsageError(`--${option} wants a number, ${least} to ${most}`);
	return value;
}

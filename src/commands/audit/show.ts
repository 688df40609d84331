import type {AuditLine} from '../../audit/line.ts';
import {verifyAudit} from '../../audit/verify.ts';
import {visibleText} from '../../domain/text.ts';
import {readOptions} from '../command.ts';
import {readAudit} from './read.ts';

/** `madoguchi audit show`: every line, one a line. Says so, and exits 1, when the audit does not hold together. */
export async function showAudit(args: readonly string[]): Promise<number> {
	const {words, json} = readOptions(args, {flags: ['json'], words: 1});
	const {files, isExcerpt} = await readAudit(words[0]);
	const {lines, findings} = verifyAudit(files, [], isExcerpt);
	for (const line of lines) console.log(json ? JSON.stringify(line) : textOf(line));
	if (findings.length === 0) return 0;
	console.error(`madoguchi: ${findings.length} places do not hold together, see madoguchi audit verify`);
	return 1;
}

/** An instant in the time of Japan, `2026-11-22 10:05:07`. */
export function timeInJapan(iso: string): string {
	return new Date(Date.parse(iso) + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function textOf({n, at, entry}: AuditLine): string {
	const {kind, officer, officers, ...rest} = entry as {
		readonly kind: string;
		readonly officer?: string;
		readonly officers?: readonly string[];
	};
	const who = officers?.join('+') || officer || '-';
	const what = Object.entries(rest).map(([name, value]) => `${name}=${shortText(value)}`);
	return visibleText(
		[String(n).padStart(7), timeInJapan(at), who.padEnd(12), kind.padEnd(16), ...what].join('  '),
	);
}

function shortText(value: unknown): string {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > 40 ? `${text.slice(0, 12)}~` : text;
}

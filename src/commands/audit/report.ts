import {type AuditReport, type Conspicuous, reportOn} from '../../audit/report.ts';
import {verifyAudit} from '../../audit/verify.ts';
import {defaultResetLimits} from '../../domain/resetRules.ts';
import {visibleText} from '../../domain/text.ts';
import {readOptions, UsageError} from '../command.ts';
import {readAudit} from './read.ts';
import {timeInJapan} from './show.ts';

/** `madoguchi audit report`: what staff did, by day and officer, and what somebody has to look at. */
export async function reportAudit(args: readonly string[]): Promise<number> {
	const options = readOptions(args, {
		optional: ['per-day', 'per-officer', 'card-days'],
		flags: ['json'],
		words: 1,
	});
	const {files, isExcerpt} = await readAudit(options.words[0]);
	const {lines, findings} = verifyAudit(files, [], isExcerpt);
	const report = reportOn(lines, {
		perDay: numberOf(options['per-day'], 'per-day', defaultResetLimits.perDay),
		perOfficer: numberOf(options['per-officer'], 'per-officer', defaultResetLimits.perOfficer),
		cardDays: numberOf(options['card-days'], 'card-days', defaultResetLimits.cardDays),
	});
	const isWhole = findings.length === 0;
	console.log(options.json ? JSON.stringify({isWhole, ...report}) : textOf(report));
	if (isWhole) return 0;
	console.error(`madoguchi: ${findings.length} places do not hold together, see madoguchi audit verify`);
	return 1;
}

function numberOf(text: string | undefined, name: string, fallback: number): number {
	if (text === undefined) return fallback;
	if (!/^\d{1,5}$/.test(text)) throw new UsageError(`--${name} wants a number`);
	return Number(text);
}

function textOf({days, conspicuous}: AuditReport): string {
	const rows = days.map(({day, officer, signedIn, refused, resets, otherResets}) =>
		[
			day,
			officer.padEnd(12),
			...[signedIn, refused, resets, otherResets].map(n => String(n).padStart(9)),
		].join('  '),
	);
	const head = [
		'day       ',
		'officer     ',
		...['signed in', 'refused', 'resets', 'others'].map(name => name.padStart(9)),
	].join('  ');
	const found =
		conspicuous.length === 0 ? ['Nothing stands out.'] : ['To be looked at:', ...conspicuous.map(sentenceOf)];
	return [head, ...rows, '', ...found].map(visibleText).join('\n');
}

function sentenceOf(found: Conspicuous): string {
	switch (found.kind) {
		case 'secondReset': {
			const {card, at, before, officers} = found;
			return `  card ${card} was reset again at ${timeInJapan(at)} by ${officers.join('+')}; before at ${timeInJapan(before)}`;
		}
		case 'overDay':
			return `  ${found.day}: ${found.resets} resets, above the limit of a day`;
		case 'overOfficer':
			return `  ${found.day}: ${found.resets} resets of ${found.officer}, above the limit of an officer`;
	}
}

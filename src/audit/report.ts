import type {AuditEntry} from '../domain/audit.ts';
import type {ResetLimits} from '../domain/resetRules.ts';

import type {AuditLine} from './line.ts';

/** Beyond what somebody looks. */
export type ReportLimits = Pick<ResetLimits, 'perDay' | 'perOfficer' | 'cardDays'>;

/** What one officer did on one day in Japan. */
export interface OfficerDay {
	/** YYYY-MM-DD in Japan. */
	readonly day: string;
	readonly officer: string;
	readonly signedIn: number;
	readonly refused: number;
	/** Resets that were carried out with this officer as the first or the second. */
	readonly resets: number;
	/** Reset procedures that ended in any other way. */
	readonly otherResets: number;
}

/** What somebody has to look at. */
export type Conspicuous =
	/** One card reset again within the days of the limits. */
	| {
			readonly kind: 'secondReset';
			readonly card: string;
			readonly at: string;
			readonly before: string;
			readonly officers: readonly string[];
	  }
	| {readonly kind: 'overDay'; readonly day: string; readonly resets: number}
	| {readonly kind: 'overOfficer'; readonly day: string; readonly officer: string; readonly resets: number};

export interface AuditReport {
	readonly days: readonly OfficerDay[];
	readonly conspicuous: readonly Conspicuous[];
}

type Ended = Extract<AuditEntry, {readonly kind: 'resetEnded'}>;

/** Sums an audit up for whoever supervises: per day and officer, and what stands out (threats T-21). */
export function reportOn(lines: readonly AuditLine[], limits: ReportLimits): AuditReport {
	const resets = lines.flatMap(({at, entry}) =>
		entry.kind === 'resetEnded' && entry.result === 'reset' ? [{at, entry}] : [],
	);
	return {
		days: officerDays(lines),
		conspicuous: [...secondResets(resets, limits.cardDays), ...overLimits(resets, limits)],
	};
}

/** The day of an instant in Japan, YYYY-MM-DD. */
function dayInJapan(iso: string): string {
	return new Date(Date.parse(iso) + 9 * 3_600_000).toISOString().slice(0, 10);
}

function officerDays(lines: readonly AuditLine[]): OfficerDay[] {
	const days = new Map<string, OfficerDay>();
	const add = (at: string, officer: string, change: (day: OfficerDay) => Partial<OfficerDay>) => {
		const day = dayInJapan(at);
		const key = `${day} ${officer}`;
		const known = days.get(key) ?? {day, officer, signedIn: 0, refused: 0, resets: 0, otherResets: 0};
		days.set(key, {...known, ...change(known)});
	};
	for (const {at, entry} of lines) {
		if (entry.kind === 'staffSignedIn') {
			add(at, entry.officer, ({signedIn}) => ({signedIn: signedIn + 1}));
		} else if (entry.kind === 'staffRefused' && entry.officer !== undefined) {
			add(at, entry.officer, ({refused}) => ({refused: refused + 1}));
		} else if (entry.kind === 'resetEnded') {
			for (const officer of entry.officers) {
				add(at, officer, ({resets, otherResets}) =>
					entry.result === 'reset' ? {resets: resets + 1} : {otherResets: otherResets + 1},
				);
			}
		}
	}
	return [...days.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, day]) => day);
}

function secondResets(
	resets: ReadonlyArray<{readonly at: string; readonly entry: Ended}>,
	cardDays: number,
): Conspicuous[] {
	const last = new Map<string, string>();
	return resets.flatMap(({at, entry: {card, officers}}): Conspicuous[] => {
		const before = last.get(card);
		last.set(card, at);
		const isSoon = before !== undefined && Date.parse(at) - Date.parse(before) < cardDays * 86_400_000;
		return isSoon ? [{kind: 'secondReset', card, at, before, officers}] : [];
	});
}

function overLimits(
	resets: ReadonlyArray<{readonly at: string; readonly entry: Ended}>,
	{perDay, perOfficer}: ReportLimits,
): Conspicuous[] {
	const byDay = new Map<string, number>();
	const byOfficer = new Map<
		string,
		{readonly day: string; readonly officer: string; readonly resets: number}
	>();
	for (const {at, entry} of resets) {
		const day = dayInJapan(at);
		byDay.set(day, (byDay.get(day) ?? 0) + 1);
		for (const officer of entry.officers) {
			const key = `${day} ${officer}`;
			byOfficer.set(key, {day, officer, resets: (byOfficer.get(key)?.resets ?? 0) + 1});
		}
	}
	return [
		...[...byDay].flatMap(([day, count]): Conspicuous[] =>
			count > perDay ? [{kind: 'overDay', day, resets: count}] : [],
		),
		...[...byOfficer.values()].flatMap((found): Conspicuous[] =>
			found.resets > perOfficer ? [{kind: 'overOfficer', ...found}] : [],
		),
	];
}

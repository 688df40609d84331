/** From one time of day to another in Japan, `HH:MM`; `24:00` ends a day, and an end not after its beginning lies on the next day. */
export interface TimeSpan {
	readonly from: string;
	readonly to: string;
}

/** Two instants, ISO 8601 with their offset. */
export interface Period {
	readonly from: string;
	readonly to: string;
}

export const weekdays = [
	'sunday',
	'monday',
	'tuesday',
	'wednesday',
	'thursday',
	'friday',
	'saturday',
] as const;

export type Weekday = (typeof weekdays)[number];

/** When a kiosk serves. A day is where its span begins. */
export interface ServicePlan {
	readonly hours: Readonly<Record<Weekday, readonly TimeSpan[]>>;
	/** Days of Japan's calendar without service: `2026-11-23`, or `12-31` for every year; anything else closes nothing. */
	readonly closedDays: readonly string[];
	/** Within the hours, yet without service (保守). */
	readonly maintenance: readonly Period[];
	/** How long before the end no procedure begins any more, in minutes. */
	readonly lastStartMinutes: number;
}

/** Whether a procedure may begin; instants are ISO 8601 in UTC, and absent when they are more than a year away. */
export type Service =
	| {readonly status: 'open'; readonly until?: string}
	/** What runs goes on to its end; nothing begins. */
	| {readonly status: 'closing'; readonly until: string; readonly opensAt?: string}
	| {readonly status: 'closed'; readonly why: 'hours' | 'maintenance'; readonly opensAt?: string};

export interface ServiceAt {
	readonly service: Service;
	/** When it is another one, in milliseconds since 1970; undefined when that is more than a year away. */
	readonly changesAtMs: number | undefined;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Japan has had no summer time since 1951. */
const japanMs = 9 * 3_600_000;
const horizonDays = 400;

/** Whether a kiosk serves at an instant, until when, and from when it does again. A span too short to begin anything in is none. */
export function serviceAt(instant: Date, plan: ServicePlan): ServiceAt {
	const now = instant.getTime();
	const lastStartMs = plan.lastStartMinutes * minuteMs;
	const firstDay = Math.floor((now + japanMs) / dayMs) - 1;
	const horizon = (firstDay + horizonDays) * dayMs - japanMs;
	const planned = joined(spansOf(plan, firstDay));
	const maintained = joined(plan.maintenance.map(({from, to}) => [Date.parse(from), Date.parse(to)]));
	const open = maintained.reduce(without, planned).filter(([from, to]) => to - from > lastStartMs);
	const present = open.find(([from, to]) => from <= now && now < to);
	const next = open.find(([from]) => from > now)?.[0];
	const opensAt = next === undefined ? {} : {opensAt: isoOf(next)};
	if (!present) {
		const isIn = ([from, to]: Stretch) => from <= now && now < to;
		const why = planned.some(isIn) && maintained.some(isIn) ? 'maintenance' : 'hours';
		// What is closed stays so for one reason until the other begins or ends.
		const edges = [...planned, ...maintained].flat().filter(edge => edge > now && edge < horizon);
		return {service: {status: 'closed', why, ...opensAt}, changesAtMs: least([...edges, next])};
	}
	const [, until] = present;
	if (until >= horizon) return {service: {status: 'open'}, changesAtMs: undefined};
	if (now < until - lastStartMs) {
		return {service: {status: 'open', until: isoOf(until)}, changesAtMs: until - lastStartMs};
	}
	return {service: {status: 'closing', until: isoOf(until), ...opensAt}, changesAtMs: until};
}

/** From an instant up to another, which is no longer in it; milliseconds since 1970. */
type Stretch = readonly [from: number, to: number];

function spansOf({hours, closedDays}: ServicePlan, firstDay: number): Stretch[] {
	return Array.from({length: horizonDays}, (_, nth) => firstDay + nth).flatMap(day => {
		const date = isoOf(day * dayMs).slice(0, 10);
		if (closedDays.includes(date) || closedDays.includes(date.slice(5))) return [];
		const midnight = day * dayMs - japanMs;
		// 1970 began on a Thursday.
		const weekday = weekdays[(day + 4) % 7] ?? 'sunday';
		return hours[weekday].map(({from, to}): Stretch => {
			const [begins, ends] = [millisecondsOf(from), millisecondsOf(to)];
			return [midnight + begins, midnight + ends + (ends > begins ? 0 : dayMs)];
		});
	});
}

/** In order, with what overlaps or touches made one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
	const whole: Stretch[] = [];
	for (const [from, to] of stretches.toSorted(([one], [other]) => one - other)) {
		const last = whole.at(-1);
		if (last && from <= last[1]) whole[whole.length - 1] = [last[0], Math.max(last[1], to)];
		else whole.push([from, to]);
	}
	return whole;
}

/** What is left of stretches where one is taken out. */
function without(stretches: readonly Stretch[], [from, to]: Stretch): Stretch[] {
	return stretches.flatMap((stretch): Stretch[] =>
		(
			[
				[stretch[0], Math.min(stretch[1], from)],
				[Math.max(stretch[0], to), stretch[1]],
			] as const
		).filter(([begins, ends]) => begins < ends),
	);
}

function least(values: ReadonlyArray<number | undefined>): number | undefined {
	const known = values.filter(value => value !== undefined);
	return known.length === 0 ? undefined : Math.min(...known);
}

function millisecondsOf(time: string): number {
	const [hours = 0, minutes = 0] = time.split(':').map(Number);
	return (hours * 60 + minutes) * minuteMs;
}

function isoOf(ms: number): string {
	return new Date(ms).toISOString();
}

import {type Item, namedIn} from './catalogue.ts';
import type {Decision} from './decisions.ts';

/** A test as a run reported it. */
export interface RunTest {
	/** With the names of its suites before it. */
	readonly name: string;
	/** From the root of the repository. */
	readonly file: string;
	readonly outcome: 'passed' | 'failed' | 'skipped';
}

export type Standing =
	| {readonly state: 'proved'; readonly tests: readonly RunTest[]}
	/** A test named after it failed. */
	| {readonly state: 'failing'; readonly tests: readonly RunTest[]}
	| {readonly state: 'decided'; readonly decision: Decision}
	/** A threat whose capability is still to come. */
	| {readonly state: 'owed'; readonly owner: string}
	| {readonly state: 'open'};

export interface Judged {
	readonly item: Item;
	readonly standing: Standing;
}

export interface Judgement {
	readonly judged: readonly Judged[];
	/** What is wrong beside open rows, one sentence each. */
	readonly faults: readonly string[];
}

export interface Scope {
	/** The manuals whose rows are to be done: 'S004'. */
	readonly manuals: readonly string[];
	/** The capabilities whose threats are to be held off: 'A'. */
	readonly capabilities: readonly string[];
}

/** Of the rows, at most this part may be decided instead of proved. */
const decidedAtMost = 0.1;

/** Where every row and threat in scope stands after a run of the tests. */
export function judge(
	items: readonly Item[],
	tests: readonly RunTest[],
	decisions: readonly Decision[],
	scope: Scope,
): Judgement {
	const testsOf = new Map<string, RunTest[]>();
	for (const test of tests) {
		if (test.outcome === 'skipped') continue;
		for (const id of namedIn(test.name)) testsOf.set(id, [...(testsOf.get(id) ?? []), test]);
	}
	const judged = items
		.filter(({id}) => id.startsWith('T-') || scope.manuals.some(manual => id.startsWith(`${manual}-`)))
		.map(item => ({item, standing: standingOf(item, testsOf.get(item.id) ?? [], decisions, scope)}));
	return {judged, faults: [...namesWithoutItem(items, tests), ...badDecisions(items, judged, decisions)]};
}

/** Whether nothing is left to do. */
export function isComplete({judged, faults}: Judgement): boolean {
	return (
		faults.length === 0 && judged.every(({standing: {state}}) => state !== 'open' && state !== 'failing')
	);
}

function standingOf(
	{id, kind}: Item,
	tests: readonly RunTest[],
	decisions: readonly Decision[],
	scope: Scope,
): Standing {
	const failed = tests.filter(({outcome}) => outcome === 'failed');
	if (failed.length > 0) return {state: 'failing', tests: failed};
	if (tests.length > 0) return {state: 'proved', tests};
	const decision = decisions.find(({row}) => row === id);
	if (decision) return {state: 'decided', decision};
	return id.startsWith('T-') && !scope.capabilities.includes(kind)
		? {state: 'owed', owner: kind}
		: {state: 'open'};
}

function namesWithoutItem(items: readonly Item[], tests: readonly RunTest[]): string[] {
	const known = new Set(items.map(({id}) => id));
	return tests.flatMap(({name, file}) =>
		namedIn(name)
			.filter(id => !known.has(id))
			.map(id => `${file}: '${name}' names ${id}, which does not exist`),
	);
}

function badDecisions(
	items: readonly Item[],
	judged: readonly Judged[],
	decisions: readonly Decision[],
): string[] {
	const reasons = new Set(items.map(({id}) => id).filter(id => /^[XG]-/.test(id)));
	const rows = judged.filter(({item}) => item.id.startsWith('S'));
	const isTwice = (row: string) => decisions.filter(decision => decision.row === row).length > 1;
	const faults = decisions.flatMap(({row, reason}) => {
		const state = rows.find(({item}) => item.id === row)?.standing.state;
		if (state === undefined) return [`${row} is decided, but there is no such row`];
		if (isTwice(row)) return [`${row} is decided twice`];
		if (state !== 'decided') return [`${row} is decided, but tests are named after it`];
		return reasons.has(reason) ? [] : [`${row} is decided with ${reason}, which does not exist`];
	});
	const most = Math.floor(rows.length * decidedAtMost);
	return decisions.length > most
		? [...faults, `${decisions.length} rows are decided; at most ${most} of ${rows.length} may be`]
		: faults;
}

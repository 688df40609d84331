import {describe, expect, test} from 'vitest';
import {readJournal} from '../../src/journal/read.ts';
import {replay} from '../../src/journal/replay.ts';
import {emptyEnvironment} from './environment.ts';
import {instantsOf, type TimerLife} from './instants.ts';
import {journalOf} from './journal.ts';
import {MachineSpace} from './machines.ts';
import {type Stimulus, stimulus} from './stimulus.ts';

const wentOff = (milliseconds: number, setAt: number, at: number): TimerLife => ({
	milliseconds,
	setAt,
	end: {how: 'wentOff', at},
});

describe('the instants of a way', () => {
	test.each([
		{
			why: 'timers go off when they are due',
			timers: [wentOff(5, 0, 1), wentOff(10, 0, 2)],
			instants: [0, 5, 10],
		},
		{
			why: 'a person waits until a shorter timer comes after a longer',
			timers: [wentOff(60, 0, 2), wentOff(10, 1, 3)],
			instants: [0, 50, 60, 60],
		},
		{
			why: 'a shorter timer set together with a longer cannot come after it',
			timers: [wentOff(10, 0, 1), wentOff(5, 0, 2)],
			instants: undefined,
		},
		{
			why: 'what is given up was not due',
			timers: [wentOff(10, 0, 2), {milliseconds: 5, setAt: 0, end: {how: 'givenUp' as const, at: 1}}],
			instants: [0, 0, 10],
		},
		{
			why: 'what is never given up nor goes off is not due at the end',
			timers: [wentOff(10, 0, 2), {milliseconds: 5, setAt: 0, end: undefined}],
			instants: undefined,
		},
	])('$why', ({timers, instants}) => {
		expect(instantsOf(instants?.length ?? 3, timers)).toEqual(instants);
	});
});

test('T-23 a way on which only time passes plays at its instants: 120 s, the warning of 30 s, idle again', () => {
	const machines = new MachineSpace();
	const heard: Stimulus[] = [];
	let at = machines.start;
	const hears = (next: Stimulus | undefined) => {
		if (!next) throw new Error('no deadline runs');
		heard.push(next);
		at = machines.step(at, next).to;
	};
	hears(stimulus('kiosk', {type: 'user.ok'}));
	while (machines.facts[at]?.screen === 'menu') hears(machines.facts[at]?.deadlines[0]);
	const move = {
		by: 'time',
		what: '',
		heard,
		to: {machine: at, environment: emptyEnvironment(1)},
		broken: undefined,
	} as const;
	const reading = readJournal(journalOf(machines, [move]) ?? '');
	const run = reading.status === 'read' ? reading.runs[0] : undefined;
	expect(run?.ending).toEqual({status: 'stopped', at: 150_000});
	const moments = run ? [...replay(run)] : [];
	expect(moments.every(({isSame}) => isSame)).toBe(true);
	expect(moments.map(({view}) => view.screen).at(-2)).toBe('menu');
	expect(moments.at(-1)?.view.screen).toBe('idle');
});

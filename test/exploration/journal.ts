import {type ActorRefFrom, createActor} from 'xstate';
import {SteppedClock} from '../../src/journal/clock.ts';
import {definitionsNow} from '../../src/journal/definition.ts';
import type {Entry, Header, Line} from '../../src/journal/format.ts';
import {entryOf} from '../../src/journal/recorder.ts';
import {redactEvent} from '../../src/journal/redact.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import type {kioskMachine} from '../../src/machines/kiosk.ts';
import {viewOf} from '../../src/machines/view.ts';
import {instantsOf, type TimerLife} from './instants.ts';
import {actorOf, type MachineSpace} from './machines.ts';
import type {Move} from './move.ts';
import type {Stimulus} from './stimulus.ts';

/**
 * What the machines heard on a way, as a journal that `replay` plays; the deadlines that passed are in its instants.
 * A kiosk that was killed begins a new run in the same file.
 * @returns undefined when no clock gives the way's order of deadlines
 */
export function journalOf(machines: MachineSpace, moves: readonly Move[]): string | undefined {
	const runs: Stimulus[][] = [[]];
	for (const move of moves) {
		if (move.by === 'crash') runs.push([]);
		runs.at(-1)?.push(...move.heard.flatMap(heard => Array.from({length: heard.times}, () => heard)));
	}
	const lines: Line[] = [];
	for (const run of runs) {
		const instants = walk(machines, run);
		if (!instants) return undefined;
		lines.push(...recorded(machines, run, instants));
	}
	return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}

function isDeadline({event}: Stimulus): boolean {
	return event.type.startsWith('xstate.after.');
}

/** Walks the way once, with a clock that remembers the life of each timer. */
function walk(machines: MachineSpace, run: readonly Stimulus[]): number[] | undefined {
	interface Timer {
		readonly type: string;
		readonly run: () => void;
		readonly milliseconds: number;
		readonly setAt: number;
		end: TimerLife['end'];
	}
	const timers: Timer[] = [];
	let step = 0;
	const clock = {
		setTimeout: (run: () => void, milliseconds: number): number => {
			// The system has noted what it schedules just before.
			const scheduled = Object.values(kiosk.system.getSnapshot()._scheduledEvents).at(-1);
			return (
				timers.push({type: scheduled?.event.type ?? '', run, milliseconds, setAt: step, end: undefined}) - 1
			);
		},
		clearTimeout: (id: number): void => {
			const timer = timers[id];
			if (timer && !timer.end) timer.end = {how: 'givenUp', at: step};
		},
	};
	const kiosk: ActorRefFrom<typeof kioskMachine> = createActor(machines.machine, {
		clock: clock as never,
		input: machines.input,
	});
	kiosk.start();
	for (const stimulus of run) {
		step++;
		if (isDeadline(stimulus)) {
			const timer = timers.find(({type, end}) => type === stimulus.event.type && !end);
			if (!timer) throw new Error(`no timer runs for ${stimulus.event.type}`);
			timer.end = {how: 'wentOff', at: step};
			timer.run();
		} else {
			actorOf(kiosk, stimulus.to)?.send(stimulus.event);
		}
	}
	const lives = timers.map(timer => ({...timer}));
	kiosk.stop();
	return instantsOf(run.length + 1, lives);
}

/** Walks it again at its instants, and writes down what a recorder would. */
function* recorded(
	machines: MachineSpace,
	run: readonly Stimulus[],
	instants: readonly number[],
): Generator<Line> {
	yield {
		format: 'madoguchi-journal',
		version: 1,
		build: 'explorer',
		machines: definitionsNow(),
		input: machines.input,
		screen: {columns: 80, rows: 24, isTrial: true},
	} satisfies Header;
	const clock = new SteppedClock();
	const kiosk = createActor(machines.machine, {clock, input: machines.input}).start();
	let procedures = 0;
	for (const [nth, stimulus] of run.entries()) {
		const at = instants[nth + 1] as number;
		clock.advanceTo(at);
		if (isDeadline(stimulus)) continue;
		const event = stimulus.event as MachineEvent;
		if (event.type === 'user.choose') procedures++;
		actorOf(kiosk, stimulus.to)?.send(event);
		const heard = {at, to: stimulus.to, event: redactEvent(event, procedures)};
		yield entryOf(heard, viewOf(kiosk.getSnapshot()), procedures) satisfies Entry;
	}
	kiosk.stop();
	yield {end: 'stopped', at: instants.at(-1) ?? 0};
}

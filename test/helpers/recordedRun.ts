import {createActor, type EventFromLogic} from 'xstate';
import {SteppedClock} from '../../src/journal/clock.ts';
import {definitionsNow} from '../../src/journal/definition.ts';
import type {Header, Line} from '../../src/journal/format.ts';
import {type JournalSink, Recorder} from '../../src/journal/recorder.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {deepestActor, viewOf} from '../../src/machines/view.ts';

export const header: Header = {
	format: 'madoguchi-journal',
	version: 1,
	build: 'test',
	machines: definitionsNow(),
	input: {language: 'ja', procedures: ['revocation', 'validity'], timeScale: 1},
	screen: {columns: 80, rows: 24, isTrial: false},
};

export type Journey = ReadonlyArray<readonly [at: number, event: MachineEvent]>;

/** The journal of a kiosk whose devices are silent: each event comes at its instant, and each screen is shown. */
export async function recordRun(journey: Journey, input = header.input): Promise<Line[]> {
	const lines: Line[] = [{...header, input}];
	const sink: JournalSink = {
		write: entry => void lines.push(entry),
		rest: () => 'same',
		close: at => void lines.push({end: 'stopped', at}),
	};
	await playInto(sink, journey, input);
	return lines;
}

/** Plays a journey on such a kiosk, with a journal to write it to. */
export async function playInto(sink: JournalSink, journey: Journey, input = header.input): Promise<void> {
	const clock = new SteppedClock();
	const recorder = new Recorder({clock: {stamp: () => clock.now()}, sink});
	const kiosk = createActor(kioskMachine, {clock, inspect: recorder.inspect, input});
	recorder.watch(kiosk);
	kiosk.start();
	for (const [at, event] of journey) {
		// As in a running kiosk, what an event led to is written down before the next timer runs.
		await Promise.resolve();
		clock.advanceTo(at);
		if (toKiosk.test(event.type)) kiosk.send(event as EventFromLogic<typeof kioskMachine>);
		else deepestActor(kiosk).send(event);
		deepestActor(kiosk).send({type: 'screen.shown', screen: viewOf(kiosk.getSnapshot()).screen});
	}
	recorder.stop();
	kiosk.stop();
}

const toKiosk =
	/^(reader|user\.(active|help|language|staff|veil)|cover|window\.(identified|unreachable)|outbox)\b/;

export const textOf = (lines: readonly Line[]): string =>
	lines.map(line => `${JSON.stringify(line)}\n`).join('');

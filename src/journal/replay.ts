import {type ActorRefFrom, createActor} from 'xstate';
import type {MachineEvent} from '../machines/events.ts';
import {kioskMachine} from '../machines/kiosk.ts';
import {deepestActor, type View, viewOf} from '../machines/view.ts';
import {SteppedClock} from './clock.ts';
import type {Entry, MachineId} from './format.ts';
import type {Run} from './read.ts';
import {digestOf} from './recorder.ts';

/** What the kiosk showed from an instant on. */
export interface Moment {
	/** Milliseconds since the run began. */
	readonly at: number;
	/** What led there; undefined at the start and where a timer did. */
	readonly entry: Entry | undefined;
	readonly view: View;
	/** The view's digest, to be compared with the entry's. */
	readonly digest: string | undefined;
	/** Whether state and view came out as recorded. */
	readonly isSame: boolean;
}

/**
 * Plays a run offline: the same machines, silent devices, a clock that goes by the record.
 * @param wanted the moments to give: of every event and timer, or only of what was recorded
 */
export function* replay(
	{header, entries, ending}: Run,
	wanted: 'everything' | 'entries' = 'everything',
): Generator<Moment> {
	const clock = new SteppedClock();
	const kiosk = createActor(kioskMachine, {clock, input: header.input}).start();
	let procedures = 0;
	const moment = (entry?: Entry): Moment => {
		const view = viewOf(kiosk.getSnapshot());
		const digest = entry && digestOf(view, procedures);
		const isSame = view.path === (entry?.path ?? view.path) && digest === entry?.view;
		return {at: clock.now(), entry, view, digest, isSame};
	};
	const timersUntil = function* (instant: number) {
		if (wanted === 'entries') return clock.advanceTo(instant);
		for (let due = clock.nextDue(); due !== undefined && due <= instant; due = clock.nextDue()) {
			clock.advanceTo(due);
			yield moment();
		}
		clock.advanceTo(instant);
	};
	try {
		yield moment();
		for (const entry of entries) {
			yield* timersUntil(entry.at);
			if (entry.event.type === 'user.choose') procedures++;
			machineOf(kiosk, entry.to)?.send(entry.event);
			yield moment(entry);
		}
		if (ending.status !== 'cut') yield* timersUntil(ending.at);
	} finally {
		kiosk.stop();
	}
}

/** The first moment that is not as recorded; undefined when the whole run is. */
export function firstDifference(run: Run): Moment | undefined {
	for (const moment of replay(run, 'entries')) if (!moment.isSame) return moment;
	return undefined;
}

function machineOf(
	kiosk: ActorRefFrom<typeof kioskMachine>,
	to: MachineId,
): {send(event: MachineEvent): void} | undefined {
	if (to === 'kiosk') return kiosk as {send(event: MachineEvent): void};
	if (to === 'procedure') return kiosk.getSnapshot().children.procedure as {send(event: MachineEvent): void};
	const deepest = deepestActor(kiosk);
	return deepest.id === to ? deepest : undefined;
}

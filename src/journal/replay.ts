import {type ActorRefFrom, createActor} from 'xstate';
import type {MachineEvent} from '../machines/events.ts';
import {kioskMachine} from '../machines/kiosk.ts';
import {deepestActor, type View, viewOf} from '../machines/view.ts';
import {SteppedClock} from './clock.ts';
import type {Entry, Header, MachineId} from './format.ts';
import {digestOf} from './recorder.ts';

/** One entry played again: what it showed then and shows now. */
export interface Replayed {
	readonly entry: Entry;
	readonly view: View;
	/** Whether state and view came out as recorded. */
	readonly isSame: boolean;
}

/** Plays a journal offline: the same machines, silent devices, a clock that goes by the record. */
export function* replay(header: Header, entries: Iterable<Entry>): Generator<Replayed> {
	const clock = new SteppedClock();
	const kiosk = createActor(kioskMachine, {
		clock: clock as never,
		input: header.input,
	}).start();
	let procedures = 0;
	for (const entry of entries) {
		clock.advanceTo(entry.at);
		if (entry.event.type === 'user.choose') procedures++;
		machineOf(kiosk, entry.to)?.send(entry.event);
		const view = viewOf(kiosk.getSnapshot());
		yield {
			entry,
			view,
			isSame: view.path === entry.path && digestOf(view, procedures) === entry.view,
		};
	}
	kiosk.stop();
}

function machineOf(
	kiosk: ActorRefFrom<typeof kioskMachine>,
	to: MachineId,
): {send(event: MachineEvent): void} | undefined {
	if (to === 'kiosk') return kiosk as {send(event: MachineEvent): void};
	if (to === 'procedure') return kiosk.getSnapshot().children.procedure as {send(event: MachineEvent): void};
	const deepest = deepestActor(kiosk);
	return deepest.id === 'login' ? deepest : undefined;
}

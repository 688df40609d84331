import {createActor, type EventFromLogic} from 'xstate';
import type {MachineEvent} from '../machines/events.ts';
import {type KioskInput, kioskMachine} from '../machines/kiosk.ts';
import {viewOf} from '../machines/view.ts';
import {SteppedClock} from './clock.ts';
import type {Entry, MachineId} from './format.ts';
import {entryOf} from './recorder.ts';
import {redactEvent} from './redact.ts';

/** What an idle kiosk goes on knowing between two visits: the last word of reader, window, outbox and diagnosis. */
export class StandingFacts {
	readonly #facts = new Map<string, MachineEvent>();

	learn(to: MachineId, event: MachineEvent): void {
		const [subject = ''] = event.type.split('.');
		if (to === 'kiosk' && subjects.has(subject)) this.#facts.set(subject, redactEvent(event, 0));
	}

	list(): readonly MachineEvent[] {
		return [...this.#facts.values()];
	}
}

const subjects = new Set(['reader', 'window', 'outbox', 'terminal', 'service']);

/** The beginning of a journal of a kiosk that knows these facts already. */
export function entriesOfFacts(facts: readonly MachineEvent[], input: KioskInput): Entry[] {
	const kiosk = createActor(kioskMachine, {clock: new SteppedClock(), input}).start();
	const entries = facts.map(event => {
		kiosk.send(event as EventFromLogic<typeof kioskMachine>);
		return entryOf({at: 0, to: 'kiosk', event}, viewOf(kiosk.getSnapshot()), 0);
	});
	kiosk.stop();
	return entries;
}

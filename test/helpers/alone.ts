import {type AnyStateMachine, createActor} from 'xstate';
import {SteppedClock} from '../../src/journal/clock.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import {watch} from './watched.ts';

/** A machine by itself, with silent devices: what it shows, and what it does beside that. */
export interface Alone<Context> {
	hears(...events: MachineEvent[]): Alone<Context>;
	waits(ms: number): Alone<Context>;
	/** What the deepest state says of its screen. */
	meta(): Partial<ScreenMeta>;
	context(): Context;
	output(): unknown;
	/** How often it was told to do this. */
	times(action: string): number;
	/** The devices that are at work, with what they were told. */
	devices(): ReadonlyArray<{readonly device: string; readonly input: unknown}>;
	/** Whether it tells its opener that it is not to be disturbed. */
	isHeld(): boolean;
}

export function alone<Context>(machine: AnyStateMachine, input: object): Alone<Context> {
	const clock = new SteppedClock();
	const {inspect, done, atWork} = watch();
	const actor = createActor(machine, {clock: clock as never, input: input as never, inspect}).start();
	const times = (action: string) => done.filter(({type}) => type === action).length;
	const own: Alone<Context> = {
		hears(...events) {
			for (const event of events) actor.send(event as never);
			return own;
		},
		waits(ms) {
			clock.advanceTo(clock.now() + ms);
			return own;
		},
		meta: () => {
			const metas = Object.entries(actor.getSnapshot().getMeta() as Record<string, ScreenMeta | undefined>);
			const depth = ([id]: readonly [string, unknown]) => id.split('.').length;
			return metas.filter(([, meta]) => meta).sort((one, other) => depth(other) - depth(one))[0]?.[1] ?? {};
		},
		context: () => actor.getSnapshot().context,
		output: () => actor.getSnapshot().output,
		times,
		devices: atWork,
		isHeld() {
			const isTold = times('tellHeld') > times('tellReleased');
			if (isTold !== actor.getSnapshot().hasTag('hold'))
				throw new Error('it tells otherwise than its tag says');
			return isTold;
		},
	};
	return own;
}

/** The frame of a screen is out. */
export const shown = (screen: string): MachineEvent => ({type: 'screen.shown', screen});

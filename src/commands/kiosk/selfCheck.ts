import type {MachineEvent, TerminalFault} from '../../machines/events.ts';
import type {Alive, Client} from '../../window/client.ts';
import type {Postman} from '../../window/delivery.ts';
import type {ClockGuard} from './clockGuard.ts';

export interface SelfCheckParts {
	/** What is wrong with the terminal or the reader service, known without asking anybody. */
	readonly faultAtHand: () => TerminalFault | undefined;
	/** Whether the running program is one that may serve here (S004-026); known once for all. */
	readonly isGenuine: () => Promise<boolean>;
	readonly client: Pick<Client, 'alive'>;
	readonly postman: Pick<Postman, 'waiting'>;
	readonly clock: ClockGuard;
	readonly allowedSkewMs: number;
}

/**
 * The self-diagnosis of 準備中: terminal, reader service, own program, outbox, window, clock, in this order. A clock that
 * agrees with the window's is trusted from then on. Throws when the outbox cannot be read.
 */
export async function selfCheck(parts: SelfCheckParts, left: AbortSignal): Promise<MachineEvent> {
	const fault = parts.faultAtHand();
	if (fault) return {type: 'terminal.failed', cause: fault};
	if (!(await parts.isGenuine())) return {type: 'terminal.failed', cause: 'software'};
	await parts.postman.waiting();
	const alive = await parts.client.alive(left);
	const event = eventOf(alive, parts.allowedSkewMs);
	if (event.type === 'terminal.ready') parts.clock.trust();
	return event;
}

function eventOf(alive: Alive, allowedSkewMs: number): MachineEvent {
	switch (alive.status) {
		case 'alive':
			return Math.abs(alive.skewMs) > allowedSkewMs
				? {type: 'terminal.failed', cause: 'clock'}
				: {type: 'terminal.ready'};
		case 'busy':
		case 'serviceError':
			return {type: 'terminal.failed', cause: alive.status};
		case 'unreachable':
			return {type: 'terminal.failed', cause: 'window', unreachable: alive.cause};
	}
}

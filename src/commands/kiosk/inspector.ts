import type {ActorRefLike, InspectionEvent} from 'xstate';
import {isRecorded, redactEvent} from '../../journal/redact.ts';
import type {MachineEvent} from '../../machines/events.ts';

/** The version of the messages, as @statelyai/inspect writes them (its package version). */
const protocolVersion = '0.7.2';

/** Messages kept while nobody listens yet. */
const mostWaiting = 1000;

export interface Inspector {
	readonly inspect: (event: InspectionEvent) => void;
	close(): void;
}

/**
 * Tells an inspector of the XState ecosystem, such as the server of @statelyai/inspect, what the machines do. For
 * development: only the demo has it. Contexts are left out and events redacted as in a journal.
 * @param url a WebSocket on this machine
 */
export function openInspector(url: string): Inspector {
	const socket = new WebSocket(url);
	const waiting: string[] = [];
	socket.onopen = () => {
		for (const text of waiting.splice(0)) socket.send(text);
	};
	return {
		inspect(inspected) {
			const message = messageOf(inspected);
			if (!message) return;
			const text = JSON.stringify({
				...message,
				id: null,
				_version: protocolVersion,
				createdAt: `${Date.now()}`,
			});
			if (socket.readyState === WebSocket.OPEN) socket.send(text);
			else if (waiting.length < mostWaiting) waiting.push(text);
		},
		close: () => socket.close(),
	};
}

function messageOf(inspected: InspectionEvent): object | undefined {
	const {rootId} = inspected;
	const actor = inspected.actorRef as Actor;
	const {sessionId} = actor;
	switch (inspected.type) {
		case '@xstate.actor':
			return {
				type: inspected.type,
				name: actor.id,
				definition: JSON.stringify(actor.logic?.config ?? {id: actor.id}),
				rootId,
				...(actor._parent && {parentId: actor._parent.sessionId}),
				sessionId,
				// Its first state comes with its first snapshot; until then it cannot be asked.
				snapshot: {status: 'active', context: {}},
			};
		case '@xstate.event':
			return {
				type: inspected.type,
				event: bareEvent(inspected.event),
				...(inspected.sourceRef && {sourceId: inspected.sourceRef.sessionId}),
				sessionId,
				rootId,
			};
		case '@xstate.snapshot':
			return {
				type: inspected.type,
				event: bareEvent(inspected.event),
				snapshot: bareSnapshot(inspected.snapshot),
				sessionId,
				rootId,
			};
		default:
			return undefined;
	}
}

/** What the protocol asks of an actor beyond its public type. */
interface Actor extends ActorRefLike {
	readonly id: string;
	readonly _parent?: {readonly sessionId: string};
	readonly logic?: {readonly config?: object};
}

function bareSnapshot(snapshot: unknown): object {
	const {status, value} = snapshot as {readonly status: string; readonly value?: unknown};
	return {status, ...(value !== undefined && {value}), context: {}};
}

/** An event of the runtime by its name: its output may hold what a journal must not. */
function bareEvent(event: {readonly type: string}): object {
	return isRecorded(event.type) ? redactEvent(event as MachineEvent, 0) : {type: event.type};
}

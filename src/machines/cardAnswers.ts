import type {CardEvent} from './events.ts';

type EventOf<Type extends CardEvent['type']> = Extract<CardEvent, {readonly type: Type}>;

/** What is remembered of a card that could not be looked at, where the setup has `rememberAbsent` and `rememberKind`. */
export const absentCause = {
	type: 'rememberAbsent',
	params: ({event}: {readonly event: EventOf<'card.absent'>}) => ({cause: event.cause}),
} as const;
/** It is in, and says nothing. */
export const muteCause = {type: 'rememberAbsent', params: {cause: 'mute'}} as const;
/** It was taken out. */
export const goneCause = {type: 'rememberAbsent', params: {cause: 'noCard'}} as const;
/** A card of another kind. */
export const otherKind = {
	type: 'rememberKind',
	params: ({event}: {readonly event: EventOf<'card.other'>}) => ({kind: event.kind}),
} as const;
/** A card of the right kind that is another than before. */
export const changedKind = {type: 'rememberKind', params: {kind: 'other'}} as const;

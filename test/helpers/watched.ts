import type {ActorRefFrom, AnyActorLogic, InspectionEvent} from 'xstate';

/** What machines do that no screen shows. */
export interface Watched {
	/** What they were told to do, in its order: the names of actions, with what they were given. */
	readonly done: ReadonlyArray<{readonly type: string; readonly params: unknown}>;
	/** The devices that are at work, with what they were told. */
	atWork(): ReadonlyArray<{readonly device: string; readonly input: unknown}>;
}

/** For an actor's `inspect`: writes down what it and its children do. */
export function watch(): Watched & {readonly inspect: (event: InspectionEvent) => void} {
	const done: Array<{type: string; params: unknown}> = [];
	const started: ActorRefFrom<AnyActorLogic>[] = [];
	return {
		done,
		atWork: () =>
			started
				.map(actor => ({actor, snapshot: actor.getSnapshot()}))
				.filter(({snapshot}) => !('machine' in snapshot) && snapshot.status === 'active')
				.map(({actor, snapshot}) => ({device: String(actor.src), input: snapshot.input})),
		inspect(event) {
			if (event.type === '@xstate.action') done.push({type: event.action.type, params: event.action.params});
			if (event.type === '@xstate.actor') started.push(event.actorRef as ActorRefFrom<AnyActorLogic>);
		},
	};
}

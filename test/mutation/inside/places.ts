import {type AnyStateMachine, createMachine, type EventObject, StateNode} from 'xstate';
import {pass} from './switch.ts';

/*
 * Tells the switch what of a machine a test comes to. A machine's configuration is read while programs load, so that its
 * mutants are no place in a running program: who enters a state, or sends it an event, is who can notice them.
 * `kiosk:session.menu` is a state, `kiosk:session.menu card.left` an event that it is asked about, `kiosk card.left` an
 * event that any state of the machine is asked about.
 */

// Not among its declared methods: asked of a state, and then of those around it, what it does about an event.
const asked = StateNode.prototype as unknown as {
	next: (this: StateNode, snapshot: unknown, event: EventObject) => unknown;
};
const {next} = asked;
asked.next = function (snapshot, event) {
	const {machine, path} = this;
	pass(() => [`${machine.id}:${path.join('.')} ${event.type}`, `${machine.id} ${event.type}`]);
	return next.call(this, snapshot, event);
};

const Machine = Object.getPrototypeOf(createMachine({})) as AnyStateMachine;
for (const name of ['transition', 'getInitialSnapshot', 'restoreSnapshot'] as const) {
	const own = Machine[name] as (...of: unknown[]) => {readonly _nodes?: readonly StateNode[]};
	Object.assign(Machine, {
		[name](this: AnyStateMachine, ...of: unknown[]) {
			const snapshot = own.apply(this, of);
			pass(() => (snapshot._nodes ?? []).map(({path}) => `${this.id}:${path.join('.')}`));
			return snapshot;
		},
	});
}

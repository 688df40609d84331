import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type ActorRef, type AnyMachineSnapshot, createActor, createMachine} from 'xstate';
import type {DeviceParts} from '../../src/commands/kiosk/deviceParts.ts';
import {passwordChangeWithDevices} from '../../src/commands/kiosk/passwordDevices.ts';
import {PasswordSlot} from '../../src/keys/slot.ts';
import {PasswordVault} from '../../src/keys/vault.ts';
import type {MachineEvent} from '../../src/machines/events.ts';

/** Where a password may be kept: while it is typed, used, or asked about. */
const keeping = ['typing', 'changing', 'unknown', 'telling'];

const look: readonly MachineEvent[] = [
	{type: 'card.ready', triesLeft: 5},
	{type: 'card.ready', triesLeft: 1},
	{type: 'card.blocked'},
	{type: 'card.absent', cause: 'noCard'},
];
const change: readonly MachineEvent[] = [
	{type: 'card.passwordChanged'},
	{type: 'card.passwordChanged'},
	{type: 'card.passwordKept'},
	{type: 'card.changeUnknown'},
	{type: 'card.wrongPassword', triesLeft: 4},
	{type: 'card.wrongPassword', triesLeft: 1},
	{type: 'card.failed'},
	{type: 'card.blocked'},
	{type: 'password.refused', fault: 'birthDate'},
];
const tell: readonly MachineEvent[] = [
	{type: 'card.passwordChanged'},
	{type: 'card.passwordKept'},
	{type: 'card.changeUnknown'},
	{type: 'card.changed'},
];
const said = [
	{type: 'user.ok'},
	{type: 'user.back'},
	{type: 'user.cancel'},
	{type: 'user.choose', choice: 'signing'},
	{type: 'card.left'},
	{type: 'reader.stuck'},
] as const;

type Step =
	| {readonly does: 'say'; readonly event: (typeof said)[number]}
	/** Types into the active field and presses its OK. */
	| {readonly does: 'fill'; readonly text: string};

const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 2, arbitrary: fc.constantFrom(...said).map(event => ({does: 'say', event}) as const)},
	{
		weight: 3,
		arbitrary: fc
			.constantFrom('K7M2X9', 'K7M2X9', 'DEMO2026', 'AAA111', '')
			.map(text => ({does: 'fill', text}) as const),
	},
);

/** All three fields as they should be. */
const through: readonly Step[] = ['DEMO2026', 'K7M2X9', 'K7M2X9'].map(text => ({does: 'fill', text}));

type Child = ActorRef<AnyMachineSnapshot, MachineEvent>;

test('T-18 whatever is done in whatever order, a password is kept only where it is typed, used or asked about', async () => {
	const visited = new Set<string>();
	let changes = 0;
	await fc.assert(
		fc.asyncProperty(
			fc
				.array(
					fc.oneof(
						step.map(one => [one]),
						fc.constant(through),
					),
					{minLength: 8, maxLength: 30},
				)
				.map(all => all.flat()),
			fc.infiniteStream(fc.nat({max: 999})),
			async (steps, chance) => {
				const one = (events: readonly MachineEvent[]) =>
					events[(chance.next().value as number) % events.length] as MachineEvent;
				const slot = new PasswordSlot();
				const vault = new PasswordVault(slot);
				const faults: unknown[] = [];
				const machine = passwordChangeWithDevices({
					slot,
					vault,
					desk: {leave: async () => slot.empty()},
					passwordDesk: {
						look: async () => one(look),
						change: async () => {
							changes++;
							return one(change);
						},
						tell: async () => one(tell),
						forget: () => undefined,
					},
					report: (error: unknown) => void faults.push(error),
				} as unknown as DeviceParts);
				const kiosk = createActor(
					createMachine({invoke: {id: 'procedure', src: machine, input: {}}, on: {'*': {}}}),
				).start();
				const child = () => kiosk.getSnapshot().children.procedure as unknown as Child | undefined;
				const deepest = () =>
					(Object.values(child()?.getSnapshot().children ?? {}).find(
						each => (each as {id?: string}).id === 'newPassword',
					) ?? child()) as Child | undefined;
				const settle = async () => {
					for (let turn = 0; turn < 6; turn++) {
						for (const screen of ['changingPassword', 'tellingPassword']) {
							deepest()?.send({type: 'screen.shown', screen});
						}
						await new Promise(resolve => setImmediate(resolve));
					}
				};
				try {
					child()?.send({type: 'user.choose', choice: 'signing'});
					child()?.send({type: 'user.ok'});
					await settle();
					for (const each of steps) {
						const at = child();
						if (at?.getSnapshot().status !== 'active') break;
						if (each.does === 'fill') {
							for (const sign of each.text) slot.append(sign.charCodeAt(0));
							deepest()?.send({type: 'user.ok'});
						} else if (each.event.type.startsWith('user.')) {
							deepest()?.send(each.event);
						} else {
							at.send(each.event);
						}
						await settle();
						const value = child()?.getSnapshot().value;
						if (value === undefined) break;
						const [place = ''] = typeof value === 'string' ? [value] : Object.keys(value as object);
						visited.add(place);
						if (keeping.includes(place)) continue;
						for (const kept of ['current', 'next'] as const) {
							expect(
								vault.lend(kept, () => undefined),
								`${kept} at ${place}`,
							).toBe(false);
						}
					}
					expect(faults).toEqual([]);
				} finally {
					kiosk.stop();
				}
			},
		),
		{numRuns: 60, seed: 20_261_122},
	);
	// `changing` and `telling` last no longer than their device, which answers at once here.
	expect([...visited]).toEqual(expect.arrayContaining(['typing', 'unknown', 'guide', 'finished']));
	expect(changes).toBeGreaterThan(20);
});

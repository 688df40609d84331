import {expect, test} from 'vitest';
import {createActor} from 'xstate';
import type {DeviceParts} from '../../src/commands/kiosk/deviceParts.ts';
import {withDevices} from '../../src/commands/kiosk/devices.ts';
import {SteppedClock} from '../../src/journal/clock.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {deepestActor, viewOf} from '../../src/machines/view.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {sampleApplication} from '../helpers/kiosk.ts';

/** The kiosk as it is joined for a citizen, with devices that were asked and have not answered yet. */
function joinedKiosk() {
	const unanswered = new Promise<never>(() => undefined);
	const ask = () => unanswered;
	const parts = {
		reader: {watch: () => () => undefined},
		desk: {
			look: ask,
			check: ask,
			importCertificate: ask,
			lookAgain: ask,
			sign: ask,
			leave: () => Promise.resolve(),
		},
		slot: {examine: () => undefined, empty: () => undefined},
		client: {alive: ask},
		postman: {settle: ask, waiting: ask, deliver: ask, ask},
		isGenuine: async () => true,
		vault: {empty: () => undefined},
		passwordDesk: {forget: () => undefined},
		clock: {hasStepped: () => false},
		servicePlan: defaultSettings,
		setTimer: () => () => undefined,
		terminalFault: () => undefined,
		staffDesk: {},
		now: () => new Date(0),
		report: (error: unknown) => {
			throw error;
		},
	} as unknown as DeviceParts;
	const clock = new SteppedClock();
	const kiosk = createActor(withDevices(parts), {
		clock: clock as never,
		input: {language: 'ja', procedures: ['revocation'], timeScale: 1},
	}).start();
	return {
		hears: (...events: MachineEvent[]) => {
			for (const event of events) deepestActor(kiosk).send(event);
		},
		waits: (milliseconds: number) => clock.advanceTo(clock.now() + milliseconds),
		view: () => viewOf(kiosk.getSnapshot()),
	};
}

const toChecking: readonly MachineEvent[] = [
	{type: 'user.ok'},
	{type: 'user.choose', choice: 'revocation'},
	{type: 'terminal.ready'},
	{type: 'user.ok'},
	{type: 'card.ready', triesLeft: 5},
	{type: 'user.ok'},
	{type: 'password.wellFormed'},
];
const toConfirmImport: readonly MachineEvent[] = [
	...toChecking,
	{type: 'card.verified'},
	{type: 'card.imported', certificate: ''},
	{type: 'application.drawn', application: sampleApplication},
];

test('G-01 with real devices too, what holds is never ended by idleness', () => {
	const {hears, waits, view} = joinedKiosk();
	hears(...toChecking);
	// Not shown yet, so that no deadline of the card runs: only the idle time could end it.
	waits(600_000);
	expect(view()).toMatchObject({screen: 'checkingPassword', cover: undefined});
});

test('T-23 with real devices too, a screen with personal data warns after 60 s', () => {
	const {hears, waits, view} = joinedKiosk();
	hears(...toConfirmImport);
	waits(59_999);
	expect(view()).toMatchObject({screen: 'confirmImport', cover: undefined});
	waits(1);
	expect(view()).toMatchObject({screen: 'confirmImport', cover: 'idleWarning'});
});

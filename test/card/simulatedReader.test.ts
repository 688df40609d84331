import {expect, test} from 'vitest';
import type {ReaderChange} from '../../src/card/reader.ts';
import {SimulatedCard} from '../../src/card/simulated/card.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {HandTimer} from './cards.ts';

const reader = 'Simulated reader';

test('tells its present state at once, then each change once', () => {
	const simulated = new SimulatedReader();
	const seen: ReaderChange[] = [];
	const end = simulated.watch(change => seen.push(change));
	simulated.insert(new SimulatedCard(new Map()));
	simulated.unplug();
	simulated.unplug();
	simulated.plug();
	simulated.stopService();
	simulated.startService();
	simulated.pull();
	simulated.pull();
	end();
	simulated.insert(new SimulatedCard(new Map()));
	expect(seen).toEqual([
		{status: 'empty', reader},
		{status: 'present', reader},
		{status: 'noReader'},
		{status: 'present', reader},
		{status: 'noService'},
		{status: 'present', reader},
		{status: 'empty', reader},
	]);
});

test('tells a silent card as stuck after its deadline, and as present once it answered late', async () => {
	const timer = new HandTimer();
	const simulated = new SimulatedReader({timer, commandMs: 10_000});
	simulated.insert(new SimulatedCard(new Map()));
	simulated.faults = {before: () => 'mute'};
	const seen: string[] = [];
	simulated.watch(({status}) => seen.push(status));
	const connected = await simulated.connect();
	if (connected.status !== 'connected') throw new Error(connected.cause);
	const transmitting = connected.card.transmit(Uint8Array.of(0, 0xa4, 0, 0));
	expect(seen).toEqual(['present']);
	timer.goOff();
	expect(await transmitting).toEqual({status: 'stuck'});
	await connected.card.close();
	simulated.answerLate();
	expect(seen).toEqual(['present', 'stuck', 'present']);
});

test('a silent card that is taken out is told as left, not as stuck', async () => {
	const timer = new HandTimer();
	const simulated = new SimulatedReader({timer});
	simulated.insert(new SimulatedCard(new Map()));
	simulated.faults = {before: () => 'mute'};
	const connected = await simulated.connect();
	if (connected.status !== 'connected') throw new Error(connected.cause);
	const transmitting = connected.card.transmit(Uint8Array.of(0, 0xa4, 0, 0));
	simulated.pull();
	expect(await transmitting).toEqual({status: 'left'});
	expect(await simulated.connect()).toEqual({status: 'absent', cause: 'noCard'});
	expect(timer.waitingMs).toEqual([]);
});

test('answers nothing on a connection that is closed', async () => {
	const simulated = new SimulatedReader();
	simulated.insert(new SimulatedCard(new Map()));
	const connected = await simulated.connect();
	if (connected.status !== 'connected') throw new Error(connected.cause);
	await connected.card.close();
	await connected.card.close();
	expect(await connected.card.transmit(Uint8Array.of(0, 0xa4, 0, 0))).toEqual({status: 'left'});
});

import type * as Files from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test, vi} from 'vitest';
import type {Result} from '../../src/domain/receipt.ts';
import type {Client} from '../../src/window/client.ts';
import {createPostman, type Delivery, type Parcel, type Postman} from '../../src/window/delivery.ts';
import {openOutbox} from '../../src/window/outbox.ts';
import {stateFolder} from '../helpers/headlessKiosk.ts';
import {Boot, type PowerCut} from './power.ts';
import {contradictions, newParcel, openStation, type Station} from './station.ts';

/** The life that counts what is done in a folder as its steps; the window in this process has files of its own. */
const life = vi.hoisted(() => ({
	boot: undefined as Boot | undefined,
	folder: '',
	openFiles: new Set<Files.FileHandle>(),
}));

vi.mock('node:fs/promises', async original => {
	const fs: typeof Files = await original();
	return {...fs, ...withSteps(fs)};
});

/** The calls by which the outbox touches the disk, each with a step before and after; a write also in its middle. */
function withSteps(fs: typeof Files): Partial<typeof Files> {
	const bootOf = (path: unknown) => (String(path).startsWith(life.folder) ? life.boot : undefined);
	const counted = <Name extends 'mkdir' | 'rename' | 'rm' | 'readdir' | 'readFile'>(name: Name) =>
		((...given: unknown[]) => {
			const work = fs[name] as (...given: unknown[]) => Promise<unknown>;
			return bootOf(given[0])?.around(name, work)(...given) ?? work(...given);
		}) as (typeof Files)[Name];
	return {
		mkdir: counted('mkdir'),
		rename: counted('rename'),
		rm: counted('rm'),
		readdir: counted('readdir'),
		readFile: counted('readFile'),
		open: (async (...given: Parameters<typeof Files.open>) => {
			const boot = bootOf(given[0]);
			if (!boot) return fs.open(...given);
			await boot.step('before open');
			const file = await fs.open(...given);
			life.openFiles.add(file);
			await boot.step('after open');
			return {
				writeFile: async (content: string) => {
					await boot.step('before write');
					if (boot.isLastStepBefore) await file.writeFile(content.slice(0, content.length / 2));
					await boot.step('amid write');
					await file.writeFile(content);
					await boot.step('after write');
				},
				chown: boot.around('chown', (uid: number, gid: number) => file.chown(uid, gid)),
				sync: boot.around('sync', () => file.sync()),
				close: boot.around('close', async () => {
					life.openFiles.delete(file);
					await file.close();
				}),
			};
		}) as unknown as typeof Files.open,
	};
}

/** What goes at a step: the kiosk, the window, both at once, or only the connections between them. */
const cuts: Readonly<Record<string, (station: Station) => Omit<PowerCut, 'at'>>> = {
	kiosk: ({wire}) => ({stops: true, strike: async () => wire.cut()}),
	window: station => ({stops: false, strike: () => station.restartWindow()}),
	'kiosk and window': station => ({
		stops: true,
		strike: async () => {
			station.wire.cut();
			await station.restartWindow();
		},
	}),
	connection: ({wire}) => ({stops: false, strike: async () => wire.cut()}),
};

test.each(Object.entries(cuts))(
	'T-01 the %s cut at every step of a delivery leaves one application or none, and nothing else is ever shown',
	async (_name, cutOf) => {
		const places: string[] = [];
		for (let at = 1; ; at++) {
			const {cutAt, ...outcome} = await oneDelivery(at, cutOf);
			expect({at, cutAt, ...outcome}).toEqual({
				at,
				cutAt,
				contradictions: [],
				isForgotten: false,
				documents: expect.any(Number),
				left: 0,
			});
			expect(outcome.documents).toBeLessThanOrEqual(1);
			if (cutAt === undefined) break;
			places.push(cutAt);
		}
		expect(new Set(places)).toEqual(new Set([...new Set(places), ...mustHaveBeenCut]));
	},
	120_000,
);

/** Places that a delivery cannot do without: a sweep that misses one of them watches the wrong thing. */
const mustHaveBeenCut = [
	'before open',
	'amid write',
	'before sync',
	'after rename',
	'before submit',
	'before a piece to the window',
	'after a piece to the window',
	'before a piece to the kiosk',
	'after submit',
	'before rm',
	'after rm',
];

/** Delivers one application with a cut at a step, starts again what was cut, and asks until nothing is left. */
async function oneDelivery(at: number, cutOf: (station: Station) => Omit<PowerCut, 'at'>) {
	const station = await openStation();
	const folder = join(stateFolder(), 'outbox');
	const parcel = await newParcel();
	const shown: Result[] = [];

	const cut = Promise.withResolvers<void>();
	const {stops, strike} = cutOf(station);
	let struck = Promise.resolve();
	const boot = new Boot({
		at,
		stops,
		strike: async () => {
			struck = strike();
			await struck;
			if (stops) cut.resolve();
		},
	});
	Object.assign(life, {boot, folder});
	station.wire.carry = async (piece, direction, forward) => {
		await boot.step(`before a piece ${direction}`);
		forward(piece);
		await boot.step(`after a piece ${direction}`);
	};
	const postman = createPostman({
		client: withClientSteps(station.client(), boot),
		outbox: openOutbox(folder),
	});
	await Promise.race([deliver(postman, parcel, shown), cut.promise]);
	// A delivery whose connection broke may have asked in vain while the window was still coming back.
	await struck;

	life.boot = undefined;
	// As the system does for a process that is gone.
	for (const file of life.openFiles) await file.close();
	life.openFiles.clear();
	station.wire.carry = async (piece, _direction, forward) => forward(piece);
	const restarted = createPostman({client: station.client(), outbox: openOutbox(folder)});
	for (const entry of (await restarted.waiting()).entries) show(await restarted.ask(entry), shown);
	return {
		cutAt: boot.cutAt,
		contradictions: contradictions(shown, station.revocations()),
		// Only a cut between striking out and showing may leave an accepted request that nobody hears of.
		isForgotten: station.revocations() > 0 && shown.length === 0 && boot.cutAt !== 'after rm',
		documents: station.documents(),
		left: await restarted.settle(),
	};
}

/** Sends once, then asks three times at most: what `sending` and `inquiring` do (design 2). */
async function deliver(postman: Postman, parcel: Parcel, shown: Result[]): Promise<void> {
	if (show(await postman.deliver(parcel), shown)) return;
	for (let asked = 0; asked < 3; asked++) if (show(await postman.ask(parcel), shown)) return;
}

function show(delivery: Delivery, shown: Result[]): boolean {
	if (delivery.status !== 'answered') return false;
	shown.push(delivery.receipt.result);
	return true;
}

function withClientSteps(client: Client, boot: Boot): Client {
	return {
		alive: client.alive,
		submit: boot.around('submit', client.submit),
		inquire: boot.around('inquire', client.inquire),
	};
}

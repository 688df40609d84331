import {Database} from 'bun:sqlite';
import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {headRecords} from '../../src/window/headRecords.ts';
import {openRegistry} from '../../src/window/registry.ts';
import {resetRecords} from '../../src/window/resetRecords.ts';
import {openStore, type Store, type Transaction} from '../../src/window/store.ts';
import {midnight, noon} from './fakes.ts';
import {testFolder} from './testWindow.ts';

describe('a store', () => {
	test.each(['mysql://127.0.0.1/window', 'window.sqlite', 'not-postgres://127.0.0.1/window', ''])(
		'is none of the two kinds when it is named %s',
		async location => {
			await expect(openStore(location)).rejects.toThrow('A store is named as');
		},
	);

	test.each(['postgres', 'postgresql'])('of %s that does not answer cannot be opened', async kind => {
		await expect(openStore(`${kind}://127.0.0.1:1/window`)).rejects.toThrow('cannot be opened');
	});

	test('that is a file of something else cannot be opened', async () => {
		const file = join(testFolder(), 'store.sqlite');
		writeFileSync(file, 'no database '.repeat(1000));
		await expect(openStore(`sqlite:${file}`)).rejects.toThrow('cannot be opened');
	});

	test('in memory leaves no file', async () => {
		const store = await openStore('sqlite::memory:');
		await store.close();
		expect(existsSync(':memory:')).toBe(false);
	});

	test('waits for another process, and has on disk what it committed', async () => {
		const {store} = await fileStore();
		const settings = await store.transaction(async tx => [
			...(await tx`PRAGMA busy_timeout`),
			...(await tx`PRAGMA synchronous`),
		]);
		// SQLite's manual: 2 is FULL.
		expect(settings).toEqual([{timeout: 5000}, {synchronous: 2}]);
	});
});

describe('T-10 T-21 T-22 before it reads what it judges by, no other process can write', () => {
	test('a decision on a reset', async () => {
		const {store, isHeld} = await fileStore();
		expect(await resetRecords(store)(async () => isHeld())).toBe(true);
		expect(isHeld()).toBe(false);
	});

	test('the issue of lists', async () => {
		const {file, isHeld} = await fileStore();
		const registry = await openRegistry(`sqlite:${file}`, () => '');
		onTestFinished(() => registry.close());
		const held: boolean[] = [];
		await registry.issueLists({
			issuers: [],
			calendar: midnight,
			sign: () => new Uint8Array(),
			now: () => {
				held.push(isHeld());
				return noon;
			},
		});
		expect(held).toEqual([true]);
	});

	test('a head of an audit, and the end of an audit', async () => {
		const {store, isHeld} = await fileStore();
		const held: boolean[] = [];
		const watched: Store = {
			...store,
			transaction: work =>
				store.transaction(tx => {
					const watching = (words: TemplateStringsArray, ...values: unknown[]) => {
						if (/^\s*SELECT/.test(words[0] ?? '')) held.push(isHeld());
						return tx(words, ...values);
					};
					return work(watching as unknown as Transaction);
				}),
		};
		const heads = headRecords(watched);
		await heads.take({at: noon.toISOString(), count: 1, hash: '0'.repeat(64), key: 'first'}, 'A1', noon);
		expect(held.length).toBeGreaterThan(0);
		const taken = held.length;
		await heads.close('A1', noon);
		expect(held.length).toBeGreaterThan(taken);
		expect(new Set(held)).toEqual(new Set([true]));
	});
});

/** A store in a file, and whether another process that does not wait finds it held. */
async function fileStore() {
	const file = join(testFolder(), 'store.sqlite');
	const store = await openStore(`sqlite:${file}`);
	const other = new Database(file);
	onTestFinished(async () => {
		other.close();
		await store.close();
	});
	const isHeld = () => {
		try {
			other.run('BEGIN IMMEDIATE');
			other.run('ROLLBACK');
			return false;
		} catch {
			return true;
		}
	};
	return {file, store, isHeld};
}

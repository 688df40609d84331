import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {openOutbox} from '../../src/window/outbox.ts';
import {parcelOf} from './fakes.ts';
import {testFolder} from './testWindow.ts';

/** A parcel without its document: what the outbox knows. */
function entryOf(sentAt?: Date) {
	const {cms: _cms, ...entry} = parcelOf({}, sentAt);
	return entry;
}

describe('the outbox', () => {
	test('is empty before its folder is there', async () => {
		const content = await openOutbox(join(testFolder(), 'outbox')).list();
		expect(content).toEqual({entries: [], unreadable: []});
	});

	test('lists what was added until it is struck out, the oldest first, also when opened again', async () => {
		const folder = join(testFolder(), 'outbox');
		const [second, first] = [entryOf(new Date(2000)), entryOf(new Date(1000))];
		expect(await openOutbox(folder).add(second)).toBe(true);
		expect(await openOutbox(folder).add(first)).toBe(true);
		expect((await openOutbox(folder).list()).entries).toEqual([first, second]);
		await openOutbox(folder).strike(first);
		await openOutbox(folder).strike(first);
		expect((await openOutbox(folder).list()).entries).toEqual([second]);
	});

	test('lists many in the order in which they were sent, whatever their files are called', async () => {
		const folder = join(testFolder(), 'outbox');
		const sent = Array.from({length: 12}, (_, nth) => entryOf(new Date(1000 * (nth + 1))));
		for (const entry of sent.toReversed()) await openOutbox(folder).add(entry);
		expect((await openOutbox(folder).list()).entries).toEqual(sent);
	});

	test('does not take the same document twice, and keeps when it was first sent', async () => {
		const outbox = openOutbox(testFolder());
		const entry = entryOf(new Date(1000));
		await outbox.add(entry);
		expect(await outbox.add({...entry, sentAt: new Date(2000).toISOString()})).toBe(false);
		expect((await outbox.list()).entries).toEqual([entry]);
	});

	test('T-02 holds no personal data, and the request identifier in no file name', async () => {
		const folder = join(testFolder(), 'outbox');
		const parcel = parcelOf({name: '吉田 太郎'});
		await openOutbox(folder).add(parcel);
		const [name = ''] = readdirSync(folder);
		expect(name).not.toContain(parcel.requestId);
		const content = JSON.parse(readFileSync(join(folder, name), 'utf8'));
		expect(Object.keys(content).sort()).toEqual(['digest', 'procedure', 'requestId', 'sentAt']);
		expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
		expect(statSync(folder).mode & 0o777).toBe(0o700);
	});

	test('names torn and foreign files and reads the rest', async () => {
		const folder = testFolder();
		const outbox = openOutbox(folder);
		const entry = entryOf();
		await outbox.add(entry);
		const text = readFileSync(join(folder, `${entry.digest}.json`), 'utf8');
		const foreign: Record<string, string> = {
			'a torn.json': text.slice(0, 40),
			'b empty.json': '',
			'c renamed.json': text,
			'd null.json': 'null',
			'e when.json': text.replace(/"sentAt":"[^"]*"/, '"sentAt":"soon"'),
		};
		for (const [name, content] of Object.entries(foreign)) writeFileSync(join(folder, name), content);
		mkdirSync(join(folder, 'f folder'));
		expect(await outbox.list()).toEqual({
			entries: [entry],
			unreadable: [...Object.keys(foreign), 'f folder'],
		});
	});

	test.each([
		['no time', {sentAt: undefined}],
		['a number for a time', {sentAt: 1000}],
		['a time that is none', {sentAt: 'soon'}],
		['a request that is none', {procedure: 'reissue'}],
		['something more', {name: 'x'}],
	])('names a file in its place that holds %s', async (_what, bend) => {
		const folder = testFolder();
		const entry = entryOf();
		writeFileSync(join(folder, `${entry.digest}.json`), JSON.stringify({...entry, ...bend}));
		expect(await openOutbox(folder).list()).toEqual({entries: [], unreadable: [`${entry.digest}.json`]});
	});

	test('T-01 passes over a note that a crash cut off before it was in place: its document was never sent', async () => {
		const folder = testFolder();
		const entry = entryOf();
		await openOutbox(folder).add(entry);
		writeFileSync(join(folder, `${entry.digest}.json.0123456789ab.tmp`), '{"requestId":');
		expect(await openOutbox(folder).list()).toEqual({entries: [entry], unreadable: []});
	});

	test('says so when it cannot be written', async () => {
		const file = join(testFolder(), 'a file');
		writeFileSync(file, '');
		chmodSync(file, 0o600);
		await expect(openOutbox(join(file, 'outbox')).add(entryOf())).rejects.toThrow();
	});
});

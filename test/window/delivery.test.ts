import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {createPostman} from '../../src/window/delivery.ts';
import {openOutbox} from '../../src/window/outbox.ts';
import type {WindowOptions} from '../../src/window/server.ts';
import {fakeDocument, fakeJudge, parcelOf} from './fakes.ts';
import {testClient, testFolder, testWindow} from './testWindow.ts';
import {tlsFiles} from './tlsFiles.ts';

/** A window that counts what was posted to it, and a kiosk's postman with an outbox of its own. */
async function testDelivery(around?: WindowOptions['around'], options: Partial<WindowOptions> = {}) {
	const posted: string[] = [];
	const window = await testWindow({
		...options,
		around: (request, handle) => {
			posted.push(new URL(request.url).pathname);
			return around ? around(request, handle) : handle();
		},
	});
	const folder = join(testFolder(), 'outbox');
	const outbox = openOutbox(folder);
	return {window, posted, folder, outbox, postman: createPostman({client: testClient(window.url), outbox})};
}

/** An answer that breaks off before its first byte. */
function cut(): Response {
	const stream = new ReadableStream({pull: () => Promise.reject(new Error('cut by the test'))});
	return new Response(stream, {headers: {'Content-Length': '100'}});
}

const isSubmission = (request: Request) => request.url.endsWith('/v1/applications');

describe('a delivery', () => {
	test('T-01 is noted before it is sent, and struck out by the receipt', async () => {
		const notedAtArrival: number[] = [];
		const {postman, outbox} = await testDelivery(async (_request, handle) => {
			notedAtArrival.push((await outbox.list()).entries.length);
			return handle();
		});
		expect(await postman.deliver(parcelOf())).toMatchObject({
			status: 'answered',
			receipt: {result: 'accepted'},
		});
		expect(notedAtArrival).toEqual([1]);
		expect(await postman.waiting()).toEqual({entries: [], unreadable: []});
	});

	test.each([
		{
			description: 'a service error before storing',
			around: async () => new Response('', {status: 500}),
			cause: 'serviceError',
			result: 'not-received',
		},
		{
			description: 'a busy window',
			around: async () => new Response('', {status: 503}),
			cause: 'busy',
			result: 'not-received',
		},
		{description: 'a cut before storing', around: async () => cut(), cause: 'cut', result: 'not-received'},
		{
			description: 'a cut after storing',
			around: async (_request: Request, handle: () => Promise<Response>) => {
				await handle();
				return cut();
			},
			cause: 'cut',
			result: 'accepted',
		},
		{
			description: 'garbage after storing',
			around: async (_request: Request, handle: () => Promise<Response>) => {
				await handle();
				return new Response('garbage', {headers: {'Content-Type': 'application/cms'}});
			},
			cause: 'notBelieved',
			result: 'accepted',
		},
	])(
		'T-01 that meets $description stays noted, is not sent again, and is asked about: $result',
		async ({around, cause, result}) => {
			const {postman, posted} = await testDelivery((request, handle) =>
				isSubmission(request) ? around(request, handle) : handle(),
			);
			const {cms, ...entry} = parcelOf();
			expect(await postman.deliver({...entry, cms})).toEqual({status: 'noReceipt', cause});
			expect((await postman.waiting()).entries).toEqual([entry]);
			expect(await postman.ask(entry)).toMatchObject({status: 'answered', receipt: {result}});
			expect((await postman.waiting()).entries).toEqual([]);
			expect(posted).toEqual(['/v1/applications', '/v1/inquiries']);
		},
	);

	test('T-01 keeps an entry while inquiries bring no receipt', async () => {
		const {postman} = await testDelivery(async () => new Response('', {status: 503}));
		const parcel = parcelOf();
		await postman.deliver(parcel);
		expect(await postman.ask(parcel)).toEqual({status: 'noReceipt', cause: 'busy'});
		expect((await postman.waiting()).entries).toHaveLength(1);
	});

	test('T-01 that is noted already is asked about, never posted', async () => {
		const {postman, posted, outbox} = await testDelivery();
		const parcel = parcelOf();
		await outbox.add(parcel);
		expect(await postman.deliver(parcel)).toMatchObject({
			status: 'answered',
			receipt: {result: 'not-received'},
		});
		expect(posted).toEqual(['/v1/inquiries']);
	});

	test('T-01 is not sent when it cannot be noted', async () => {
		const {postman, posted, folder} = await testDelivery();
		writeFileSync(folder, 'a file where the folder should be');
		expect(await postman.deliver(parcelOf())).toEqual({status: 'notSent'});
		expect(posted).toEqual([]);
	});
});

describe('what is left', () => {
	test('T-01 is asked about once each and struck out as it is answered; nothing is posted', async () => {
		const {postman, posted, outbox} = await testDelivery();
		await outbox.add(parcelOf());
		await outbox.add(parcelOf());
		expect(await postman.settle()).toBe(0);
		expect(posted).toEqual(['/v1/inquiries', '/v1/inquiries']);
		expect(await postman.waiting()).toEqual({entries: [], unreadable: []});
	});

	test('T-01 is counted as long as it is not answered, with files that cannot be read', async () => {
		const {postman, outbox, folder} = await testDelivery(async () => new Response('', {status: 503}));
		await outbox.add(parcelOf());
		await outbox.add(parcelOf());
		writeFileSync(join(folder, 'torn.json'), '{');
		expect(await postman.settle()).toBe(3);
		expect((await postman.waiting()).entries).toHaveLength(2);
	});

	test('T-01 is no longer asked about once the kiosk turns to a person', async () => {
		const leaving = new AbortController();
		const {postman, posted, outbox} = await testDelivery(async (_request, handle) => {
			leaving.abort();
			return handle();
		});
		await outbox.add(parcelOf());
		await outbox.add(parcelOf());
		await postman.settle(leaving.signal);
		expect(posted).toEqual(['/v1/inquiries']);
		expect((await postman.waiting()).entries).toHaveLength(2);
	});
});

test('T-01 after the kiosk is killed while sending, it only asks; the document held back is refused', async () => {
	const arrived = Promise.withResolvers<void>();
	const release = Promise.withResolvers<void>();
	const lateOutcome = Promise.withResolvers<string>();
	const {window, posted, folder, postman} = await testDelivery(undefined, {
		judge: async cms => {
			arrived.resolve();
			await release.promise;
			return fakeJudge(cms);
		},
		log: ({route, outcome}) => {
			if (route === 'applications') lateOutcome.resolve(outcome);
		},
	});
	const json = JSON.stringify(fakeDocument());
	const script = join(import.meta.dirname, 'fixture', 'deliverOnce.ts');
	const kiosk = Bun.spawn([process.execPath, script, folder, window.url, tlsFiles().ca, json], {
		stdout: 'ignore',
	});
	await arrived.promise;
	kiosk.kill('SIGKILL');
	await kiosk.exited;

	const [entry] = (await postman.waiting()).entries;
	if (!entry) throw new Error('The outbox keeps what was being sent.');
	expect(await postman.ask(entry)).toMatchObject({status: 'answered', receipt: {result: 'not-received'}});
	expect((await postman.waiting()).entries).toEqual([]);
	release.resolve();
	expect(await lateOutcome.promise).toBe('requestClosed');
	expect(posted).toEqual(['/v1/applications', '/v1/inquiries']);
});

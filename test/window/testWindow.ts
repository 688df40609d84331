import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {type Client, type ClientOptions, createClient} from '../../src/window/client.ts';
import {createEnrolment} from '../../src/window/enrolment.ts';
import type {LogEntry} from '../../src/window/handler.ts';
import {drawReceiptNumber} from '../../src/window/receiptNumber.ts';
import {openRegistry, type Registry} from '../../src/window/registry.ts';
import {startWindow, type Window, type WindowOptions} from '../../src/window/server.ts';
import {deskParts, fakeBelieve, issueFakeLists, noon} from './fakes.ts';
import {tlsFiles} from './tlsFiles.ts';

/** A folder of this test, removed after it. */
export function testFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'madoguchi-window-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

export async function testRegistry(file = join(testFolder(), 'store.sqlite')): Promise<Registry> {
	const registry = await openRegistry(`sqlite:${file}`, () => drawReceiptNumber(randomBytes));
	onTestFinished(() => registry.close());
	await issueFakeLists(registry, noon);
	return registry;
}

/** A window on a free loopback port, closed after the test. */
export async function testWindow(
	options: Partial<WindowOptions> = {},
): Promise<Window & {readonly logged: LogEntry[]}> {
	const logged: LogEntry[] = [];
	const {key, cert} = tlsFiles().localhost;
	const window = await startWindow({
		...deskParts(options.registry ?? (await testRegistry())),
		tls: {key, cert},
		listen: {host: '127.0.0.1', port: 0},
		requestDeadlineMs: 5000,
		capacity: 256,
		mostConnections: 1024,
		rates: {perTerminal: 6000, inAll: 60_000},
		crl: 'enrolled',
		enrolment: createEnrolment({isStruckOff: () => false}),
		countersign: async seen => new TextEncoder().encode(JSON.stringify(seen)),
		nowMs: () => performance.now(),
		log: entry => logged.push(entry),
		...options,
	});
	onTestFinished(() => window.stop());
	return {...window, logged};
}

/** A kiosk's client that trusts the test window and allows loopback only. */
export function testClient(url: string, options: Partial<ClientOptions> = {}): Client {
	return createClient({
		url,
		ca: tlsFiles().ca,
		allowedHosts: ['127.0.0.1', 'localhost'],
		deadlines: {aliveMs: 5000, submitMs: 20_000, inquireMs: 10_000},
		now: () => noon,
		believe: fakeBelieve,
		...options,
	});
}

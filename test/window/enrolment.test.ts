import {X509Certificate} from 'node:crypto';
import {mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {createEnrolment} from '../../src/window/enrolment.ts';
import type {TerminalCredential} from '../../src/window/exchange.ts';
import {readStruckList, strikeOff} from '../../src/window/struckList.ts';
import {clientAuthority} from './clientFiles.ts';
import {certificate, parcelOf} from './fakes.ts';
import {testClient, testFolder, testWindow} from './testWindow.ts';
import {tlsFiles} from './tlsFiles.ts';

const terminals = clientAuthority('Terminals');
const verifiers = clientAuthority('Verifiers');
const strangers = clientAuthority('Terminals');
const terminal = terminals.issue();
const verifier = verifiers.issue();

function enrolling(isStruckOff: (serialNumber: string) => boolean = () => false) {
	return createEnrolment({
		terminals: terminals.certificate,
		verifiers: verifiers.certificate,
		isStruckOff,
	});
}

const statusOf = async (url: string, credential?: TerminalCredential) =>
	(await testClient(url, {terminal: credential}).alive()).status;

/** What the list's path answers; undefined when the connection is refused. */
async function listFor(url: string, credential?: TerminalCredential): Promise<Response | undefined> {
	const tls = {ca: tlsFiles().ca, ...(credential && {cert: credential.certificate, key: credential.key})};
	return fetch(`${url}/v1/crl/${certificate.issuer}.crl`, {tls}).catch(() => undefined);
}

describe('T-05 a window that enrols terminals', () => {
	test('serves one that is enrolled, and names it in the log', async () => {
		const window = await testWindow({enrolment: enrolling()});
		const client = testClient(window.url, {terminal});
		expect((await client.alive()).status).toBe('alive');
		expect((await client.submit(parcelOf())).status).toBe('answered');
		expect(window.logged.map(({caller}) => caller)).toEqual([terminal.serialNumber, terminal.serialNumber]);
	});

	test.each([
		{description: 'no certificate', credential: () => undefined},
		{
			description: 'a certificate of an authority that only has the name',
			credential: () => strangers.issue(),
		},
		{description: 'an expired certificate', credential: () => terminals.issue({days: '-1'})},
		{description: 'a certificate for servers', credential: () => terminals.issue({usage: 'serverAuth'})},
		{description: 'a verifier’s certificate', credential: () => verifier},
	])('gives no answer to $description', async ({credential}) => {
		const window = await testWindow({enrolment: enrolling()});
		const client = testClient(window.url, {terminal: credential()});
		expect((await client.alive()).status).toBe('unreachable');
		expect(await client.submit(parcelOf())).toEqual({status: 'noReceipt', cause: 'cut'});
		expect(window.logged.filter(({httpStatus}) => httpStatus !== 0)).toEqual([]);
	});

	test('takes for a stranger whoever neither authority certified, though a handshake let him in', () => {
		const {identify} = enrolling(serial => serial === verifier.serialNumber);
		const certificateOf = ({certificate: pem}: TerminalCredential) => new X509Certificate(pem);
		expect(identify(certificateOf(terminal))).toEqual({
			role: 'terminal',
			serialNumber: terminal.serialNumber,
		});
		for (const other of [undefined, certificateOf(strangers.issue()), certificateOf(verifier)]) {
			expect(identify(other)).toEqual({role: 'stranger'});
		}
	});

	test('gives strangers nothing but the list where the list is open', async () => {
		const {url} = await testWindow({enrolment: enrolling(), crl: 'open'});
		expect((await listFor(url))?.status).toBe(200);
		expect(await statusOf(url)).toBe('unreachable');
		expect(await statusOf(url, strangers.issue())).toBe('unreachable');
		expect(await statusOf(url, terminals.issue({days: '-1'}))).toBe('unreachable');
		expect(await statusOf(url, terminals.issue({usage: 'serverAuth'}))).toBe('unreachable');
		expect(await statusOf(url, terminal)).toBe('alive');
	});
});

describe('T-05 a terminal that is struck off', () => {
	test('is served no more from the next connection on; the others are', async () => {
		const file = join(testFolder(), 'terminals.struck');
		const {isStruckOff} = readStruckList(file);
		const {url} = await testWindow({enrolment: enrolling(isStruckOff)});
		const other = terminals.issue();
		expect(await statusOf(url, terminal)).toBe('alive');
		expect(await strikeOff(file, terminal.serialNumber.toLowerCase())).toBe(true);
		expect(await statusOf(url, terminal)).toBe('unreachable');
		expect(await statusOf(url, other)).toBe('alive');
		expect(await strikeOff(file, other.serialNumber)).toBe(true);
		expect(await statusOf(url, other)).toBe('unreachable');
		expect(await statusOf(url, terminal)).toBe('unreachable');
	});

	test.each([
		{
			description: 'a line that is no serial number',
			spoil: (file: string) => writeFileSync(file, 'A1\nnot hex\n'),
		},
		{description: 'a folder in its place', spoil: (file: string) => mkdirSync(file)},
	])('cannot be told by a list with $description: then nobody is served', async ({spoil}) => {
		const file = join(testFolder(), 'terminals.struck');
		const {isStruckOff} = readStruckList(file);
		expect(isStruckOff('01')).toBe(false);
		spoil(file);
		expect(isStruckOff('01')).toBe(true);
		rmSync(file, {recursive: true});
		expect(isStruckOff('01')).toBe(false);
	});

	test('is not struck off while the list cannot be read, and the list stays as it is', async () => {
		const file = join(testFolder(), 'terminals.struck');
		writeFileSync(file, 'A1\nnot hex\n');
		await expect(strikeOff(file, 'B2')).rejects.toThrow('cannot be read');
		expect(readFileSync(file, 'utf8')).toBe('A1\nnot hex\n');
	});

	test('is found in a list that was written over in its place, at the same length', () => {
		const file = join(testFolder(), 'terminals.struck');
		writeFileSync(file, 'A1\n');
		utimesSync(file, 1000, 1000);
		const {isStruckOff} = readStruckList(file);
		expect([isStruckOff('A1'), isStruckOff('B2')]).toEqual([true, false]);
		writeFileSync(file, 'B2\n');
		utimesSync(file, 1000, 1001);
		expect([isStruckOff('A1'), isStruckOff('B2')]).toEqual([false, true]);
	});

	test('is one of several: nobody else is struck off with them', async () => {
		const file = join(testFolder(), 'terminals.struck');
		for (const serial of ['A1', 'B2']) await strikeOff(file, serial);
		const {isStruckOff} = readStruckList(file);
		expect(['A1', 'B2', 'C3'].map(isStruckOff)).toEqual([true, true, false]);
	});

	test('is not struck off by what is no serial number', async () => {
		const file = join(testFolder(), 'terminals.struck');
		for (const text of ['', 'xyz', '0'.repeat(41), 'A1 B2']) expect(await strikeOff(file, text)).toBe(false);
	});

	test('is known however many zeros a tool writes before its number', async () => {
		const file = join(testFolder(), 'terminals.struck');
		await strikeOff(file, '0a1b');
		expect(readStruckList(file).isStruckOff('A1B')).toBe(true);
		expect(readStruckList(file).isStruckOff('00A1B')).toBe(true);
		expect(readStruckList(file).isStruckOff('A1B0')).toBe(false);
	});
});

describe('T-10 the revocation list', () => {
	test('is served to an enrolled verifier', async () => {
		const {url} = await testWindow({enrolment: enrolling()});
		const response = await listFor(url, verifier);
		expect(response?.headers.get('Content-Type')).toBe('application/pkix-crl');
		expect(response?.headers.get('Expires')).toBe('Sun, 22 Nov 2026 16:00:00 GMT');
		expect(await response?.json()).toMatchObject({issuer: certificate.issuer, number: 1, revoked: []});
	});

	test('is refused to a terminal, a struck-off verifier and, without enrolment, to everybody', async () => {
		const {url} = await testWindow({enrolment: enrolling()});
		expect((await listFor(url, terminal))?.status).toBe(403);
		const struck = await testWindow({enrolment: enrolling(serial => serial === verifier.serialNumber)});
		expect((await listFor(struck.url, verifier))?.status).toBe(403);
		expect((await listFor((await testWindow()).url))?.status).toBe(403);
	});

	test('is served to everybody where the settings open it, and is not there for an unknown authority', async () => {
		const {url} = await testWindow({crl: 'open'});
		expect((await listFor(url))?.status).toBe(200);
		const unknown = await fetch(`${url}/v1/crl/ffffffffffffffff.crl`, {tls: {ca: tlsFiles().ca}});
		expect(unknown.status).toBe(404);
	});
});

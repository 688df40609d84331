import {heapStats} from 'bun:jsc';
import {createHash, verify as verifySignature, X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {connect, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import {openPcscReader, type PcscReaderPort} from '../../src/card/pcsc.ts';
import type {ReaderChange} from '../../src/card/reader.ts';
import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import {insertIntoVpcd, type VpcdSlot} from '../../src/card/simulated/vpcd.ts';
import {type TracedCommand, traced} from '../../src/card/trace.ts';
import {startPcscd, type TestPcscd} from '../helpers/pcscd.ts';
import {type DemoCards, demoCards, demoPassword, sha256DigestInfo, slotHolding} from './cards.ts';

const hostname = '127.0.0.1';
const admits = () => true;
let cards: DemoCards;
let pcscd: TestPcscd;
let folder: string;
let card: SimulatedCard;
let slot: VpcdSlot;
let reader: PcscReaderPort;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'pcscd-test-'));
	cards = await demoCards();
	pcscd = await startPcscd();
}, 180_000);
afterAll(async () => {
	await pcscd?.stop();
	await cards?.remove();
	await rm(folder, {recursive: true});
});
beforeEach(async () => {
	card = await cards.load('valid');
	reader = await openPcscReader({readerName: pcscd.readers[0]});
	await until('empty');
	slot = await insertIntoVpcd({hostname, port: pcscd.port, card});
	await until('present');
});
afterEach(async () => {
	slot.pull();
	await slot.out;
	await until('empty');
	await reader.stop();
});

/** Waits for the reader to be in a state. */
async function until(status: ReaderChange['status'], port: PcscReaderPort = reader): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const end = port.watch(change => change.status === status && resolve());
	await promise;
	end();
}

/** A card that gives its ATR and then says nothing: vpcd's own protocol, card-facts 4. */
async function insertMute(port: number): Promise<Socket> {
	const socket = connect(port, hostname);
	socket.on('data', chunk => {
		if (chunk.at(-1) === 0x04) socket.write(Uint8Array.of(0, card.atr.length, ...card.atr));
	});
	await once(socket, 'connect');
	return socket;
}

async function run(...command: string[]): Promise<string> {
	const child = Bun.spawn(command, {stdin: 'ignore', stdout: 'pipe', stderr: 'pipe'});
	const [out, problem] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	if ((await child.exited) !== 0) throw new Error(`${command[0]} failed: ${problem}`);
	return out;
}

describe('OpenSC, who did not write it, takes the simulated card for what it stands for', () => {
	test('names it', async () => {
		expect((await run('opensc-tool', '--reader', '0', '--name')).trim()).toBe('jpki');
	});

	test('reads the tries left of both passwords', async () => {
		const pins = await run('pkcs15-tool', '--reader', '0', '--list-pins');
		expect([...pins.matchAll(/Tries left\s*: (\d)/g)].map(match => match[1])).toEqual(['3', '5']);
	});

	test('verifies the password and reads the certificate byte for byte', async () => {
		const pem = await run(...readWithOpenSc);
		const der = await readFile(join(cards.folder('valid'), 'sign.der'));
		expect(new X509Certificate(pem).raw.equals(der)).toBe(true);
	});

	test('is refused with a wrong password', async () => {
		const wrong = readWithOpenSc.with(-1, 'WRONG1');
		await expect(run(...wrong)).rejects.toThrow('pkcs15-tool failed');
	});

	test('opens with the password it was changed to, and no more with the old one', async () => {
		const passwords = {current: slotHolding(demoPassword), next: slotHolding('NEXT2027')};
		expect(await jpkiDriver(reader).change(passwords, {admits})).toEqual({status: 'done'});
		await expect(run(...readWithOpenSc)).rejects.toThrow('pkcs15-tool failed');
		expect(new X509Certificate(await run(...readWithOpenSc.with(-1, 'NEXT2027'))).subject).toContain('C=JP');
	});

	test('opens with the PIN it was changed to', async () => {
		const passwords = {current: slotHolding('1234'), next: slotHolding('8642')};
		const changed = jpkiDriver(reader).change(passwords, {admits, password: 'authentication'});
		expect(await changed).toEqual({status: 'done'});
		const verified = (pin: string) =>
			run('pkcs15-tool', '--reader', '0', '--verify-pin', '--auth-id', '01', '--pin', pin);
		await expect(verified('1234')).rejects.toThrow('pkcs15-tool failed');
		await verified('8642');
	});

	test('signs with it, and openssl verifies', async () => {
		const path = (name: string) => join(folder, name);
		await writeFile(path('text'), '失効申請書');
		await writeFile(path('digest'), createHash('sha256').update('失効申請書').digest());
		const options = ['--sign', '--key', '02', '--sha-256', '--pkcs1', '--raw', '--pin', demoPassword];
		await run('pkcs15-crypt', '--reader', '0', ...options, '-i', path('digest'), '-o', path('signature'));
		const certificate = join(cards.folder('valid'), 'sign.der');
		await run(
			'openssl',
			'x509',
			'-in',
			certificate,
			'-inform',
			'DER',
			'-pubkey',
			'-noout',
			'-out',
			path('key'),
		);
		const verdict = await run(
			'openssl',
			'dgst',
			'-sha256',
			'-verify',
			path('key'),
			'-signature',
			path('signature'),
			path('text'),
		);
		expect(verdict.trim()).toBe('Verified OK');
	});

	test('needs more commands and bytes than we from password to certificate', async () => {
		const theirs = await counting(() => run(...readWithOpenSc));
		const ours = await counting(async () => {
			const outcome = await jpkiDriver(reader).verify(slotHolding(demoPassword), {admits});
			if (outcome.status !== 'verified') throw new Error(outcome.status);
			expect((await outcome.visit.readCertificate()).status).toBe('read');
			await outcome.visit.end();
		});
		expect(ours.commands).toBeLessThan(theirs.commands);
		expect(ours.bytes).toBeLessThan(theirs.bytes);
	});
});

const readWithOpenSc = [
	...['pkcs15-tool', '--reader', '0', '--read-certificate', '02', '--verify-pin', '--auth-id', '02'],
	...['--pin', demoPassword],
];

/** What a program sends and gets from the SELECT before the VERIFY to its last command. */
async function counting(work: () => Promise<unknown>): Promise<{commands: number; bytes: number}> {
	slot.pull();
	await until('empty');
	const seen: Array<{ins: number; bytes: number; length: number}> = [];
	slot = await insertIntoVpcd({
		hostname,
		port: pcscd.port,
		card: {
			atr: card.atr,
			powerOn: () => card.powerOn(),
			powerOff: () => card.powerOff(),
			reset: () => card.reset(),
			transmit(command) {
				const answer = card.transmit(command);
				seen.push({ins: command[1] ?? 0, bytes: command.length + answer.length, length: command.length});
				return answer;
			},
		},
	});
	await until('present');
	await work();
	const stretch = seen.slice(seen.findIndex(({ins, length}) => ins === 0x20 && length > 5) - 1);
	return {commands: stretch.length, bytes: stretch.reduce((sum, {bytes}) => sum + bytes, 0)};
}

describe('behind pcsc-lite', () => {
	test('looks, imports and signs in three visits', async () => {
		const commands: TracedCommand[] = [];
		const driver = jpkiDriver(traced(reader, command => commands.push(command)));
		const looked = await driver.look({admits});
		if (looked.status !== 'ready') throw new Error(looked.status);
		expect(looked.triesLeft).toBe(5);

		const importing = await driver.verify(slotHolding(demoPassword), {admits, same: looked.identity});
		if (importing.status !== 'verified') throw new Error(importing.status);
		const imported = await importing.visit.readCertificate();
		await importing.visit.end();
		if (imported.status !== 'read') throw new Error(imported.status);

		const signing = await driver.verify(slotHolding(demoPassword), {admits, same: imported.identity});
		if (signing.status !== 'verified') throw new Error(signing.status);
		const text = Buffer.from('失効申請書');
		const signed = await signing.visit.sign(
			Buffer.concat([sha256DigestInfo, createHash('sha256').update(text).digest()]),
		);
		await signing.visit.end();
		if (signed.status !== 'signed') throw new Error(signed.status);
		const {publicKey} = new X509Certificate(imported.certificate);
		expect(verifySignature('sha256', text, publicKey, signed.signature)).toBe(true);
		expect(commands.length).toBeGreaterThan(0);
	});

	test('T-12: leaves the card powered off: the next program finds the key closed', async () => {
		const outcome = await jpkiDriver(reader).verify(slotHolding(demoPassword), {admits});
		if (outcome.status !== 'verified') throw new Error(outcome.status);
		await outcome.visit.end();
		const script = ['00A4040C0AD392F000260100000001', '00A4020C020001', '00B0000004'];
		const said = await run(
			'opensc-tool',
			'--reader',
			'0',
			'--card-driver',
			'default',
			...script.flatMap(apdu => ['--send-apdu', apdu]),
		);
		expect([...said.matchAll(/SW1=0x(..), SW2=0x(..)/g)].map(match => `${match[1]}${match[2]}`)).toEqual([
			'9000',
			'9000',
			'6982',
		]);
	});

	test('keeps none of the answers of a card', async () => {
		const driver = jpkiDriver(reader);
		const buffers = () => {
			Bun.gc(true);
			return heapStats().objectTypeCounts.ArrayBuffer ?? 0;
		};
		const look = async () => expect((await driver.look({admits})).status).toBe('ready');
		await look();
		const before = buffers();
		for (let times = 0; times < 20; times++) await look();
		// A look has a dozen answers.
		expect(buffers() - before).toBeLessThan(20);
	});

	test('T-12: has the card to itself during a visit', async () => {
		const outcome = await jpkiDriver(reader).verify(slotHolding(demoPassword), {admits});
		if (outcome.status !== 'verified') throw new Error(outcome.status);
		await expect(run('opensc-tool', '--reader', '0', '--name')).rejects.toThrow('opensc-tool failed');
		expect(await jpkiDriver(reader).look({admits})).toEqual({status: 'absent', cause: 'held'});
		await outcome.visit.end();
		await run('opensc-tool', '--reader', '0', '--name');
	});

	test('T-12: counts a card that was taken out and put back', async () => {
		const driver = jpkiDriver(reader);
		const looked = await driver.look({admits});
		if (looked.status !== 'ready') throw new Error(looked.status);
		slot.pull();
		await until('empty');
		slot = await insertIntoVpcd({hostname, port: pcscd.port, card});
		await until('present');
		const password = slotHolding(demoPassword);
		expect(await driver.verify(password, {admits, same: looked.identity})).toEqual({status: 'changed'});
		expect(password.taken()).toBe(0);
	});

	test('tells a card that leaves during a visit, and an empty reader after', async () => {
		const outcome = await jpkiDriver(reader).verify(slotHolding(demoPassword), {admits});
		if (outcome.status !== 'verified') throw new Error(outcome.status);
		slot.pull();
		await slot.out;
		expect(await outcome.visit.readCertificate()).toEqual({status: 'left'});
		await until('empty');
		expect(await reader.connect()).toEqual({status: 'absent', cause: 'noCard'});
	});

	test('is virtual by its name (T-14), and speaks to the chosen reader only', async () => {
		expect(reader.isVirtual()).toBe(true);
		const other = await openPcscReader({readerName: pcscd.readers[1]});
		const {promise, resolve} = Promise.withResolvers<ReaderChange>();
		other.watch(change => change.status === 'empty' && resolve(change));
		expect(await promise).toEqual({status: 'empty', reader: pcscd.readers[1]});
		expect(await other.connect()).toEqual({status: 'absent', cause: 'noCard'});
		await other.stop();
		const nowhere = await openPcscReader({readerName: 'another make'});
		expect(await nowhere.connect()).toEqual({status: 'absent', cause: 'noReader'});
		await nowhere.stop();
		expect(await nowhere.connect()).toEqual({status: 'absent', cause: 'noService'});
	});

	test('tells a card that never answers as stuck, until it leaves', async () => {
		slot.pull();
		await until('empty');
		const impatient = await openPcscReader({readerName: pcscd.readers[0], commandMs: 100});
		const seen: string[] = [];
		impatient.watch(({status}) => seen.push(status));
		const mute = await insertMute(pcscd.port);
		await until('present');
		expect(await jpkiDriver(impatient).look({admits})).toEqual({status: 'stuck'});
		expect(seen.at(-1)).toBe('stuck');
		expect(await impatient.connect()).toEqual({status: 'absent', cause: 'mute'});
		mute.destroy();
		await until('empty', impatient);
		await impatient.stop();
	});

	test('outlives a service that is killed and started again', async () => {
		const driver = jpkiDriver(reader);
		const looked = await driver.look({admits});
		if (looked.status !== 'ready') throw new Error(looked.status);
		const seen: string[] = [];
		const end = reader.watch(({status}) => seen.push(status));
		const outcome = await driver.verify(slotHolding(demoPassword), {admits});
		if (outcome.status !== 'verified') throw new Error(outcome.status);

		await pcscd.kill();
		await until('noService');
		expect(await outcome.visit.sign(sha256DigestInfo)).toEqual({status: 'left'});
		expect(await driver.look({admits})).toEqual({status: 'absent', cause: 'noService'});

		await pcscd.start();
		await until('empty');
		slot = await insertIntoVpcd({hostname, port: pcscd.port, card});
		await until('present');
		end();
		expect(seen.filter(status => status !== 'noReader')).toEqual([
			'present',
			'noService',
			'empty',
			'present',
		]);
		const changed = await driver.verify(slotHolding(demoPassword), {admits, same: looked.identity});
		expect(changed).toEqual({status: 'changed'});
		expect((await driver.look({admits})).status).toBe('ready');
	});
});

test('a reader without keys of its own offers none, though they might be used, and serves as ever', async () => {
	await reader.stop();
	reader = await openPcscReader({readerName: pcscd.readers[0], mayUsePinPad: true});
	await until('present');
	const connected = await reader.connect();
	if (connected.status !== 'connected') throw new Error(connected.cause);
	// pcscd refuses the control code (SCARD_E_UNSUPPORTED_FEATURE): the virtual reader's driver has no features.
	expect(connected.card.features).toBeDefined();
	expect(await connected.card.features?.list()).toBeUndefined();
	await connected.card.close();
	const before = reader.insertions();
	expect(await jpkiDriver(reader).look({admits})).toEqual({
		status: 'ready',
		triesLeft: 5,
		identity: expect.anything(),
	});
	expect(reader.insertions()).toBe(before);
});

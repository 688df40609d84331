import {readFileSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {startProgram} from '../e2e/program.ts';
import {copyOfPki} from '../helpers/pki.ts';

/** A virtual reader as vsmartcard's vpcd is one: each message after its length, two bytes, high one first. */
async function openReader() {
	const cards: Array<(card: Socket) => void> = [];
	const server = createServer(socket => cards.shift()?.(socket)).listen(0, '127.0.0.1');
	onTestFinished(() => void server.close());
	await new Promise(resolve => server.once('listening', resolve));
	const {port} = server.address() as {port: number};
	return {
		port,
		/** Resolves when a card is in: what it answers to commands, after power-up. */
		card: async () => {
			const socket = await new Promise<Socket>(resolve => cards.push(resolve));
			const send = (...bytes: number[]) =>
				socket.write(Uint8Array.of(bytes.length >> 8, bytes.length & 0xff, ...bytes));
			send(0x01);
			return {
				asks: async (...command: number[]) => {
					send(...command);
					const [answer] = await new Promise<[Buffer]>(resolve =>
						socket.once('data', (...given: [Buffer]) => resolve(given)),
					);
					return answer.subarray(2).toString('hex');
				},
				goesAway: () => socket.destroy(),
			};
		},
	};
}

/** SELECT of the application of a staff card and of its PIN file, then VERIFY (ISO/IEC 7816-4). */
const selectStaff = [0x00, 0xa4, 0x04, 0x0c, 10, 0xf0, 0x4d, 0x41, 0x44, 0x4f, 0x53, 0x54, 0x41, 0x46, 0x46];
const selectPin = [0x00, 0xa4, 0x02, 0x0c, 2, 0x00, 0x1b];
const verify = (pin: string) => [0x00, 0x20, 0x00, 0x80, pin.length, ...Buffer.from(pin)];

describe('madoguchi card --keep', () => {
	const startCard = (pki: string, port: number, ...more: string[]) =>
		startProgram(['card', '--pki', pki, '--card', 'staff-officer-1', '--vpcd', `127.0.0.1:${port}`, ...more]);
	const jsonOf = (pki: string) =>
		JSON.parse(readFileSync(join(pki, 'cards/staff-officer-1/card.json'), 'utf8'));

	test('remembers the tries of a staff card from one stay to the next, and the rest as it was', async () => {
		const pki = await copyOfPki();
		const {port, card} = await openReader();
		const before = jsonOf(pki);
		for (const left of [4, 3]) {
			const inserted = card();
			await using program = startCard(pki, port, '--keep');
			const {asks} = await inserted;
			expect(await asks(...selectStaff)).toBe('9000');
			expect(await asks(...selectPin)).toBe('9000');
			expect(await asks(...verify('999999'))).toBe(`63c${left}`);
			expect(await program.end()).toBe(0);
			expect(jsonOf(pki)).toEqual({...before, triesLeft: left});
		}
	});

	test('remembers as well when the reader goes away under it', async () => {
		const pki = await copyOfPki();
		const {port, card} = await openReader();
		const inserted = card();
		await using program = startCard(pki, port, '--keep');
		const {asks, goesAway} = await inserted;
		await asks(...selectStaff);
		await asks(...selectPin);
		expect(await asks(...verify('999999'))).toBe('63c4');
		goesAway();
		expect(await program.exited).toBe(1);
		expect(jsonOf(pki).triesLeft).toBe(4);
	});

	test('without it a staff card forgets', async () => {
		const pki = await copyOfPki();
		const {port, card} = await openReader();
		const inserted = card();
		await using program = startCard(pki, port);
		const {asks} = await inserted;
		await asks(...selectStaff);
		await asks(...selectPin);
		await asks(...verify('999999'));
		await program.end();
		expect(jsonOf(pki).triesLeft).toBe(5);
	});
});

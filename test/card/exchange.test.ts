import {expect, test} from 'vitest';
import {exchange} from '../../src/card/exchange.ts';
import {readDer, readHead} from '../../src/card/files.ts';
import type {CardConnection, TransmitOutcome} from '../../src/card/reader.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A card that answers as written down, one answer a command, and then has left. */
function scripted(...answers: readonly string[]) {
	const sent: string[] = [];
	const card: CardConnection = {
		transmit: async (command): Promise<TransmitOutcome> => {
			sent.push(hex(command));
			const answer = answers[sent.length - 1];
			if (answer === undefined) return {status: 'left'};
			const bytes = Buffer.from(answer.replaceAll(' ', ''), 'hex');
			return {
				status: 'answered',
				data: new Uint8Array(bytes.subarray(0, -2)),
				sw: bytes.readUInt16BE(bytes.length - 2),
			};
		},
		close: async () => undefined,
	};
	return {card, sent};
}

const read = {ins: 0xb0, p1: 0, p2: 0, le: 256};

// ISO/IEC 7816-4, 5.3.4: 6Cxx asks for the command again with Le xx, 61xx for GET RESPONSE with Le xx.
test('T-06 a card that leaves when it was asked again with its own length has left', async () => {
	const {card, sent} = scripted('6C 10');
	expect(await exchange(card, read)).toEqual({status: 'left'});
	expect(sent).toEqual(['00b0000000', '00b0000010']);
});

test('T-06 a card that leaves amid an answer in parts has left', async () => {
	const {card, sent} = scripted('AA 61 02');
	expect(await exchange(card, read)).toEqual({status: 'left'});
	expect(sent).toEqual(['00b0000000', '00c0000002']);
});

test('an answer in parts is joined, and its last status is the answer’s', async () => {
	const {card, sent} = scripted('AA 61 02', 'BB CC 61 00', 'DD 62 82');
	expect(await exchange(card, read)).toEqual({
		status: 'answered',
		data: Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd),
		sw: 0x6282,
	});
	expect(sent).toEqual(['00b0000000', '00c0000002', '00c0000000']);
});

test('a card that promises more without end is given up after 32 parts', async () => {
	const {card, sent} = scripted(...Array<string>(40).fill('AA 61 01'));
	expect(await exchange(card, read)).toMatchObject({status: 'answered', sw: 0x6101});
	expect(sent).toHaveLength(32);
});

const selected = '90 00';

test('a file shorter than its beginning is asked for until the card says that it is past the end (6B00)', async () => {
	const {card, sent} = scripted(selected, '30 01 90 00', '6B 00');
	expect(await readHead(card, 0x0105, 4)).toEqual({status: 'read', bytes: Uint8Array.of(0x30, 0x01)});
	expect(sent).toEqual(['00a4020c020105', '00b0000004', '00b0000202']);
});

/** A card with one file, which brings so many bytes at a time at most. */
function holding(file: Uint8Array, piece = 256) {
	const reads: number[] = [];
	const card: CardConnection = {
		transmit: async command => {
			const [, ins, high = 0, low = 0, le = 0] = command;
			if (ins !== 0xb0) return {status: 'answered', data: new Uint8Array(), sw: 0x9000};
			const offset = high * 256 + low;
			reads.push(offset);
			// A 15-bit offset: with the highest bit set, READ BINARY means another file (ISO/IEC 7816-4, 11.3.2).
			if (high >= 0x80 || offset >= file.length)
				return {status: 'answered', data: new Uint8Array(), sw: 0x6b00};
			const data = file.slice(offset, offset + Math.min(le || 256, piece));
			return {status: 'answered', data, sw: 0x9000};
		},
		close: async () => undefined,
	};
	return {card, reads};
}

/** A SEQUENCE of so many bytes in all, of 260 and more (X.690, 8.1.3.5), with something after it. */
function object(length: number): Uint8Array {
	const bytes = new Uint8Array(length + 300).fill(0xff);
	bytes.set([0x30, 0x82, (length - 4) >> 8, (length - 4) & 0xff]);
	return bytes;
}

test('an object of 32 KiB is read to its last byte, and no byte after', async () => {
	const file = object(0x8000);
	const {card, reads} = holding(file);
	expect(await readDer(card, 1)).toEqual({status: 'read', bytes: file.slice(0, 0x8000)});
	expect(reads).toHaveLength(128);
});

test('one of a byte more than an offset can count is refused, and not read', async () => {
	const {card, reads} = holding(object(0x8001));
	expect(await readDer(card, 1)).toEqual({status: 'refused', sw: 0x9000});
	expect(reads).toEqual([0]);
});

test('an object that comes byte by byte is read, up to 2048 of them after its beginning', async () => {
	const [most, tooMany] = [object(256 + 2048), object(256 + 2049)];
	expect(await readDer(holding(most, 1).card, 1)).toEqual({status: 'read', bytes: most.slice(0, 256 + 2048)});
	expect(await readDer(holding(tooMany, 1).card, 1)).toEqual({status: 'refused', sw: 0x9000});
});

test('a file that holds a beginning only, its length cut, is no object', async () => {
	const {card, reads} = holding(Uint8Array.of(0x30, 0x82, 0x01));
	expect(await readDer(card, 1)).toEqual({status: 'refused', sw: 0x9000});
	expect(reads).toEqual([0, 3]);
});

test('a file that ends before its object does is refused as past its end', async () => {
	const {card} = scripted(selected, `30 82 01 00 ${'00'.repeat(252)} 90 00`, '6B 00');
	expect(await readDer(card, 1)).toEqual({status: 'refused', sw: 0x6b00});
});

test('a file that the card does not select is refused with its status, and not read', async () => {
	const {card, sent} = scripted('6A 82', '30 00 90 00');
	expect(await readDer(card, 1)).toEqual({status: 'refused', sw: 0x6a82});
	expect(sent).toHaveLength(1);
});

test('what nobody asked for is not of the file', async () => {
	const {card} = scripted(selected, '30 04 01 02 03 04 05 90 00');
	expect(await readHead(card, 1, 4)).toEqual({status: 'read', bytes: Uint8Array.of(0x30, 0x04, 0x01, 0x02)});
});

test.each([
	['a set', Uint8Array.of(0x31, 0x02, 0x05, 0x00)],
	['a tag alone', Uint8Array.of(0x30)],
	['nothing', new Uint8Array()],
])('a file with %s holds no object', async (_what, file) => {
	expect(await readDer(holding(file).card, 1)).toEqual({status: 'refused', sw: 0x9000});
});

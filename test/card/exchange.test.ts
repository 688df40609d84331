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

test('a file that ends before its object does is refused as past its end', async () => {
	const {card} = scripted(selected, `30 82 01 00 ${'00'.repeat(252)} 90 00`, '6B 00');
	expect(await readDer(card, 1)).toEqual({status: 'refused', sw: 0x6b00});
});

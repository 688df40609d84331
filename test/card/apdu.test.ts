import {expect, test} from 'vitest';
import {decodeResponse, encodeCommand, statusOf} from '../../src/card/apdu.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

// The examples are those of card-facts 1.3.
test.each([
	['case 1: the retry query has no fifth byte', {ins: 0x20, p1: 0, p2: 0x80}, '00200080'],
	['case 2: Le of 256 is written 00', {ins: 0xb0, p1: 0x01, p2: 0x02, le: 256}, '00B0010200'],
	['case 2: any other Le is itself', {ins: 0xb0, p1: 0, p2: 0, le: 4}, '00B0000004'],
	[
		'as much data as one byte can count',
		{ins: 0x82, p1: 0, p2: 1, data: new Uint8Array(255)},
		`00820001FF${'00'.repeat(255)}`,
	],
	['case 3: data and no Le', {ins: 0xa4, p1: 2, p2: 0x0c, data: Uint8Array.of(0, 1)}, '00A4020C020001'],
	[
		'case 4: data and Le',
		{cla: 0x80, ins: 0x2a, p1: 0, p2: 0x80, data: Uint8Array.of(0x30), le: 256},
		'802A0080013000',
	],
])('encodes %s', (_case, command, expected) => {
	expect(hex(encodeCommand(command))).toBe(expected);
});

test.each([
	['no data at all where some is announced', {data: new Uint8Array()}],
	['more data than one byte can count', {data: new Uint8Array(256)}],
	['an Le of nothing', {le: 0}],
	['an Le beyond a short command', {le: 257}],
])('refuses %s', (_case, part) => {
	expect(() => encodeCommand({ins: 0xb0, p1: 0, p2: 0, ...part})).toThrow(RangeError);
});

test('splits an answer into data and status', () => {
	expect(decodeResponse(Uint8Array.of(1, 2, 0x90, 0x00))).toEqual({data: Uint8Array.of(1, 2), sw: 0x9000});
	expect(decodeResponse(Uint8Array.of(0x6a, 0x82))).toEqual({data: new Uint8Array(), sw: 0x6a82});
	expect(decodeResponse(Uint8Array.of(0x90))).toBeUndefined();
	expect(decodeResponse(new Uint8Array())).toBeUndefined();
});

// ISO/IEC 7816-4, 5.6, with the JICSAP meanings of card-facts 1.5.
test.each([
	[0x9000, {means: 'done'}],
	[0x6282, {means: 'endOfFile'}],
	[0x63c0, {means: 'blocked'}],
	[0x63c1, {means: 'triesLeft', tries: 1}],
	[0x63c5, {means: 'triesLeft', tries: 5}],
	[0x63cf, {means: 'triesLeft', tries: 15}],
	[0x6300, {means: 'refused'}],
	[0x63d0, {means: 'refused'}],
	[0x63d1, {means: 'refused'}],
	[0x6983, {means: 'blocked'}],
	[0x6984, {means: 'blocked'}],
	[0x6982, {means: 'securityNotSatisfied'}],
	[0x6985, {means: 'refused'}],
	[0x6a82, {means: 'notFound'}],
	[0x6b00, {means: 'pastEnd'}],
	[0x6c10, {means: 'otherLength', bytes: 16}],
	[0x6c00, {means: 'otherLength', bytes: 256}],
	[0x6120, {means: 'moreData', bytes: 32}],
	[0x6100, {means: 'moreData', bytes: 256}],
	[0x6f00, {means: 'undiagnosed'}],
	[0x6d00, {means: 'refused'}],
	[0x9001, {means: 'refused'}],
])('reads status %i', (sw, expected) => {
	expect(statusOf(sw)).toEqual(expected);
});

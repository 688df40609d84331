import {EventEmitter} from 'node:events';
import {afterAll, expect, test, vi} from 'vitest';
import {openPcscReader} from '../../src/card/pcsc.ts';

// What pcsc-lite may tell that its virtual reader cannot be made to: two events in one, and a reader without a word
// of what lies in it. The upper half of a status counts the card's comings and goings (pcsclite.h, SCARD_READERSTATE).

const present = 0x20;

class FakeReader extends EventEmitter {
	name = () => 'Reader of a test';
	says(events: number, state: number): void {
		const raw = (events << 16) | state;
		this.emit('change', {raw, has: (flag: number) => (raw & flag) !== 0});
	}
}

const client = Object.assign(new EventEmitter(), {start: () => undefined, stop: () => undefined});
vi.mock('pcsc-mini', () => ({
	Client: function Client() {
		return client;
	},
	ReaderStatus: {PRESENT: present},
	// As winscard.h has it: the longest answer of a card.
	MAX_BUFFER_LEN: 264,
}));
afterAll(() => vi.doUnmock('pcsc-mini'));

test('T-11 a card that was put back before anybody looked is told as gone, then as present', async () => {
	const port = await openPcscReader();
	const reader = new FakeReader();
	client.emit('reader', reader);
	reader.says(1, present);
	const seen: string[] = [];
	port.watch(({status}) => seen.push(status));
	const before = port.insertions();
	reader.says(3, present);
	expect(seen).toEqual(['present', 'empty', 'present']);
	expect(port.insertions()).toBeGreaterThan(before);
});

test('a reader is told as empty only when the service has said so', async () => {
	const port = await openPcscReader();
	const seen: string[] = [];
	port.watch(({status}) => seen.push(status));
	const reader = new FakeReader();
	client.emit('reader', reader);
	reader.says(1, present);
	expect(seen).toEqual(['noReader', 'present']);
});

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {jpkiDriver} from '../../src/card/jpki.ts';
import {myNumberCard} from '../../src/card/profile.ts';
import {SimulatedReader} from '../../src/card/simulated/reader.ts';
import {loadBase} from './base.ts';
import {soundCard, typePassword} from './cardCase.ts';
import {receiptCase, submissionCase} from './pkiCase.ts';
import {runCases} from './run.ts';

const base = loadBase();
const casesHere = Number(process.env.MANGLED_CASES ?? 1200);

test('the sound bytes are sound', () => {
	expect(submissionCase(base, base.submission)).toBe('sound');
	expect(receiptCase(base, base.receipt)).toBe('believed');
});

test('T-03, T-08: whatever a card or the window sends: a typed outcome, nothing forged is taken', async () => {
	const {failures, outcomes} = await runCases(base, 0, casesHere);
	expect(failures).toEqual([]);
	// Enough of them come past the first check of form to be worth something.
	expect([...outcomes.keys()]).toEqual(
		expect.arrayContaining([
			'card read',
			'card signed',
			'card unreadable',
			'certificate unverified',
			'submission application-unverified',
			'submission certificate-unverified',
			'receipt not believed',
		]),
	);
}, 600_000);

const corpusFolder = join(import.meta.dirname, 'corpus');

/** A card that a bug was found with: what its certificate file holds, filled up with 00, and how it gives it. */
interface FoundCard {
	readonly found: string;
	readonly certificateFile: {readonly head: string; readonly bytes: number; readonly bytesAtOnce: number};
	readonly outcome: string;
}

const corpus = readdirSync(corpusFolder).map(name => ({
	name,
	...(JSON.parse(readFileSync(join(corpusFolder, name), 'utf8')) as FoundCard),
}));

test.each(corpus)('the corpus: $name', async ({certificateFile, outcome}) => {
	const {head, bytes, bytesAtOnce} = certificateFile;
	const file = new Uint8Array(bytes);
	file.set(Buffer.from(head, 'hex'));
	const card = soundCard(base, file);
	let [commands, selected] = [0, 0];
	const reader = new SimulatedReader();
	reader.insert({
		powerOn: () => card.powerOn(),
		powerOff: () => card.powerOff(),
		reset: () => card.reset(),
		transmit(command) {
			commands++;
			if (command[1] === 0xa4) selected = command[6] ?? 0;
			const isSlow = command[1] === 0xb0 && selected === myNumberCard.files.signCertificate;
			return card.transmit(isSlow ? command.with(4, bytesAtOnce) : command);
		},
	});
	const admits = () => true;
	const login = await jpkiDriver(reader).verify(typePassword, {admits});
	if (login.status !== 'verified') throw new Error(login.status);
	expect((await login.visit.readCertificate()).status).toBe(outcome);
	expect(commands).toBeLessThan(4000);
});

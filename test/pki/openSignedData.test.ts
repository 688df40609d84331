import {expect, test} from 'vitest';
import {openSignedData} from '../../src/pki/openSignedData.ts';
import {signedDataWith} from '../helpers/cms.ts';
import {cardFile, signingKey} from '../helpers/pki.ts';

async function withContentOf(length: number): Promise<Uint8Array> {
	const certificate = await cardFile('valid', 'sign.der');
	const content = new Uint8Array(length).fill(0x41);
	return signedDataWith({content, certificate, key: await signingKey('valid')});
}

test.each([
	['64 KiB', 65_536, true],
	['64 KiB and a byte', 65_537, false],
])('T-05: a message of %s, opened or not', async (_description, length, isOpened) => {
	const around = (await withContentOf(60_000)).length - 60_000;
	const bytes = await withContentOf(length - around);
	expect(bytes).toHaveLength(length);

	expect(openSignedData(bytes) !== undefined).toBe(isOpened);
});

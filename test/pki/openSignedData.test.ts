import {expect, test} from 'vitest';
import {openSignedData} from '../../src/pki/openSignedData.ts';
import {rootNamed} from '../helpers/citizenUnder.ts';
import {signedDataWith} from '../helpers/cms.ts';

const {certificate, privateKey: key} = rootNamed('TEST', '41424344', new Date());
const withContentOf = (length: number) =>
	signedDataWith({content: new Uint8Array(length).fill(0x41), certificate, key});

test.each([
	['64 KiB', 65_536, true],
	['64 KiB and a byte', 65_537, false],
])('T-05: a message of %s, opened or not', async (_description, length, isOpened) => {
	const around = withContentOf(60_000).length - 60_000;
	const bytes = withContentOf(length - around);
	expect(bytes).toHaveLength(length);

	expect(openSignedData(bytes) !== undefined).toBe(isOpened);
});

import {expect, test} from 'vitest';
import {openSignedData} from '../../src/pki/openSignedData.ts';
import {signedDataWith} from '../helpers/cms.ts';
import {cardFile, signingKey} from '../helpers/pki.ts';

test.each([
	['60 KiB', 60 * 1024, true],
	['64 KiB and what is around it', 64 * 1024, false],
])('T-05: content of %s is opened: %s', async (_description, length, isOpened) => {
	const content = new Uint8Array(length).fill(0x41);
	const certificate = await cardFile('valid', 'sign.der');

	const document = openSignedData(signedDataWith({content, certificate, key: await signingKey('valid')}));
	expect(document !== undefined).toBe(isOpened);
});

import {describe, expect, test} from 'vitest';
import {drawUpApplication, readApplication} from '../../src/pki/application.ts';
import {drawnUp, readCard} from '../helpers/pki.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('S004-051..056: the application drawn up', () => {
	test('carries the manual’s sentences, the holder and the certificate, members in canonical order', async () => {
		const certificate = await readCard('valid');
		const {serialNumber} = certificate.x509;

		const text = drawUpApplication({
			procedure: 'revocation',
			addressee: '東京都知事殿',
			certificate,
			requestId: '00112233445566778899aabbccddeeff',
			createdAt: new Date('2026-11-22T02:03:04.567Z'),
		});

		// RFC 8785: members sorted by UTF-16 code units, no white space.
		expect(text).toBe(
			`{"addressee":"東京都知事殿","applicant":{"address":"東京都千代田区霞が関２丁目１番地２号　霞が関マンション","addressSubstitutes":"000000000000000000000000000","birthDate":"319580810","name":"吉田　太郎","nameSubstitutes":"00000","sex":"male"},"certificate":{"issuer":"OU=For demonstration only,OU=JPKI for digital signature,O=JPKI-DEMO,C=JP","serialNumber":"${serialNumber}"},"createdAt":"2026-11-22T02:03:04Z","effect":"この申請が受理されると取り消すことはできません。署名用電子証明書は、次の証明書失効リストが発行された時から使えなくなります。","procedure":"revocation","request":"自己の電子証明書の失効申請を依頼します。","requestId":"00112233445566778899aabbccddeeff","type":"失効申請書","version":1}`,
		);
	});

	test.each(['valid', 'long-address', 'escape-sequences', 'bidi'])(
		'of the card %s is read back',
		async card => {
			const text = await drawnUp(card, 'validity');

			expect(readApplication(utf8(text))).toEqual(JSON.parse(text));
		},
	);
});

/** An application made as long as that by flags, which have no length of their own here. */
function padded(text: string, length: number): Uint8Array {
	const flags = '"nameSubstitutes":"';
	return utf8(text.replace(flags, flags + '0'.repeat(length - utf8(text).length)));
}

describe('T-07: what is signed is what was read', () => {
	test('bytes of 64 KiB are read', async () => {
		expect(readApplication(padded(await drawnUp('valid'), 65_536))).toBeDefined();
	});

	test.each<[string, (text: string) => Uint8Array]>([
		['white space', text => utf8(`${text}\n`)],
		[
			'another order of members',
			text => utf8(JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()))),
		],
		['a doubled member', text => utf8(text.replace('"version":1', '"version":1,"version":1'))],
		['an escape that is not needed', text => utf8(text.replace('DEMO', '\\u0044EMO'))],
		['a number in another form', text => utf8(text.replace('"version":1', '"version":1.0'))],
		['a byte order mark', text => utf8(`\uFEFF${text}`)],
		[
			'bytes that are no UTF-8',
			text => Buffer.concat([utf8(text.slice(0, 14)), Buffer.of(0xff), utf8(text.slice(14))]),
		],
		['a lone surrogate in an escape', text => utf8(text.replace('DEMO', '\\ud800'))],
		['64 KiB and a byte', text => padded(text, 65_537)],
		['lists without end', () => utf8(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
		['an addressee of more than 1000 characters', text => utf8(text.replace('DEMO', 'D'.repeat(1001)))],
		['UTF-16', text => Buffer.from(text, 'utf16le')],
		[
			'a requestId in upper case',
			text => utf8(text.replace(/"requestId":"[^"]*"/, '"requestId":"00112233445566778899AABBCCDDEEFF"')),
		],
		['nothing', () => new Uint8Array(0)],
	])('bytes with %s are refused', async (_description, bend) => {
		const text = await drawnUp('valid');
		expect(readApplication(utf8(text))).toBeDefined();

		expect(readApplication(bend(text))).toBeUndefined();
	});
});

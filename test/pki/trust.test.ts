import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {certificatePem} from '../../src/pki/pem.ts';
import {PkiFolderError} from '../../src/pki/pkiFolder.ts';
import {cardRealm} from '../../src/pki/realm.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {loadWindowKeys} from '../../src/pki/windowKeys.ts';
import {rootNamed} from '../helpers/citizenUnder.ts';
import {cardFile, copyOfPki, demoPki} from '../helpers/pki.ts';
import {issueReceiptSigner} from '../helpers/receiptSigner.ts';

describe('a PKI folder', () => {
	test('gives all generations of roots, the receipt root, the TLS root and its realm', async () => {
		const trust = await loadTrust(await demoPki());

		expect(trust.realm).toBe('demo');
		expect(trust.citizens.anchors.map(anchor => anchor.subject)).toEqual(
			Array(3).fill('OU=For demonstration only,OU=JPKI for digital signature,O=JPKI-DEMO,C=JP'),
		);
		expect(trust.receiptAnchors.map(anchor => anchor.subject)).toEqual([
			'CN=Receipt root,O=Madoguchi demonstration,C=JP',
		]);
		expect(trust.tlsCa).toBe(readFileSync(join(await demoPki(), 'tls-ca.pem'), 'utf8'));
	});

	test('may hold the next receipt root beside the one in use', async () => {
		const folder = await copyOfPki();
		writeFileSync(join(folder, 'receipt-ca-next.pem'), certificatePem(issueReceiptSigner().root));

		expect((await loadTrust(folder)).receiptAnchors).toHaveLength(2);
	});

	test('of production holds roots that are no demo ones, and asks for the policy of genuine certificates', async () => {
		const folder = await copyOfPki();
		writeFileSync(join(folder, 'realm'), 'production\n');
		rmSync(join(folder, 'anchors'), {recursive: true});
		mkdirSync(join(folder, 'anchors'));
		const root = rootNamed('JPKI', '40000001', new Date());
		writeFileSync(join(folder, 'anchors/sign-ca.pem'), certificatePem(root.certificate));

		const {realm, citizens} = await loadTrust(folder);
		expect({realm, policy: citizens.policy}).toEqual({
			realm: 'production',
			// Card-facts 3.2.
			policy: '1.2.392.200149.8.5.1.1.20',
		});
	});

	test('of demonstration asks for the policy of test cards', async () => {
		expect((await loadTrust(await demoPki())).citizens.policy).toBe('1.2.392.200149.8.5.1.0.20');
	});

	const breaks: ReadonlyArray<[string, string, (folder: string) => void | Promise<void>]> = [
		['a missing realm', 'realm', folder => rmSync(join(folder, 'realm'))],
		['another realm', 'realm', folder => writeFileSync(join(folder, 'realm'), 'test\n')],
		['a demo root in production', 'anchors', folder => writeFileSync(join(folder, 'realm'), 'production\n')],
		[
			'T-14: a demo root beside a genuine one in production',
			'anchors',
			folder => {
				writeFileSync(join(folder, 'realm'), 'production\n');
				const root = rootNamed('JPKI', '40000001', new Date());
				writeFileSync(join(folder, 'anchors/sign-ca-1.pem'), certificatePem(root.certificate));
			},
		],
		[
			'no root in their folder',
			'anchors',
			folder => {
				rmSync(join(folder, 'anchors'), {recursive: true});
				mkdirSync(join(folder, 'anchors'));
			},
		],
		['no folder of roots', 'anchors', folder => rmSync(join(folder, 'anchors'), {recursive: true})],
		[
			'a root that is no certificate',
			'anchors/sign-ca-2.pem',
			folder => writeFileSync(join(folder, 'anchors/sign-ca-2.pem'), 'no'),
		],
		[
			'two certificates in a file',
			'receipt-ca.pem',
			folder => {
				const path = join(folder, 'receipt-ca.pem');
				writeFileSync(path, readFileSync(path, 'utf8').repeat(2));
			},
		],
		[
			'a root that is a citizen’s certificate',
			'anchors/mine.pem',
			async folder =>
				writeFileSync(join(folder, 'anchors/mine.pem'), certificatePem(await cardFile('valid', 'sign.der'))),
		],
		[
			'T-03: the TLS root as receipt root',
			'receipt-ca.pem',
			folder => writeFileSync(join(folder, 'receipt-ca.pem'), readFileSync(join(folder, 'tls-ca.pem'))),
		],
		[
			'T-03: a citizens’ root as receipt root',
			'receipt-ca.pem',
			folder => writeFileSync(join(folder, 'receipt-ca.pem'), readFileSync(join(folder, 'sign-ca.pem'))),
		],
		[
			'T-03: a citizens’ root as the next receipt root',
			'receipt-ca.pem',
			folder => writeFileSync(join(folder, 'receipt-ca-next.pem'), readFileSync(join(folder, 'sign-ca.pem'))),
		],
	];

	test.each(breaks)('with %s is refused in one line that names %s', async (_description, file, breakIt) => {
		const folder = await copyOfPki();
		await breakIt(folder);

		const error = await loadTrust(folder).catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(PkiFolderError);
		expect((error as PkiFolderError).message).toMatch(/^[^\n]+: [^\n]+$/);
		expect((error as PkiFolderError).path).toBe(join(folder, file));
	});
});

describe('the window’s keys', () => {
	test('are refused when the receipt key is not its certificate’s', async () => {
		const folder = await copyOfPki();
		writeFileSync(join(folder, 'window-sign.key'), readFileSync(join(folder, 'sign-ca.key')));

		await expect(loadWindowKeys(folder)).rejects.toThrow('does not belong to window-sign.pem');
	});

	test('are never told in an error', async () => {
		const folder = await copyOfPki();
		const path = join(folder, 'window-sign.key');
		writeFileSync(path, readFileSync(path, 'utf8').replace('-----END', '-----EN'));

		const error = (await loadWindowKeys(folder).catch((caught: unknown) => caught)) as PkiFolderError;
		expect(error).toBeInstanceOf(PkiFolderError);
		expect(error.cause).toBeUndefined();
		expect(error.message).not.toContain('MII');
	});
});

describe('T-14: whose card it is, before any password', () => {
	const genuine = async () => {
		const head = Buffer.from((await cardFile('valid', 'sign-ca.der')).subarray(0, 256));
		const at = head.indexOf('JPKI-DEMO');
		head.write('JPKI-REAL', at);
		return new Uint8Array(head);
	};
	const own = async () => (await cardFile('valid', 'sign-ca.der')).subarray(0, 256);

	test.each<[string, () => Promise<Uint8Array | undefined>, 'ours' | 'other', 'ours' | 'other']>([
		['shows one of the roots', own, 'ours', 'ours'],
		[
			'shows an earlier generation',
			async () => (await cardFile('second', 'sign-ca.der')).subarray(0, 256),
			'ours',
			'ours',
		],
		['gives more than the head of a root', () => cardFile('valid', 'sign-ca.der'), 'ours', 'ours'],
		['shows another root', genuine, 'other', 'other'],
		['shows the beginning of a root only', async () => (await own()).subarray(0, 100), 'other', 'other'],
		['shows nothing', async () => new Uint8Array(0), 'ours', 'other'],
		['shows filling', async () => new Uint8Array(256).fill(0xff), 'ours', 'other'],
		['shows zeros', async () => new Uint8Array(256), 'ours', 'other'],
		['shows something else throughout', async () => new Uint8Array(256).fill(0x5a), 'other', 'other'],
		['cannot be read', async () => undefined, 'ours', 'other'],
	])('a card that %s', async (_description, head, inDemo, inProduction) => {
		const {anchors} = (await loadTrust(await demoPki())).citizens;

		expect(cardRealm(await head(), anchors, 'demo')).toBe(inDemo);
		expect(cardRealm(await head(), anchors, 'production')).toBe(inProduction);
	});
});

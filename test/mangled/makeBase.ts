import {createHash, createPrivateKey, randomBytes} from 'node:crypto';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {drawUpApplication} from '../../src/pki/application.ts';
import {readSigningCertificate} from '../../src/pki/certificate.ts';
import {initPki} from '../../src/pki/init.ts';
import {issueReceipt} from '../../src/pki/receipt.ts';
import {signApplication} from '../../src/pki/signedApplication.ts';
import {signWith} from '../../src/pki/softwareKey.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {loadWindowKeys} from '../../src/pki/windowKeys.ts';
import {type BaseFacts, baseFolder} from './base.ts';

/** Makes the sound bytes of `loadBase` from a new demo PKI; its private keys are not kept. */
export async function makeBase(): Promise<void> {
	const folder = join(await mkdtemp(join(tmpdir(), 'mangled-')), 'pki');
	// Whole seconds: a signing time has no others.
	const now = new Date(Math.floor(Date.now() / 1000) * 1000);
	try {
		await initPki(folder, {now});
		await mkdir(baseFolder, {recursive: true});
		const card = (name: string) => readFile(join(folder, 'cards/valid', name));
		const addressee = 'DEMO市長殿';
		const requestId = randomBytes(16).toString('hex');
		const certificate = await card('sign.der');
		const reading = readSigningCertificate(new Uint8Array(certificate));
		if (reading.status !== 'read') throw new Error(`the demo card cannot be read: ${reading.fault}`);
		const application = drawUpApplication({
			procedure: 'revocation',
			addressee,
			certificate: reading.certificate,
			requestId,
			createdAt: now,
		});
		const key = createPrivateKey(await card('sign.key'));
		const signing = await signApplication(application, reading.certificate, now, signWith(key));
		if (signing.status !== 'signed') throw new Error(`not signed: ${signing.status}`);
		const submission = signing.signedData;
		const digest = createHash('sha256').update(submission).digest('hex');
		const receipt = await issueReceipt(
			{
				requestId,
				procedure: 'revocation',
				digest,
				result: 'accepted',
				receiptNumber: '1234-5678-9012',
				decidedAt: now.toISOString(),
			},
			(await loadWindowKeys(folder)).receipts,
			now,
		);
		const [receiptAnchor] = (await loadTrust(folder)).receiptAnchors;
		if (!receiptAnchor) throw new Error('the demo PKI has no receipt root');
		const facts: BaseFacts = {now: now.toISOString(), addressee, requestId, digest};
		const files: Readonly<Record<string, Uint8Array | string>> = {
			'sign.der': certificate,
			'auth.der': await card('auth.der'),
			'sign-ca.der': await card('sign-ca.der'),
			'submission.cms': submission,
			'receipt.cms': receipt,
			'receipt-ca.der': receiptAnchor.der,
			'facts.json': `${JSON.stringify(facts, undefined, '\t')}\n`,
		};
		for (const [name, content] of Object.entries(files)) await writeFile(join(baseFolder, name), content);
	} finally {
		await rm(join(folder, '..'), {recursive: true});
	}
}

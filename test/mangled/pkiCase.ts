import {readSigningCertificate} from '../../src/pki/certificate.ts';
import {descent} from '../../src/pki/chain.ts';
import {believeReceipt} from '../../src/pki/receipt.ts';
import {judgeSubmission} from '../../src/pki/submission.ts';
import {isSame, readX509} from '../../src/pki/x509.ts';
import type {Base} from './base.ts';
import {must} from './cardCase.ts';

/** Reads a certificate as the kiosk does after the import; one that the authority did not sign must never look as if. */
export function certificateCase(base: Base, bytes: Uint8Array): string {
	const reading = readSigningCertificate(bytes);
	if (reading.status !== 'read') return reading.fault;
	const {x509} = reading.certificate;
	const came = descent(x509, [base.signAnchor], base.now);
	must(came !== 'verified' || isSame(x509.tbs, soundTbs(base)), 'a forged certificate is verified');
	return came;
}

/** Judges a submission as the window does; a sound one says what its signer read and signed. */
export function submissionCase(base: Base, bytes: Uint8Array): string {
	const {signAnchor, addressee, now} = base;
	const judgement = judgeSubmission(bytes, {
		trust: {anchors: [signAnchor], policy: '1.2.392.200149.8.5.1.0.20'},
		addressees: [addressee],
		now,
	});
	if (judgement.status === 'refused') return judgement.refusal;
	const {requestId} = judgement.application;
	must(requestId === base.expectation.requestId, 'a forged application is taken');
	must(isSame(judgement.certificate.x509.tbs, soundTbs(base)), 'a forged signer is taken');
	return judgement.status;
}

/** Reads a receipt as the kiosk does; one that is believed says what the window decided. */
export function receiptCase(base: Base, bytes: Uint8Array): string {
	const {receiptAnchor, expectation} = base;
	const receipt = believeReceipt(bytes, expectation, {anchors: [receiptAnchor], revokedSerials: []});
	if (!receipt) return 'not believed';
	must(
		receipt.result === 'accepted' &&
			receipt.receiptNumber === '1234-5678-9012' &&
			receipt.decidedAt === base.now.toISOString() &&
			receipt.effectiveAt === undefined,
		'a forged receipt is believed',
	);
	return 'believed';
}

function soundTbs({certificate}: Base): Uint8Array {
	return readX509(certificate)?.tbs ?? new Uint8Array();
}

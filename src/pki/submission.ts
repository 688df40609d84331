import type {Application} from '../domain/application.ts';
import {checkOrder, type Refusal} from '../domain/receipt.ts';
import {readApplication} from './application.ts';
import {readSigningCertificate, type SigningCertificate} from './certificate.ts';
import {type Descent, descent, isWithinValidity} from './chain.ts';
import {keyUsage, keyUsageBit, policies} from './extensions.ts';
import {openSignedData, type SignedDocument} from './openSignedData.ts';
import {algorithmOfKey} from './signatureAlgorithm.ts';
import {isSignedBySigner} from './signerCheck.ts';
import type {CitizenTrust} from './trust.ts';

/** What a submission is judged by. */
export interface Bench {
	readonly trust: CitizenTrust;
	/** 宛先 this window decides for. */
	readonly addressees: readonly string[];
	readonly now: Date;
}

export type Judgement =
	| {readonly status: 'sound'; readonly application: Application; readonly certificate: SigningCertificate}
	| {
			readonly status: 'refused';
			readonly refusal: Refusal;
			/** Undefined when the submission is malformed: then nothing in it is known. */
			readonly application: Application | undefined;
	  };

/**
 * Judges a submission by its bytes alone, in the order of `checkOrder`: the first check that fails is
 * the answer. Revoked and duplicate are for the window's records to say.
 */
export function judgeSubmission(cms: Uint8Array, bench: Bench): Judgement {
	const submission = openSubmission(cms);
	if (!submission) return {status: 'refused', refusal: 'malformed', application: undefined};
	const {application, certificate, document} = submission;
	const findings = {...submission, descent: descent(document.signer, bench.trust.anchors, bench.now)};
	for (const refusal of checkOrder) {
		if (refusal === 'malformed' || refusal === 'already-revoked' || refusal === 'duplicate') continue;
		if (!checks[refusal](findings, bench)) return {status: 'refused', refusal, application};
	}
	return {status: 'sound', application, certificate};
}

interface Submission {
	readonly document: SignedDocument;
	readonly application: Application;
	readonly certificate: SigningCertificate;
}

function openSubmission(cms: Uint8Array): Submission | undefined {
	const document = openSignedData(cms);
	const application = document && readApplication(document.content);
	if (!application) return undefined;
	const reading = readSigningCertificate(document.signer.der);
	return reading.status === 'read' ? {document, application, certificate: reading.certificate} : undefined;
}

/** A submission with what is asked more than once, and costs a signature. */
interface Findings extends Submission {
	readonly descent: Descent;
}

type Check = (findings: Findings, bench: Bench) => boolean;

/** What must hold, or the refusal is the answer. */
const checks: Readonly<Record<Exclude<Refusal, 'malformed'>, Check>> = {
	'unknown-issuer': findings => findings.descent !== 'unknownIssuer',
	'certificate-unverified': ({document, descent}, {trust}) =>
		descent === 'verified' &&
		algorithmOfKey(document.signer.publicKey) !== undefined &&
		keyUsage(document.signer) === (keyUsageBit.digitalSignature | keyUsageBit.nonRepudiation) &&
		policies(document.signer).includes(trust.policy),
	'not-yet-valid': ({document}, {now}) => now >= document.signer.notBefore,
	expired: ({document}, {now}) => isWithinValidity(document.signer, now),
	'application-unverified': findings => isSignedBySigner(findings.document) && isOfSigner(findings),
	'wrong-addressee': ({application}, {addressees}) => addressees.includes(application.addressee),
};

/** Whether the application speaks of the person and the certificate that signed it. */
function isOfSigner({application, certificate}: Submission): boolean {
	const {applicant, x509} = certificate;
	const particulars = Object.keys(applicant) as Array<keyof typeof applicant>;
	return (
		particulars.every(part => application.applicant[part] === applicant[part]) &&
		application.certificate.issuer === x509.issuer &&
		application.certificate.serialNumber === x509.serialNumber
	);
}

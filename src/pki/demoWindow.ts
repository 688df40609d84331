import {randomBytes} from 'node:crypto';
import {certificatePem, privateKeyPem} from './pem.ts';
import {authorityValidity} from './validity.ts';
import {
	issueClientCertificate,
	issueTlsCertificate,
	issueWindowAuthority,
	issueWindowSignerCertificate,
	receiptAlgorithm,
	tlsAlgorithm,
} from './windowProfile.ts';

/**
 * The files of a demo window: its TLS and receipt roots, its certificates and keys; an authority each for
 * terminals and verifiers, with its key to enrol more, and one of each; the key of its store.
 */
export async function demoWindowFiles(
	now: Date,
	serialNumber: () => string,
): Promise<ReadonlyArray<[string, string]>> {
	const validity = authorityValidity(now, 1);
	const particulars = (commonName: string, algorithm: typeof tlsAlgorithm | typeof receiptAlgorithm) => ({
		name: `C=JP, O=Madoguchi demonstration, CN=${commonName}`,
		serialNumber: serialNumber(),
		validity,
		algorithm,
	});
	const [tlsAuthority, receiptAuthority, terminalAuthority, verifierAuthority] = await Promise.all([
		issueWindowAuthority(particulars('TLS root', tlsAlgorithm)),
		issueWindowAuthority(particulars('Receipt root', receiptAlgorithm)),
		issueWindowAuthority(particulars('Terminals', tlsAlgorithm)),
		issueWindowAuthority(particulars('Verifiers', tlsAlgorithm)),
	]);
	const [tls, receipt, audit, terminal, verifier] = await Promise.all([
		issueTlsCertificate(tlsAuthority, particulars('localhost', tlsAlgorithm)),
		issueWindowSignerCertificate(
			receiptAuthority,
			particulars('Receipts', receiptAlgorithm),
			'receiptSigning',
		),
		issueWindowSignerCertificate(
			receiptAuthority,
			particulars('Audits seen', receiptAlgorithm),
			'auditCountersigning',
		),
		issueClientCertificate(terminalAuthority, particulars('Terminal 1', tlsAlgorithm)),
		issueClientCertificate(verifierAuthority, particulars('Verifier 1', tlsAlgorithm)),
	]);
	return [
		['tls-ca.pem', certificatePem(tlsAuthority.certificate)],
		['window-tls.pem', certificatePem(tls.certificate)],
		['window-tls.key', privateKeyPem(tls.privateKey)],
		['receipt-ca.pem', certificatePem(receiptAuthority.certificate)],
		['window-sign.pem', certificatePem(receipt.certificate)],
		['window-sign.key', privateKeyPem(receipt.privateKey)],
		['window-audit.pem', certificatePem(audit.certificate)],
		['window-audit.key', privateKeyPem(audit.privateKey)],
		['terminal-ca.pem', certificatePem(terminalAuthority.certificate)],
		['terminal-ca.key', privateKeyPem(terminalAuthority.privateKey)],
		['terminal.pem', certificatePem(terminal.certificate)],
		['terminal.key', privateKeyPem(terminal.privateKey)],
		['verifier-ca.pem', certificatePem(verifierAuthority.certificate)],
		['verifier-ca.key', privateKeyPem(verifierAuthority.privateKey)],
		['verifier.pem', certificatePem(verifier.certificate)],
		['verifier.key', privateKeyPem(verifier.privateKey)],
		['store.key', `${randomBytes(32).toString('base64')}\n`],
	];
}

import {certificatePem, privateKeyPem} from './pem.ts';
import {authorityValidity} from './validity.ts';
import {
	issueReceiptCertificate,
	issueTlsCertificate,
	issueWindowAuthority,
	receiptAlgorithm,
	tlsAlgorithm,
} from './windowProfile.ts';

/** The files of a demo window: its TLS and receipt roots, its certificates and keys. */
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
	const [tlsAuthority, receiptAuthority] = await Promise.all([
		issueWindowAuthority(particulars('TLS root', tlsAlgorithm)),
		issueWindowAuthority(particulars('Receipt root', receiptAlgorithm)),
	]);
	const [tls, receipt] = await Promise.all([
		issueTlsCertificate(tlsAuthority, particulars('localhost', tlsAlgorithm)),
		issueReceiptCertificate(receiptAuthority, particulars('Receipts', receiptAlgorithm)),
	]);
	return [
		['tls-ca.pem', certificatePem(tlsAuthority.certificate)],
		['window-tls.pem', certificatePem(tls.certificate)],
		['window-tls.key', privateKeyPem(tls.privateKey)],
		['receipt-ca.pem', certificatePem(receiptAuthority.certificate)],
		['window-sign.pem', certificatePem(receipt.certificate)],
		['window-sign.key', privateKeyPem(receipt.privateKey)],
	];
}

import {createHash} from 'node:crypto';
import {certificateFromPem} from '../../pki/pem.ts';
import {readX509} from '../../pki/x509.ts';
import type {EnrolledCard} from '../../staff/roster.ts';

/** What the roster keeps of a staff card; undefined when this is not one certificate in DER or PEM. */
export function enrolledCardOf(file: Uint8Array): EnrolledCard | undefined {
	const der = certificateFromPem(Buffer.from(file).toString('latin1')) ?? new Uint8Array(file);
	const certificate = readX509(der);
	if (!certificate) return undefined;
	const {subject, serialNumber} = certificate;
	return {subject, serialNumber, sha256: createHash('sha256').update(certificate.der).digest('hex')};
}

import {type KeyObject, sign} from 'node:crypto';
import {GeneralizedTime} from 'asn1js';
import {
	bitString,
	der,
	encodedSequence,
	integer,
	type Node,
	nothing,
	objectIdentifier,
	octetString,
	sequence,
	tagged,
	taggedBytes,
	utcTime,
} from './asn1.ts';
import {subjectKeyIdentifier} from './extensions.ts';
import {oid} from './oids.ts';
import type {X509} from './x509.ts';

/** An authority that issues revocation lists for the certificates it has signed. */
export interface CrlAuthority {
	readonly certificate: X509;
	readonly key: KeyObject;
}

/** What a certificate revocation list says. */
export interface Crl {
	/** Higher with each list of an authority (RFC 5280 5.2.3). */
	readonly number: number;
	readonly thisUpdate: Date;
	readonly nextUpdate: Date;
	readonly revoked: ReadonlyArray<{
		/** Upper-case hex. */
		readonly serialNumber: string;
		readonly revokedAt: Date;
	}>;
}

/** Signs a complete version 2 CRL of RFC 5280, section 5: DER, SHA-256 with RSA. */
export function issueCrl(crl: Crl, {certificate, key}: CrlAuthority): Uint8Array {
	const keyIdentifier = subjectKeyIdentifier(certificate) ?? new Uint8Array();
	const algorithm = () => sequence(objectIdentifier(oid.sha256WithRSAEncryption), nothing());
	const entries = crl.revoked.map(({serialNumber, revokedAt}) =>
		sequence(integer(serialNumber), time(revokedAt)),
	);
	const body = sequence(
		integer('1'),
		algorithm(),
		encodedSequence(certificate.subjectName),
		time(crl.thisUpdate),
		time(crl.nextUpdate),
		// 5.1.2.6: absent rather than empty.
		...(entries.length > 0 ? [sequence(...entries)] : []),
		tagged(
			0,
			sequence(
				extension(oid.authorityKeyIdentifier, sequence(taggedBytes(0, keyIdentifier))),
				extension(oid.cRLNumber, integer(crl.number.toString(16))),
			),
		),
	);
	return der(sequence(body, algorithm(), bitString(sign('sha256', der(body), key))));
}

/**
 * A stable short name for one generation of an authority, by its key identifier: generations share their
 * distinguished name. Sixteen hex digits, as in the list's path.
 */
export function shortName(keyIdentifier: Uint8Array): string {
	return Buffer.from(keyIdentifier.subarray(0, 8)).toString('hex');
}

function extension(type: string, value: Node): Node {
	return sequence(objectIdentifier(type), octetString(der(value)));
}

/** UTCTime through 2049, GeneralizedTime from 2050 on, both to the second (RFC 5280 5.1.2.4). */
function time(instant: Date): Node {
	const valueDate = new Date(Math.floor(instant.getTime() / 1000) * 1000);
	return valueDate.getUTCFullYear() < 2050 ? utcTime(valueDate) : new GeneralizedTime({valueDate});
}

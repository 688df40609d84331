import {X509Certificate} from 'node:crypto';

/** Who stands at the other end of a connection, by its TLS client certificate. */
export type Caller =
	| {readonly role: 'terminal' | 'verifier'; readonly serialNumber: string}
	/** No certificate, one of another authority, or one that was struck off. */
	| {readonly role: 'stranger'};

/** Whose client certificates count; a role without an authority is enrolled by nobody. */
export interface EnrolmentOptions {
	/** PEM text of the authority that enrols terminals. */
	readonly terminals?: string | undefined;
	/** PEM text of the authority that enrols verifiers of signatures, who may have the revocation lists. */
	readonly verifiers?: string | undefined;
	/** Whether a certificate was struck off, asked at each connection. */
	readonly isStruckOff: (serialNumber: string) => boolean;
}

/** Tells terminals and verifiers from strangers (T-05). */
export interface Enrolment {
	/** Whether only enrolled terminals may apply and inquire. */
	readonly enrolsTerminals: boolean;
	/** PEM texts, for the TLS server to check certificates by; empty when nobody is enrolled. */
	readonly authorities: readonly string[];
	/** @param certificate a client certificate that the TLS handshake has verified under `authorities` */
	identify(certificate: X509Certificate | undefined): Caller;
}

/** Enrols by two authorities, told apart by the key that signed: a name can be copied. */
export function createEnrolment({terminals, verifiers, isStruckOff}: EnrolmentOptions): Enrolment {
	const roles = [
		{role: 'terminal', authority: terminals},
		{role: 'verifier', authority: verifiers},
	] as const;
	const enrolling = roles.flatMap(({role, authority}) =>
		authority === undefined ? [] : [{role, authority, key: new X509Certificate(authority).publicKey}],
	);
	return {
		enrolsTerminals: terminals !== undefined,
		authorities: enrolling.map(({authority}) => authority),
		identify(certificate) {
			if (!certificate || isStruckOff(certificate.serialNumber)) return {role: 'stranger'};
			const {serialNumber} = certificate;
			const role = enrolling.find(({key}) => certificate.verify(key))?.role;
			return role ? {role, serialNumber} : {role: 'stranger'};
		},
	};
}

import type {CardKind} from '../domain/card.ts';
import type {PasswordName} from '../domain/password.ts';

/**
 * What differs from one generation of cards to the next, as data: the next card (ECDSA P-384) is another
 * constant of this type, not another driver (card-facts 6).
 */
export interface CardProfile {
	/** The name of the JPKI application. */
	readonly aid: Uint8Array;
	/** Elementary files by what they hold. */
	readonly files: {
		readonly signCertificate: number;
		readonly signCaCertificate: number;
		readonly tokenInfo: number;
		/** Says which certificates are on the card. */
		readonly holdings: number;
		readonly authCertificate: number;
		readonly authCaCertificate: number;
		readonly signKey: number;
	};
	/** The files of the passwords: only the selected one says which password a command is about (card-facts 1.5). */
	readonly passwordFiles: Readonly<Record<PasswordName, number>>;
	/** How many bytes of the token information are its label, padded with spaces (PKCS#11 CK_TOKEN_INFO). */
	readonly labelBytes: number;
	/** Which card a token label stands for. */
	readonly labels: Readonly<Record<string, Extract<CardKind, 'myNumber' | 'juki' | 'phone'>>>;
	/** The first byte of `holdings` on a card with a signing certificate. */
	readonly holdsSigning: number;
	/** The most bytes of a password the card takes in a VERIFY. */
	readonly passwordBytes: number;
	/** How long a challenge of the card is, and the key it checks the unblock authority's answer by: the simulated card's. */
	readonly challengeBytes: number;
	readonly unblockKey: number;
	/** COMPUTE DIGITAL SIGNATURE: P1 for PKCS#1 v1.5 over a DigestInfo as given. */
	readonly signScheme: number;
}

/** The My Number card of today: RSA-2048 with SHA-256 (card-facts 1.1 to 1.3). */
export const myNumberCard: CardProfile = {
	aid: Uint8Array.of(0xd3, 0x92, 0xf0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01),
	files: {
		signCertificate: 0x0001,
		signCaCertificate: 0x0002,
		tokenInfo: 0x0006,
		holdings: 0x0008,
		authCertificate: 0x000a,
		authCaCertificate: 0x000b,
		signKey: 0x001a,
	},
	passwordFiles: {signing: 0x001b, authentication: 0x0018},
	labelBytes: 32,
	labels: {
		JPKIAPICCTOKEN2: 'myNumber',
		JPKIAPICCTOKEN: 'juki',
		JPKIAPGPSETOKEN: 'phone',
		JPKIAPIOSTOKEN: 'phone',
	},
	holdsSigning: 0x8f,
	passwordBytes: 16,
	challengeBytes: 32,
	unblockKey: 0x01,
	signScheme: 0x00,
};

/** The passwords of a card: 署名用パスワード and 利用者証明用の暗証番号. */
export type PasswordName = 'signing' | 'authentication';

/** Why a signing password cannot be right; the card is not asked and no try is spent (G-13). */
export type PasswordFault = 'empty' | 'fourDigits' | 'tooShort' | 'tooLong' | 'badCharacter';

/** The signing password of the JPKI application: 6 to 16 of A-Z and 0-9 (domain.md 1.1). */
export const signingPassword = {shortest: 6, longest: 16} as const;

/**
 * Folds what was typed into what the card compares: lower-case letters and full-width signs become
 * upper-case ASCII. Works in place on UTF-8 bytes, so that no copy of a password comes to be.
 * @returns how many bytes of the buffer hold the folded password
 */
export function foldPassword(bytes: Uint8Array, length: number): number {
	let to = 0;
	for (let from = 0; from < length; from++) {
		let byte = bytes[from] as number;
		// U+FF01..U+FF5E are EF BC 81 .. EF BD 9E, the full-width forms of 0x21..0x7E.
		if (byte === 0xef && from + 2 < length) {
			const second = bytes[from + 1] as number;
			const third = bytes[from + 2] as number;
			const point = ((second & 0x3f) << 6) | (third & 0x3f);
			if (point >= 0xf01 && point <= 0xf5e) {
				byte = point - 0xf01 + 0x21;
				from += 2;
			}
		}
		bytes[to++] = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
	}
	bytes.fill(0, to, length);
	return to;
}

/** Judges the form of a folded signing password; answers with a code, never with characters. */
export function signingPasswordFault(bytes: Uint8Array, length: number): PasswordFault | undefined {
	if (length === 0) return 'empty';
	let digits = 0;
	for (let at = 0; at < length; at++) {
		const byte = bytes[at] as number;
		const isDigit = byte >= 0x30 && byte <= 0x39;
		if (isDigit) digits++;
		else if (byte < 0x41 || byte > 0x5a) return 'badCharacter';
	}
	if (length === 4 && digits === 4) return 'fourDigits';
	if (length < signingPassword.shortest) return 'tooShort';
	if (length > signingPassword.longest) return 'tooLong';
	return undefined;
}

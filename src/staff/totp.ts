import {createHmac} from 'node:crypto';
import {oneTimeCodeDigits} from '../domain/staff.ts';

/** The length of a time step in seconds (RFC 6238 5.2). */
const stepSeconds = 30;

/** How many steps a telephone's clock may be off, either way (RFC 6238 5.2 and 6). */
const driftSteps = 1;

/** The number of the time step an instant lies in (RFC 6238 4.2), T0 = 0. */
export function stepAt(instant: Date): number {
	return Math.floor(instant.getTime() / 1000 / stepSeconds);
}

/**
 * The one-time code of a time step as a number: HMAC-SHA-1, truncated (RFC 4226 5.3). A number and not a text, for
 * texts stay in memory; the digits in front that a text would show are zeroes.
 */
export function oneTimeCode(secret: Uint8Array, step: number, digits = oneTimeCodeDigits): number {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = createHmac('sha1', secret).update(counter).digest();
	const offset = (mac.at(-1) ?? 0) & 0x0f;
	const code = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits;
	mac.fill(0);
	return code;
}

/**
 * The time step that typed digits are the code of, around an instant; undefined where they are none's. A step at or
 * before `lastStep` was used and is not taken again (RFC 6238 5.2).
 * @param typed ASCII digits in their buffer
 */
export function stepOfCode(
	typed: Uint8Array,
	{secret, at, lastStep}: {readonly secret: Uint8Array; readonly at: Date; readonly lastStep: number},
): number | undefined {
	if (typed.length !== oneTimeCodeDigits) return undefined;
	const code = typed.reduce((value, digit) => value * 10 + (digit - 0x30), 0);
	const now = stepAt(at);
	for (let step = now - driftSteps; step <= now + driftSteps; step++) {
		if (step > lastStep && oneTimeCode(secret, step) === code) return step;
	}
	return undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes as base32 without padding (RFC 4648 6), as authenticator programs take a secret. */
export function base32(bytes: Uint8Array): string {
	let bits = '';
	for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
	return (bits.match(/.{1,5}/g) ?? [])
		.map(five => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
		.join('');
}

/** The address that an authenticator program reads a secret from, as QR code or by hand. */
export function otpauthUri(staffId: string, secret: Uint8Array): string {
	const query = new URLSearchParams({
		secret: base32(secret),
		issuer: 'Madoguchi',
		algorithm: 'SHA1',
		digits: String(oneTimeCodeDigits),
		period: String(stepSeconds),
	});
	return `otpauth://totp/Madoguchi:${encodeURIComponent(staffId)}?${query}`;
}

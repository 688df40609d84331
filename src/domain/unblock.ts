const purpose = new TextEncoder().encode('MADOGUCHI RESET RETRY COUNTER\0');

/**
 * What an unblock authority signs so that a simulated card takes a new password: the purpose, the card's challenge and
 * the password file. Ours: the real card's way is not public (card-facts 1.3).
 * @param challenge the 32 bytes of the card's GET CHALLENGE
 * @param file the identifier of the password file, such as 0x001B
 */
export function unblockMessage(challenge: Uint8Array, file: number): Uint8Array {
	const message = new Uint8Array(purpose.length + challenge.length + 2);
	message.set(purpose);
	message.set(challenge, purpose.length);
	message.set([file >> 8, file & 0xff], purpose.length + challenge.length);
	return message;
}

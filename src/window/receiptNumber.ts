/**
 * A fresh 受付番号: eleven random digits and a check digit, in groups that can be read out. It tells
 * nothing of the person, the request or how many came before.
 * @param randomBytes a source of secure random bytes
 */
export function drawReceiptNumber(randomBytes: (count: number) => Uint8Array): string {
	const bytes = randomBytes(8);
	const random = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
	// 2^64 is more than 10^8 times the range: the bias of the remainder does not show.
	const digits = String(random % 10n ** 11n).padStart(11, '0');
	return `${digits}${checkDigit(digits)}`.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}

/** ISO/IEC 7064 MOD 11,10: finds every single wrong digit and nearly every swap of neighbours. */
export function checkDigit(digits: string): string {
	let product = 10;
	for (const digit of digits) {
		const sum = (product + Number(digit)) % 10;
		product = ((sum === 0 ? 10 : sum) * 2) % 11;
	}
	return String((11 - product) % 10);
}

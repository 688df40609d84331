/** Pixels from the upper left, three bytes each: red, green, blue. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly pixels: Uint8Array;
}

/** Reads what grim writes as PPM (Netpbm P6, 8 bits a channel). */
export function readPpm(bytes: Uint8Array): Picture {
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
	const found = /^P6\s(\d+)\s(\d+)\s255\s/.exec(head);
	if (!found) throw new Error('this is no PPM picture');
	const [lead, width, height] = found;
	return {width: Number(width), height: Number(height), pixels: bytes.subarray(lead.length)};
}

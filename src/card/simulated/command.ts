/** A short command APDU as a card receives it (ISO/IEC 7816-4, 5.1). */
export interface ReceivedCommand {
	readonly cla: number;
	readonly ins: number;
	readonly p1: number;
	readonly p2: number;
	/** Empty in cases 1 and 2. */
	readonly data: Uint8Array;
	/** 1 to 256; absent in cases 1 and 3. */
	readonly le: number | undefined;
}

/** Takes a command apart; undefined when its lengths do not agree, which the card answers with 6700. */
export function parseCommand(bytes: Uint8Array): ReceivedCommand | undefined {
	const [cla, ins, p1, p2, length] = bytes;
	if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return undefined;
	const header = {cla, ins, p1, p2};
	const none = new Uint8Array();
	if (length === undefined) return {...header, data: none, le: undefined};
	if (bytes.length === 5) return {...header, data: none, le: length || 256};
	const data = bytes.subarray(5, 5 + length);
	if (length === 0 || data.length < length || bytes.length > 6 + length) return undefined;
	const le = bytes[5 + length];
	return {...header, data, le: le === undefined ? undefined : le || 256};
}

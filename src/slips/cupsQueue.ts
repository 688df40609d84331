import {type Attribute, decodeAnswer, encodeRequest, type IppAnswer, type IppRequest} from './ipp.ts';

export interface CupsQueue {
	/** The socket on which the CUPS of this machine listens; no network is asked. */
	readonly socket: string;
	/** The printer's name in CUPS. */
	readonly queue: string;
}

/** CUPS said no. */
export class CupsRefusal extends Error {
	override readonly name = 'CupsRefusal';

	/** @param status as in RFC 8011, appendix B */
	constructor(
		operation: IppRequest['operation'],
		readonly status: number | undefined,
	) {
		super(`CUPS refused ${operation}: ${status}`);
	}
}

/** Asks CUPS for one operation on a queue. Throws CupsRefusal, or whatever keeps the socket from answering. */
export type AskCups = (
	operation: IppRequest['operation'],
	attributes: readonly Attribute[],
	signal: AbortSignal,
	more?: Partial<Pick<IppRequest, 'data' | 'groups'>>,
) => Promise<IppAnswer>;

/** A queue of the machine's own CUPS, by IPP over its socket. */
export function cupsQueue({socket, queue}: CupsQueue): AskCups {
	const printerUri = `ipp://localhost/printers/${encodeURIComponent(queue)}`;
	let requestId = 0;
	return async (operation, attributes, signal, {groups = [], data} = {}) => {
		const response = await fetch(`http://localhost/printers/${encodeURIComponent(queue)}`, {
			unix: socket,
			method: 'POST',
			headers: {'Content-Type': 'application/ipp'},
			body: encodeRequest({
				operation,
				requestId: ++requestId,
				groups: [
					[
						'operation',
						[
							['attributes-charset', 'charset', 'utf-8'],
							['attributes-natural-language', 'language', 'en'],
							['printer-uri', 'uri', printerUri],
							...attributes,
						],
					],
					...groups,
				],
				...(data && {data}),
			}),
			signal,
		});
		const answer = decodeAnswer(await response.bytes());
		if (!answer || answer.status >= 0x0100) throw new CupsRefusal(operation, answer?.status);
		return answer;
	};
}

import {createHash} from 'node:crypto';
import type {Procedure} from '../domain/procedure.ts';
import type {Answer, Client, Expectation} from './client.ts';
import type {Outbox, OutboxContent} from './outbox.ts';

/** A signed application on its way, with all that is needed to ask about it later. */
export interface Parcel extends Expectation {
	/** CMS SignedData, exactly as signed. */
	readonly cms: Uint8Array;
}

/** Packs a signed application at the moment of sending. */
export function packParcel(
	signed: {readonly requestId: string; readonly procedure: Procedure; readonly cms: Uint8Array},
	sentAt: Date,
): Parcel {
	const digest = createHash('sha256').update(signed.cms).digest('hex');
	return {...signed, digest, sentAt: sentAt.toISOString()};
}

export type Delivery =
	| Answer
	/** The outbox could not be written, so nothing was sent. */
	| {readonly status: 'notSent'};

/** Sends each application once and asks afterwards, over a crash or a power cut too (T-01). */
export interface Postman {
	/** Notes the application in the outbox, then sends it; one that is noted already is only asked about. */
	deliver(parcel: Parcel, signal?: AbortSignal): Promise<Delivery>;
	/** Asks what became of an application, and strikes it out when a believed receipt says so. */
	ask(entry: Expectation, signal?: AbortSignal): Promise<Answer>;
	/** What still waits for a receipt. */
	waiting(): Promise<OutboxContent>;
	/**
	 * Asks once about everything that waits, the oldest first; it sends nothing. Call it only while nothing is
	 * delivered: an inquiry that overtook its document would close it at the window.
	 * @returns how many are left, with the files that cannot be read
	 */
	settle(signal?: AbortSignal): Promise<number>;
}

export function createPostman({client, outbox}: {readonly client: Client; readonly outbox: Outbox}): Postman {
	const ask = async (entry: Expectation, signal?: AbortSignal) =>
		settled(entry, await client.inquire(entry, signal));
	const settled = async (entry: Expectation, answer: Answer) => {
		// A file that cannot be removed stays, and is asked about once more at the next start.
		if (answer.status === 'answered') await outbox.strike(entry).catch(() => undefined);
		return answer;
	};
	return {
		deliver: async (parcel, signal) => {
			let isNew: boolean;
			try {
				isNew = await outbox.add(parcel);
			} catch {
				return {status: 'notSent'};
			}
			return isNew ? settled(parcel, await client.submit(parcel, signal)) : ask(parcel, signal);
		},
		ask,
		waiting: () => outbox.list(),
		settle: async signal => {
			const {entries, unreadable} = await outbox.list();
			let left = entries.length + unreadable.length;
			for (const entry of entries) {
				if (signal?.aborted) break;
				if ((await ask(entry, signal)).status === 'answered') left--;
			}
			return left;
		},
	};
}

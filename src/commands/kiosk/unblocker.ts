import type {ResetRefusal} from '../../domain/resetRules.ts';
import {askReset} from '../../window/client.ts';
import type {Site} from '../../window/exchange.ts';
import type {SignedStatement} from '../../window/protocol.ts';

/** What two officers ordered, and for which card. */
export interface UnblockOrder {
	/** Of the first officer and the second. */
	readonly statements: readonly [SignedStatement, SignedStatement];
	/** What the card is known by. */
	readonly identity: string;
}

/** Who can unblock a card. A real card's way is not public: the municipality's own terminal does it (decision 0028). */
export interface Unblocker {
	/** Whether it would be authorised; uses nothing up. */
	ask(order: UnblockOrder, left: AbortSignal): Promise<'granted' | ResetRefusal | 'noAnswer'>;
	/** Answers a card's challenge, once for an order. */
	authorise(
		order: UnblockOrder,
		challenge: Uint8Array,
		left: AbortSignal,
	): Promise<Uint8Array | ResetRefusal | 'noAnswer'>;
}

/** Shorter than the machine's own deadline. */
const deadlineMs = 20_000;

/** The window as the unblocker, of simulated cards: the key is there and never here (T-21). */
export function windowUnblocker(site: Site): Unblocker {
	return {
		ask: async (order, signal) => {
			const answer = await askReset(site, order, {deadlineMs, signal});
			if (answer?.status === 'refused') return answer.cause;
			return answer?.status === 'granted' ? 'granted' : 'noAnswer';
		},
		authorise: async (order, challenge, signal) => {
			const asked = {...order, challenge: challenge.toBase64()};
			const answer = await askReset(site, asked, {deadlineMs, signal});
			if (answer?.status === 'refused') return answer.cause;
			return answer?.status === 'authorised' ? Uint8Array.fromBase64(answer.cryptogram) : 'noAnswer';
		},
	};
}

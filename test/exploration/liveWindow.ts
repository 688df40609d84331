import type {Procedure} from '../../src/domain/procedure.ts';
import type {Result} from '../../src/domain/receipt.ts';
import type {Parcel} from '../../src/window/delivery.ts';
import {createDesk, type Desk, type Reply} from '../../src/window/desk.ts';
import {openRegistry, type Registry} from '../../src/window/registry.ts';
import {deskParts, issueFakeLists, noon, parcelOf} from '../window/fakes.ts';
import type {MyNumberCard, Revoked, WindowRecord} from './environment.ts';

/** What can happen to a window. */
export type WindowEvent = 'document' | 'inquiry' | 'otherTerminal' | 'midnight';

/** What a window did at an event. */
export interface WindowReply {
	/** What the signed receipt says that came back; nothing, when it was a problem. */
	readonly receipt: Result | undefined;
	/** How many revocations were entered. */
	readonly entered: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The product's window, its desk over its own store, without the network before it. */
export class LiveWindow {
	readonly #store: Registry;
	readonly #desk: Desk;
	readonly #requests: Parcel[] = [];
	#now = noon;
	#entered = 0;

	/** @param bend gives the desk another registry, to see a fault found */
	static async open(bend: (registry: Registry) => Registry = registry => registry): Promise<LiveWindow> {
		let nth = 0;
		const store = await openRegistry('sqlite::memory:', () => `R-${++nth}`);
		await issueFakeLists(store, noon);
		return new LiveWindow(store, bend);
	}

	private constructor(store: Registry, bend: (registry: Registry) => Registry) {
		this.#store = store;
		const registry = countingEntries(bend(store), () => this.#entered++);
		this.#desk = createDesk(deskParts(registry, {now: () => this.#now}));
	}

	/** Signs one more request that may be sent here. */
	sign(procedure: Procedure, card: MyNumberCard): number {
		const refused = card === 'B' && ({refusedAs: 'certificate-unverified'} as const);
		return this.#requests.push(parcelOf({procedure, ...refused})) - 1;
	}

	/** @param nth the request that the document or the inquiry is about */
	async happens(event: WindowEvent, nth: number): Promise<WindowReply> {
		this.#entered = 0;
		const receipt = await this.#answerTo(event, this.#request(nth));
		return {receipt, entered: this.#entered};
	}

	async recordOf(nth: number): Promise<WindowRecord> {
		const {requestId, procedure, digest} = this.#request(nth);
		const known = await this.#store.recall({requestId, procedure, digest}, 'inquiry');
		return known?.status === 'answered' ? known.result : 'none';
	}

	/** What a validity check of certificate A is told now. */
	async revoked(): Promise<Revoked> {
		const probe = await this.#desk.submit(parcelOf({procedure: 'validity'}).cms, {status: 'none'});
		const result = resultOf(probe);
		switch (result) {
			case 'valid':
				return 'no';
			case 'duplicate':
				return 'entered';
			case 'already-revoked':
				return 'listed';
			default:
				throw new Error(`a good certificate was answered ${result}`);
		}
	}

	close(): Promise<void> {
		return this.#store.close();
	}

	async #answerTo(
		event: WindowEvent,
		{requestId, procedure, digest, cms}: Parcel,
	): Promise<Result | undefined> {
		switch (event) {
			case 'document':
				return resultOf(await this.#desk.submit(cms, {status: 'made', requestId, procedure}));
			case 'inquiry':
				return resultOf(await this.#desk.inquire({requestId, procedure, digest}));
			case 'otherTerminal':
				await this.#desk.submit(parcelOf().cms, {status: 'none'});
				return undefined;
			case 'midnight':
				this.#now = new Date(this.#now.getTime() + dayMs);
				await issueFakeLists(this.#store, this.#now);
				return undefined;
		}
	}

	#request(nth: number): Parcel {
		const request = this.#requests[nth];
		if (!request) throw new Error(`there is no request ${nth}`);
		return request;
	}
}

function resultOf(reply: Reply): Result | undefined {
	return reply.status === 'answered' ? reply.result : undefined;
}

function countingEntries(registry: Registry, count: () => void): Registry {
	return {
		...registry,
		settle: (request, arrival, decide) =>
			registry.settle(request, arrival, (records, receiptNumber) => {
				const enter: typeof records.enter = async (...entry) => {
					const isEntered = await records.enter(...entry);
					if (isEntered) count();
					return isEntered;
				};
				return decide({...records, enter}, receiptNumber);
			}),
	};
}

import type {
	CardIdentity,
	FreeCertificate,
	JpkiDriver,
	LookOutcome,
	NoVisit,
	PadVerifyOutcome,
	VerifiedVisit,
	Visiting,
} from '../../card/jpki.ts';
import type {Admits} from '../../card/recognise.ts';
import {signingPassword} from '../../domain/password.ts';
import type {MachineEvent} from '../../machines/events.ts';
import type {VisitKind} from '../../machines/login.ts';

/** What the desk needs of the password slot: the password, once. */
export interface PasswordSource {
	take(write: (password: Uint8Array) => void): boolean;
	empty(): void;
}

/**
 * The card's side of a procedure: which card was imported, and the visit that a login opened and the next
 * state goes on with. One visit at a time; the next waits until the last has powered the card off.
 */
export class CardDesk {
	readonly #driver: JpkiDriver;
	readonly #slot: PasswordSource;
	readonly #admits: Admits;
	#visit: VerifiedVisit | undefined;
	#imported: CardIdentity | undefined;
	#last: Promise<unknown> = Promise.resolve();

	constructor(driver: JpkiDriver, slot: PasswordSource, admits: Admits) {
		this.#driver = driver;
		this.#slot = slot;
		this.#admits = admits;
	}

	/** The first visit. */
	look(): Promise<MachineEvent> {
		return this.inTurn(async () => eventOfLook(await this.#driver.look({admits: this.#admits})));
	}

	/** Is it the card that was imported, without a moment out of the reader? (T-12) */
	lookAgain(): Promise<MachineEvent> {
		return this.inTurn(async () => {
			const look = await this.#driver.look({admits: this.#admits});
			if (look.status === 'ready' && !isSame(look.identity, this.#imported)) return {type: 'card.changed'};
			return eventOfLook(look);
		});
	}

	/** Sends the password in the slot, once, and keeps the visit open when it was right and still wanted. */
	check(kind: VisitKind, left: AbortSignal): Promise<MachineEvent> {
		return this.inTurn(async () => {
			try {
				return await this.#verify(kind, left, options =>
					this.#driver.verify(write => this.#slot.take(write), options),
				);
			} finally {
				this.#slot.empty();
			}
		});
	}

	/** The same with a password that the person types on the keys of the reader. */
	checkOnPad(kind: VisitKind, left: AbortSignal): Promise<MachineEvent> {
		return this.inTurn(() =>
			this.#verify(kind, left, options => this.#driver.verifyOnPad(signingPassword, options)),
		);
	}

	async #verify(
		kind: VisitKind,
		left: AbortSignal,
		verify: (options: Visiting) => Promise<PadVerifyOutcome>,
	): Promise<MachineEvent> {
		if (left.aborted) return {type: 'card.failed'};
		if (kind === 'sign' && !this.#imported) return {type: 'card.changed'};
		const same = kind === 'sign' ? this.#imported : undefined;
		const outcome = await verify({admits: this.#admits, ...(same && {same})});
		switch (outcome.status) {
			case 'verified':
				// Nobody is there to go on with it: power the card off rather than leave its key open.
				if (left.aborted) await outcome.visit.end();
				else this.#visit = outcome.visit;
				return {type: 'card.verified'};
			case 'wrong':
				return {type: 'card.wrongPassword', triesLeft: outcome.triesLeft};
			case 'changed':
				return {type: 'card.changed'};
			case 'cancelled':
				return {type: 'card.padCancelled'};
			case 'notTyped':
				return {type: 'card.notTyped'};
			default:
				return eventOfNoVisit(outcome);
		}
	}

	/** Reads the certificate in the visit that the login opened, and ends it. */
	importCertificate(): Promise<MachineEvent> {
		return this.inTurn(() =>
			this.#goOn(async visit => {
				const read = await visit.readCertificate();
				switch (read.status) {
					case 'read':
						this.#imported = read.identity;
						return {type: 'card.imported', certificate: read.certificate.toBase64()};
					case 'unreadable':
						return {type: 'card.unreadable'};
					case 'left':
						return {type: 'card.left'};
					case 'stuck':
						return {type: 'card.failed'};
				}
			}),
		);
	}

	/** Reads a certificate that needs no password. */
	readFree(certificate: FreeCertificate): Promise<MachineEvent> {
		return this.inTurn(async () => {
			const read = await this.#driver.readFree(certificate, {admits: this.#admits});
			switch (read.status) {
				case 'read':
					return {type: 'card.imported', certificate: read.certificate.toBase64()};
				case 'unreadable':
					return {type: 'card.unreadable'};
				default:
					return eventOfNoVisit(read);
			}
		});
	}

	/** Lends the visit that the second login opened to a signature, and ends it. */
	sign(
		use: (sign: (digestInfo: Uint8Array) => Promise<Uint8Array | undefined>) => Promise<MachineEvent>,
	): Promise<MachineEvent> {
		return this.inTurn(() =>
			this.#goOn(async visit => {
				let broken: MachineEvent | undefined;
				const event = await use(async digestInfo => {
					const outcome = await visit.sign(digestInfo);
					if (outcome.status === 'signed') return outcome.signature;
					if (outcome.status === 'left') broken = {type: 'card.left'};
					if (outcome.status === 'stuck') broken = {type: 'card.failed'};
					return undefined;
				});
				return broken ?? event;
			}),
		);
	}

	/** Ends an open visit and forgets which card it was. */
	leave(): Promise<void> {
		this.#imported = undefined;
		this.#slot.empty();
		const visit = this.#visit;
		this.#visit = undefined;
		return this.inTurn(async () => visit?.end());
	}

	/** One visit after the other: runs when the last has powered the card off. */
	inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
		const mine = this.#last.then(work);
		this.#last = mine.catch(() => undefined);
		return mine;
	}

	async #goOn(work: (visit: VerifiedVisit) => Promise<MachineEvent>): Promise<MachineEvent> {
		const visit = this.#visit;
		this.#visit = undefined;
		if (!visit) return {type: 'card.failed'};
		try {
			return await work(visit);
		} finally {
			await visit.end();
		}
	}
}

function isSame(one: CardIdentity, other: CardIdentity | undefined): boolean {
	return one.digest === other?.digest && one.insertions === other.insertions;
}

/** What a look at the card says to the machines. */
export function eventOfLook(look: LookOutcome): MachineEvent {
	if (look.status !== 'ready') return eventOfNoVisit(look);
	return {type: 'card.ready', triesLeft: look.triesLeft, ...(look.typedOn && {typedOn: look.typedOn})};
}

/** Why a visit did not come to its point, as the machines hear it. */
export function eventOfNoVisit(outcome: NoVisit): MachineEvent {
	switch (outcome.status) {
		case 'absent':
			return {type: 'card.absent', cause: outcome.cause};
		case 'other':
			return {type: 'card.other', kind: outcome.kind};
		case 'blocked':
			return {type: 'card.blocked'};
		case 'left':
			return {type: 'card.left'};
		case 'stuck':
		case 'failed':
			return {type: 'card.failed'};
	}
}

import {createHash, randomBytes} from 'node:crypto';
import type {CardIdentity, JpkiDriver} from '../../card/jpki.ts';
import type {Admits} from '../../card/recognise.ts';
import type {Audit} from '../../domain/audit.ts';
import type {PasswordName} from '../../domain/password.ts';
import {parseStatement, statementText} from '../../domain/reset.ts';
import type {ResetTimes} from '../../domain/resetRules.ts';
import type {PasswordVault} from '../../keys/vault.ts';
import type {OrderedReset, OrderParts, ResetEnding} from '../../machines/assistedReset.ts';
import type {MachineEvent} from '../../machines/events.ts';
import {type CardDesk, eventOfLook, eventOfNoVisit} from './cardDesk.ts';
import type {Unblocker, UnblockOrder} from './unblocker.ts';

/** Fewer tries than this, and no password is sent to find out which one holds: it might lock the card. */
const triesToTell = 2;

export interface ResetDeskParts {
	readonly driver: JpkiDriver;
	/** Whose turns the visits wait for. */
	readonly desk: CardDesk;
	readonly vault: PasswordVault;
	readonly admits: Admits;
	readonly audit: Audit;
	/** Nobody, where only guidance is given. */
	readonly unblocker: Unblocker | undefined;
	readonly times: Pick<ResetTimes, 'secondsAfter'>;
	readonly now: () => Date;
}

/** A reset that was begun, until it ends. */
interface Begun {
	readonly id: string;
	readonly password: PasswordName;
	readonly identity: CardIdentity;
	/** The card by the audit's mark. */
	readonly card: string;
	readonly officers: readonly string[];
	/** Which password the card holds, as far as it told: nobody may stay to hear it. */
	readonly holds: 'old' | 'new' | 'unknown';
}

/** How a reset that nobody went on with stands in the audit: by what the card is known to hold. */
const leftAs = {old: 'cancelled', new: 'reset', unknown: 'unknown'} as const;

/**
 * What a staff-assisted reset does outside its machine: which card is meant, the order, the window's answer, the card's
 * one visit. Each step is in the audit before it is taken; every reset that was begun has its end there.
 */
export class ResetDesk {
	readonly #parts: ResetDeskParts;
	#begun: Begun | undefined;
	#grantEndsMs = 0;

	constructor(parts: ResetDeskParts) {
		this.#parts = parts;
	}

	/** Looks at the citizen's card and begins: from here on only this card is meant. */
	look(password: PasswordName): Promise<MachineEvent> {
		const {driver, desk, admits, audit} = this.#parts;
		return desk.inTurn(async () => {
			this.leave();
			const look = await driver.look({admits, password});
			if (look.status !== 'ready' && look.status !== 'blocked') return eventOfNoVisit(look);
			// A card that nothing tells from others of its kind cannot be known again.
			if (look.identity.digest === nameless) return {type: 'card.other', kind: 'other'};
			const card = audit.markOf(look.identity.digest);
			const begun = {id: randomBytes(16).toString('hex'), password, identity: look.identity, card};
			audit.note({kind: 'resetStep', reset: begun.id, step: 'begun', password, card});
			this.#begun = {...begun, officers: [], holds: 'old'};
			// The keys of the reader are for the login.
			return look.status === 'ready' ? {type: 'card.ready', triesLeft: look.triesLeft} : eventOfLook(look);
		});
	}

	/** Puts the order before an officer. */
	drawUp({password, comer, documents, part}: OrderParts): MachineEvent {
		const {id: resetId, card} = this.#open();
		const at = this.#parts.now().toISOString();
		return {type: 'reset.drawn', order: statementText({resetId, password, card, comer, documents, part, at})};
	}

	/** Would it be authorised? */
	async ask(ordered: OrderedReset, left: AbortSignal): Promise<MachineEvent> {
		const {audit, unblocker, times} = this.#parts;
		const begun = this.#open();
		const {id: reset, card} = begun;
		const {password} = ordered;
		const [first, second] = ordered.signed;
		if (!unblocker || !first || !second) return {type: 'reset.noAnswer'};
		this.#begun = {...begun, officers: [first.officer.id, second.officer.id]};
		const step = {kind: 'resetStep', reset, password, card} as const;
		audit.note({...step, step: 'documentsSeen', officer: first.officer.id});
		audit.note({...step, step: 'confirmed', officer: second.officer.id});
		const answer = await unblocker.ask(orderOf(ordered, begun.identity), left);
		if (answer === 'noAnswer') return {type: 'reset.noAnswer'};
		if (answer !== 'granted') return {type: 'reset.refused', cause: answer};
		const at = Date.parse(parseStatement(second.text)?.at ?? '');
		this.#grantEndsMs = at + times.secondsAfter * 1000;
		return {type: 'reset.granted'};
	}

	/** For how long the two officers' word still holds, in whole seconds. */
	secondsLeft(): number {
		return Math.max(0, Math.ceil((this.#grantEndsMs - this.#parts.now().getTime()) / 1000));
	}

	/** One visit to the same card: its challenge, the answer to it, the new password. Nothing is repeated. */
	reset(ordered: OrderedReset, left: AbortSignal): Promise<MachineEvent> {
		const {driver, desk, vault, admits, audit, unblocker} = this.#parts;
		return desk.inTurn(async () => {
			const {id: reset, identity, card} = this.#open();
			const {password} = ordered;
			if (left.aborted || !unblocker) return {type: 'reset.noAnswer'};
			const look = await driver.look({admits, password});
			if (look.status === 'left') return {type: 'card.absent', cause: 'noCard'};
			if (look.status !== 'ready' && look.status !== 'blocked') return eventOfNoVisit(look);
			if (look.identity.digest !== identity.digest) return {type: 'card.changed'};

			let refusal: MachineEvent = {type: 'reset.noAnswer'};
			let isUsed = false;
			const outcome = await driver.resetPassword(
				{
					next: write => {
						this.#learn(reset, 'unknown');
						return vault.lend('next', write);
					},
					authorise: async challenge => {
						audit.note({kind: 'resetStep', reset, step: 'authorised', password, card});
						const answer = await unblocker.authorise(orderOf(ordered, identity), challenge, left);
						isUsed = answer instanceof Uint8Array;
						if (answer instanceof Uint8Array) return answer;
						if (answer !== 'noAnswer') refusal = {type: 'reset.refused', cause: answer};
						return undefined;
					},
				},
				{admits, password, same: look.identity},
			);
			// Of no other outcome had the password gone out.
			if (outcome.status === 'done') this.#learn(reset, 'new');
			else if (outcome.status !== 'unknown') this.#learn(reset, 'old');
			switch (outcome.status) {
				case 'done':
					return {type: 'card.passwordChanged'};
				case 'notAuthorised':
					return refusal;
				case 'refused':
					return {type: 'card.passwordKept'};
				case 'unknown':
					return {type: 'card.changeUnknown'};
				case 'changed':
					return {type: 'card.changed'};
				// Before the new password was on its way. Another try needs other orders, once the window answered these.
				case 'left':
					return isUsed ? {type: 'reset.refused', cause: 'used'} : {type: 'card.absent', cause: 'noCard'};
				default:
					return eventOfNoVisit(outcome);
			}
		});
	}

	/**
	 * Asks the same card, put in again, which password it holds. A password that is still blocked was not set; else the
	 * new one is tried, which costs a try when it was not set. Nothing is tried where that might lock the card.
	 */
	tell(password: PasswordName, left: AbortSignal): Promise<MachineEvent> {
		const {driver, desk, vault, admits} = this.#parts;
		return desk.inTurn(async () => {
			const {id: reset, identity} = this.#open();
			if (left.aborted) return {type: 'card.changeUnknown'};
			const look = await driver.look({admits, password});
			if (look.status === 'left') return {type: 'card.absent', cause: 'noCard'};
			if (look.status !== 'ready' && look.status !== 'blocked') return eventOfNoVisit(look);
			if (look.identity.digest !== identity.digest) return {type: 'card.changed'};
			if (look.status === 'blocked') {
				this.#learn(reset, 'old');
				return {type: 'card.blocked'};
			}
			if (look.triesLeft < triesToTell) return {type: 'card.changeUnknown'};

			let isSent = false;
			const tried = await driver.verify(
				write => {
					isSent = true;
					return vault.lend('next', write);
				},
				{admits, password, same: look.identity},
			);
			switch (tried.status) {
				case 'verified':
					await tried.visit.end();
					this.#learn(reset, 'new');
					return {type: 'card.passwordChanged'};
				case 'wrong':
					this.#learn(reset, 'old');
					return {type: 'card.passwordKept'};
				default:
					return isSent ? {type: 'card.changeUnknown'} : {type: 'card.absent', cause: 'noCard'};
			}
		});
	}

	/** Notes how it ended; on disk when this returns. */
	noteEnd({result, cause}: ResetEnding): void {
		this.#end(result, cause);
	}

	/** Nobody goes on with it: what was begun and has no end was cancelled, unless the card was not left as it was. */
	leave(): void {
		this.#end(leftAs[this.#begun?.holds ?? 'old']);
	}

	/** Keeps what the card told, of a reset that has not ended meanwhile. */
	#learn(reset: string, holds: Begun['holds']): void {
		if (this.#begun?.id === reset) this.#begun = {...this.#begun, holds};
	}

	#end(result: ResetEnding['result'] | 'cancelled', cause?: string): void {
		const begun = this.#begun;
		this.#begun = undefined;
		if (!begun) return;
		const {id: reset, password, card, officers} = begun;
		this.#parts.audit.note({
			kind: 'resetEnded',
			...{reset, result, password, card, officers},
			...(cause !== undefined && {cause}),
		});
	}

	#open(): Begun {
		if (!this.#begun) throw new Error('no reset was begun');
		return this.#begun;
	}
}

/** What a card is known by that has no authentication certificate: nothing. */
const nameless = createHash('sha256').digest('hex');

function orderOf({signed: [first, second]}: OrderedReset, {digest}: CardIdentity): UnblockOrder {
	if (!first || !second) throw new Error('an order has two officers');
	const statementOf = ({text, certificate, signature}: typeof first) => ({text, certificate, signature});
	return {statements: [statementOf(first), statementOf(second)], identity: digest};
}

import type {CardIdentity, JpkiDriver} from '../../card/jpki.ts';
import type {Admits} from '../../card/recognise.ts';
import type {NewPasswordFault} from '../../domain/newPassword.ts';
import type {PasswordName} from '../../domain/password.ts';
import type {PasswordVault} from '../../keys/vault.ts';
import type {MachineEvent} from '../../machines/events.ts';
import {type CardDesk, eventOfLook, eventOfNoVisit} from './cardDesk.ts';

/** Fewer tries than this, and no password is sent to find out which one holds: it might lock the card. */
const triesToTell = 2;

/** How a change ends whose old password was right. */
const afterRight = ['done', 'objected', 'refused', 'unknown'] as const;

export interface PasswordDeskParts {
	readonly driver: JpkiDriver;
	/** Whose turns the visits wait for. */
	readonly desk: CardDesk;
	readonly vault: PasswordVault;
	readonly admits: Admits;
}

/** The card's side of a change of passwords: which card was looked at, the change, and which password holds after. */
export class PasswordDesk {
	readonly #parts: PasswordDeskParts;
	#looked: CardIdentity | undefined;
	/** That card found the old password in the vault right. */
	#isCurrentRight = false;

	constructor(parts: PasswordDeskParts) {
		this.#parts = parts;
	}

	/** Which card is it, and how many tries has this password left? From here on only this card is meant. */
	look(password: PasswordName): Promise<MachineEvent> {
		const {driver, desk, admits} = this.#parts;
		return desk.inTurn(async () => {
			const look = await driver.look({admits, password});
			this.#looked = look.status === 'ready' ? look.identity : undefined;
			// The keys of the reader are for the login: a change is typed on the keyboard.
			return look.status === 'ready' ? {type: 'card.ready', triesLeft: look.triesLeft} : eventOfLook(look);
		});
	}

	/**
	 * Changes the password in one visit, once.
	 * @param judge what it says of the signing certificate, where this password opens it
	 */
	change(
		password: PasswordName,
		left: AbortSignal,
		judge?: (certificate: Uint8Array | undefined) => NewPasswordFault | undefined,
	): Promise<MachineEvent> {
		const {driver, desk, vault, admits} = this.#parts;
		return desk.inTurn(async () => {
			if (left.aborted || !this.#looked) return {type: 'card.failed'};
			this.#isCurrentRight = false;
			const outcome = await driver.change(
				{
					current: write => vault.lend('current', write),
					next: write => vault.lend('next', write),
					...(judge && {judge}),
				},
				{admits, password, same: this.#looked},
			);
			this.#isCurrentRight = afterRight.some(status => status === outcome.status);
			switch (outcome.status) {
				case 'done':
					return {type: 'card.passwordChanged'};
				case 'wrong':
					return {type: 'card.wrongPassword', triesLeft: outcome.triesLeft};
				case 'objected':
					return {type: 'password.refused', fault: outcome.objection};
				case 'refused':
					return {type: 'card.passwordKept'};
				case 'unknown':
					return {type: 'card.changeUnknown'};
				case 'changed':
					return {type: 'card.changed'};
				// Before the new password was on its way: the reader's own word that the card left says no such thing.
				case 'left':
					return {type: 'card.failed'};
				default:
					return eventOfNoVisit(outcome);
			}
		});
	}

	/**
	 * Asks the card that was looked at, put in again, which password it holds: the new one is tried, which costs a try
	 * when the old one holds; the old one then gives it back, if the card is known to take it. Nothing is tried where that
	 * might lock the card.
	 */
	tell(password: PasswordName, left: AbortSignal): Promise<MachineEvent> {
		const {driver, desk, vault, admits} = this.#parts;
		return desk.inTurn(async () => {
			if (left.aborted || !this.#looked) return {type: 'card.changeUnknown'};
			const look = await driver.look({admits, password});
			if (look.status === 'left') return {type: 'card.absent', cause: 'noCard'};
			if (look.status !== 'ready' && look.status !== 'blocked') return eventOfNoVisit(look);
			// Another card's being blocked says nothing of the one that is meant.
			if (look.identity.digest !== this.#looked.digest) return {type: 'card.changed'};
			if (look.status === 'blocked') return {type: 'card.blocked'};
			if (look.triesLeft < triesToTell) return {type: 'card.changeUnknown'};

			const options = {admits, password, same: look.identity};
			let isSent = false;
			const tried = await driver.verify(write => {
				isSent = true;
				return vault.lend('next', write);
			}, options);
			switch (tried.status) {
				case 'verified':
					await tried.visit.end();
					return {type: 'card.passwordChanged'};
				case 'wrong': {
					// Judged wrong, or never judged, where the answer came too late to be heard: not a second try.
					if (!this.#isCurrentRight) return {type: 'card.passwordKept'};
					// This only gives the try back.
					const old = await driver.verify(write => vault.lend('current', write), options);
					if (old.status === 'verified') await old.visit.end();
					return {type: 'card.passwordKept'};
				}
				default:
					return isSent ? {type: 'card.changeUnknown'} : {type: 'card.absent', cause: 'noCard'};
			}
		});
	}

	/** No card is meant any more. */
	forget(): void {
		this.#looked = undefined;
		this.#isCurrentRight = false;
	}
}

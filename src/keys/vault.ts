import {
	cardPasswordBytes,
	isSamePassword,
	type NewPasswordFault,
	newPasswordFault,
	oldPasswordFault,
	type PasswordLimits,
} from '../domain/newPassword.ts';
import type {PasswordSlot} from './slot.ts';

/** What the vault keeps: the password that holds, and the one that shall. */
export type Kept = 'current' | 'next';

/**
 * Keeps the passwords of a change from field to card, as the slot keeps the one that is being typed: in byte buffers
 * that are wiped, never in a string. What is sound moves in from the slot; what is not is wiped.
 */
export class PasswordVault {
	readonly #slot: PasswordSlot;
	// Explicit ArrayBuffers, for the slot's reason.
	readonly #bytes = {
		current: new Uint8Array(new ArrayBuffer(cardPasswordBytes)),
		next: new Uint8Array(new ArrayBuffer(cardPasswordBytes)),
	};
	readonly #lengths = {current: 0, next: 0};

	constructor(slot: PasswordSlot) {
		this.#slot = slot;
	}

	/** Takes over the old password as typed, or says why no card could have it. */
	keepCurrent(): NewPasswordFault | undefined {
		return this.#keep('current', oldPasswordFault);
	}

	/** Takes over the new password as typed, or says why it does not do. */
	keepNext(limits: PasswordLimits): NewPasswordFault | undefined {
		return this.#keep('next', typed => newPasswordFault(typed, limits, this.#view('current')));
	}

	/** Whether the new password was typed the same again; if not, it is forgotten as well. */
	confirmNext(): NewPasswordFault | undefined {
		let isSame = false;
		this.#slot.lend(typed => {
			isSame = typed.length > 0 && isSamePassword(typed, this.#view('next'));
		});
		this.#slot.empty();
		if (!isSame) this.#wipe('next');
		return isSame ? undefined : 'notEqual';
	}

	/** Lends a password for the length of one call and keeps it; false, without a call, when there is none. */
	lend(kept: Kept, use: (password: Uint8Array) => void): boolean {
		if (this.#lengths[kept] === 0) return false;
		use(this.#view(kept));
		return true;
	}

	/** Wipes both. */
	empty(): void {
		this.#wipe('current');
		this.#wipe('next');
	}

	#keep(
		kept: Kept,
		judge: (typed: Uint8Array) => NewPasswordFault | undefined,
	): NewPasswordFault | undefined {
		this.#wipe(kept);
		let fault: NewPasswordFault | undefined;
		this.#slot.lend(typed => {
			fault = judge(typed);
			if (fault) return;
			this.#bytes[kept].set(typed);
			this.#lengths[kept] = typed.length;
		});
		this.#slot.empty();
		return fault;
	}

	#view(kept: Kept): Uint8Array {
		return this.#bytes[kept].subarray(0, this.#lengths[kept]);
	}

	#wipe(kept: Kept): void {
		this.#bytes[kept].fill(0);
		this.#lengths[kept] = 0;
	}
}

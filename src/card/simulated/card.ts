import {constants, type KeyObject, privateEncrypt, timingSafeEqual} from 'node:crypto';
import {type CardProfile, myNumberCard} from '../profile.ts';
import {parseCommand, type ReceivedCommand} from './command.ts';

/** A file of the card. A password or key file cannot be read (ISO calls it internal). */
export type SimulatedFile =
	| {
			readonly holds: 'data';
			readonly bytes: Uint8Array;
			/** The password file that must have been verified before a READ BINARY. */
			readonly guard?: number;
	  }
	| {readonly holds: 'password'; readonly password: Uint8Array; readonly mostTries: number; triesLeft: number}
	| {readonly holds: 'key'; readonly key: KeyObject; readonly guard: number};

export interface SimulatedCardOptions {
	/** Told after each change of a counter. */
	readonly onTries?: (file: number, triesLeft: number) => void;
	/** What the card is; a My Number card if not given. */
	readonly application?: Pick<CardProfile, 'aid' | 'passwordBytes' | 'signScheme'>;
}

/**
 * A card that obeys as strictly as the one it stands for (card-facts 1.3 to 1.5): it refuses whatever the real one
 * refuses, so that a driver that works here has not been flattered. It answers at once and is never mute; faults
 * are the reader's business.
 */
export class SimulatedCard {
	#isPowered = false;
	#isApplicationSelected = false;
	#current: number | undefined;
	readonly #verified = new Set<number>();
	readonly #application: Pick<CardProfile, 'aid' | 'passwordBytes' | 'signScheme'>;

	constructor(
		readonly files: ReadonlyMap<number, SimulatedFile>,
		private readonly options: SimulatedCardOptions = {},
	) {
		this.#application = options.application ?? myNumberCard;
	}

	/** The oldest ATR: the one that OpenSC's driver knows the card by (card-facts 2). */
	readonly atr = Uint8Array.of(0x3b, 0xe0, 0x00, 0xff, 0x81, 0x31, 0xfe, 0x45, 0x14);

	powerOn(): void {
		this.#isPowered = true;
	}

	/** The only thing that closes a key again. */
	powerOff(): void {
		this.reset();
		this.#verified.clear();
		this.#isPowered = false;
	}

	/** A warm reset: the selection is lost, what was verified stays so (card-facts 1.5, measured). */
	reset(): void {
		this.#isApplicationSelected = false;
		this.#current = undefined;
	}

	/** Answers a command APDU with a response APDU. Throws when the card has no power: no reader sends then. */
	transmit(bytes: Uint8Array): Uint8Array {
		if (!this.#isPowered) throw new Error('A card without power was sent a command');
		const command = parseCommand(bytes);
		return command ? this.#answer(command) : status(0x6700);
	}

	#answer(command: ReceivedCommand): Uint8Array {
		if (command.cla === 0x80 && command.ins === 0x2a) return this.#sign(command);
		if ((command.cla & 0xfc) === 0x00 && (command.cla & 0x03) !== 0) return status(0x6881);
		if (command.cla !== 0x00) return status(0x6e00);
		switch (command.ins) {
			case 0xa4:
				return this.#select(command);
			case 0xb0:
				return this.#read(command);
			case 0x20:
				return this.#verify(command);
			default:
				return status(0x6d00);
		}
	}

	#select({p1, p2, data}: ReceivedCommand): Uint8Array {
		if (p1 === 0x04) {
			if (!isSameBytes(data, this.#application.aid)) return status(0x6a82);
			if (p2 !== 0x0c) return status(0x6a86);
			this.#isApplicationSelected = true;
			this.#current = undefined;
			return status(0x9000);
		}
		if (p1 !== 0x02 || p2 !== 0x0c) return status(0x6a86);
		if (data.length !== 2) return status(0x6700);
		return status(this.#choose(((data[0] as number) << 8) | (data[1] as number)) ? 0x9000 : 0x6a82);
	}

	#choose(file: number): boolean {
		if (!this.#isApplicationSelected || !this.files.has(file)) return false;
		this.#current = file;
		return true;
	}

	#read({p1, p2, data, le}: ReceivedCommand): Uint8Array {
		if (data.length > 0 || le === undefined) return status(0x6700);
		let offset = (p1 << 8) | p2;
		if (p1 & 0x80) {
			if (p1 & 0x60) return status(0x6a86);
			if (!this.#choose(p1 & 0x1f)) return status(0x6a82);
			offset = p2;
		}
		const file = this.#file();
		if (!file) return status(0x6986);
		if (file.holds !== 'data') return status(0x6981);
		if (file.guard !== undefined && !this.#verified.has(file.guard)) return status(0x6982);
		if (offset >= file.bytes.length) return status(0x6b00);
		return status(0x9000, file.bytes.subarray(offset, offset + le));
	}

	#verify({p1, p2, data, le}: ReceivedCommand): Uint8Array {
		if (p1 !== 0x00) return status(0x6a86);
		// A fifth byte on the query is a wrong length on a real card; so is Le after a password.
		if (le !== undefined || data.length > this.#application.passwordBytes) return status(0x6700);
		const refusal = this.#chooseByReference(p2);
		if (refusal !== undefined) return status(refusal);
		const reference = this.#current as number;
		const file = this.#file();
		if (file?.holds !== 'password') return status(0x6981);
		// The query tells the counter, never whether the password was verified.
		if (data.length === 0) return status(0x63c0 | file.triesLeft);
		if (file.triesLeft === 0) return status(0x6984);
		if (!isSameBytes(data, file.password)) {
			this.#verified.delete(reference);
			this.#count(reference, file, file.triesLeft - 1);
			return status(0x63c0 | file.triesLeft);
		}
		this.#verified.add(reference);
		this.#count(reference, file, file.mostTries);
		return status(0x9000);
	}

	#sign({p1, p2, data, le}: ReceivedCommand): Uint8Array {
		if (p1 !== this.#application.signScheme) return status(0x6a86);
		const refusal = this.#chooseByReference(p2);
		if (refusal !== undefined) return status(refusal);
		const file = this.#file();
		if (file?.holds !== 'key') return status(0x6981);
		if (!this.#verified.has(file.guard)) return status(0x6982);
		// PKCS#1 v1.5 leaves 245 bytes of a 2048-bit modulus.
		if (data.length < 1 || data.length > 245 || le === undefined) return status(0x6700);
		const padding = constants.RSA_PKCS1_PADDING;
		return status(0x9000, privateEncrypt({key: file.key, padding}, data));
	}

	/** P2 is 80 for the current file, or 80 with the short identifier of another; returns what to refuse with. */
	#chooseByReference(p2: number): number | undefined {
		if ((p2 & 0xe0) !== 0x80) return 0x6a86;
		if (p2 !== 0x80) return this.#choose(p2 & 0x1f) ? undefined : 0x6a88;
		return this.#current === undefined ? 0x6986 : undefined;
	}

	#file(): SimulatedFile | undefined {
		return this.#current === undefined ? undefined : this.files.get(this.#current);
	}

	#count(reference: number, file: Extract<SimulatedFile, {holds: 'password'}>, triesLeft: number): void {
		if (file.triesLeft === triesLeft) return;
		file.triesLeft = triesLeft;
		this.options.onTries?.(reference, triesLeft);
	}
}

function status(sw: number, data: Uint8Array = new Uint8Array()): Uint8Array {
	const response = new Uint8Array(data.length + 2);
	response.set(data);
	response.set([sw >> 8, sw & 0xff], data.length);
	return response;
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && timingSafeEqual(one, other);
}

import {constants, type KeyObject, privateEncrypt, randomBytes, timingSafeEqual, verify} from 'node:crypto';
import {unblockMessage} from '../../domain/unblock.ts';
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
	| PasswordFile
	| {readonly holds: 'key'; readonly key: KeyObject; readonly guard: number};

export interface PasswordFile {
	readonly holds: 'password';
	/** Replaced as a whole, never written into. */
	password: Uint8Array;
	readonly mostTries: number;
	triesLeft: number;
}

export interface SimulatedCardOptions {
	/** Told after each change of a counter or a password, of both at once. */
	readonly onChange?: (file: number, now: Readonly<PasswordFile>) => void;
	/** The P-256 public key of the authority that may set a password anew; none: nobody may. */
	readonly unblockKey?: KeyObject | undefined;
	/** Gives that many random bytes, for challenges. */
	readonly random?: (length: number) => Uint8Array;
	/** What the card is; a My Number card if not given. */
	readonly application?: Pick<CardProfile, 'aid' | 'passwordBytes' | 'signScheme'>;
}

/** A raw ECDSA signature over P-256: r and s. */
const cryptogramBytes = 64;

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
	/** Given out, and not yet answered. */
	#challenge: Uint8Array | undefined;
	/** The one password file that the authority has opened for one new password. */
	#opened: number | undefined;

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
		this.#challenge = undefined;
		this.#opened = undefined;
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
			case 0x24:
				return this.#change(command);
			case 0x84:
				return this.#giveChallenge(command);
			case 0x82:
				return this.#authenticate(command);
			case 0x2c:
				return this.#resetCounter(command);
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

	/**
	 * CHANGE REFERENCE DATA, new data alone (card-facts 1.3). What is no password by the rules is taken too: a card that
	 * refused it would hide a driver's mistake. Whether a real card stays verified is not known; this one does not.
	 */
	#change({p1, p2, data, le}: ReceivedCommand): Uint8Array {
		if (p1 !== 0x01) return status(0x6a86);
		const {refusal, reference, file} = this.#newPasswordFor(p2, data, le);
		if (refusal !== undefined) return status(refusal);
		if (!this.#verified.has(reference)) return status(0x6982);
		this.#setPassword(reference, file, data, file.triesLeft);
		return status(0x9000);
	}

	#giveChallenge({p1, p2, data, le}: ReceivedCommand): Uint8Array {
		if (p1 !== 0x00 || p2 !== 0x00) return status(0x6a86);
		if (data.length > 0) return status(0x6700);
		const {challengeBytes} = myNumberCard;
		if (le !== challengeBytes) return status(0x6c00 | challengeBytes);
		const {random = randomBytes} = this.options;
		this.#challenge = new Uint8Array(random(challengeBytes));
		return status(0x9000, this.#challenge);
	}

	/** Opens the selected password file for one new password, by the authority's signature; a challenge serves once. */
	#authenticate({p1, p2, data, le}: ReceivedCommand): Uint8Array {
		if (p1 !== 0x00) return status(0x6a86);
		const {unblockKey} = this.options;
		if (p2 !== myNumberCard.unblockKey || !unblockKey) return status(0x6a88);
		if (data.length !== cryptogramBytes || le !== undefined) return status(0x6700);
		if (this.#current === undefined) return status(0x6986);
		if (this.#file()?.holds !== 'password') return status(0x6981);
		const challenge = this.#challenge;
		this.#challenge = undefined;
		this.#opened = undefined;
		if (!challenge) return status(0x6985);
		const message = unblockMessage(challenge, this.#current);
		if (!verify('sha256', message, {key: unblockKey, dsaEncoding: 'ieee-p1363'}, data)) return status(0x6300);
		this.#opened = this.#current;
		return status(0x9000);
	}

	/** RESET RETRY COUNTER with new reference data alone (ISO/IEC 7816-4, P1 = 02): counter and password in one step. */
	#resetCounter({p1, p2, data, le}: ReceivedCommand): Uint8Array {
		if (p1 !== 0x02) return status(0x6a86);
		const {refusal, reference, file} = this.#newPasswordFor(p2, data, le);
		if (refusal !== undefined) return status(refusal);
		if (this.#opened !== reference) return status(0x6982);
		this.#opened = undefined;
		this.#setPassword(reference, file, data, file.mostTries);
		return status(0x9000);
	}

	/** The password file that a command names and brings a new password for, or what to refuse with. */
	#newPasswordFor(
		p2: number,
		data: Uint8Array,
		le: number | undefined,
	):
		| {readonly refusal: number; readonly reference?: never; readonly file?: never}
		| {readonly refusal?: never; readonly reference: number; readonly file: PasswordFile} {
		if (le !== undefined || data.length < 1 || data.length > this.#application.passwordBytes)
			return {refusal: 0x6700};
		const refusal = this.#chooseByReference(p2);
		if (refusal !== undefined) return {refusal};
		const file = this.#file();
		return file?.holds === 'password' ? {reference: this.#current as number, file} : {refusal: 0x6981};
	}

	#setPassword(reference: number, file: PasswordFile, data: Uint8Array, triesLeft: number): void {
		this.#verified.delete(reference);
		const old = file.password;
		file.password = data.slice();
		file.triesLeft = triesLeft;
		old.fill(0);
		this.options.onChange?.(reference, file);
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

	#count(reference: number, file: PasswordFile, triesLeft: number): void {
		if (file.triesLeft === triesLeft) return;
		file.triesLeft = triesLeft;
		this.options.onChange?.(reference, file);
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

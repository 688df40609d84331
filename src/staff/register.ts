import {randomBytes} from 'node:crypto';
import type {Officer} from '../domain/staff.ts';
import {Attempts, type StaffClock} from './attempts.ts';
import {type EnrolledOfficer, readRoster} from './roster.ts';
import {stepOfCode} from './totp.ts';

/** What came of a sign-in by passphrase and one-time code; which of the two was wrong is never told. */
export type PassphraseOutcome =
	| {readonly status: 'officer'; readonly officer: Officer}
	| {readonly status: 'wrong'}
	/** No more is asked of this number for so long. */
	| {readonly status: 'lockedOut'; readonly seconds: number};

/** A sign-in whose passphrase was given and not judged yet. */
export interface PendingSignIn {
	/** @param code ASCII digits in their buffer; it may be wiped once this is called */
	finish(code: Uint8Array): Promise<PassphraseOutcome>;
}

/** Who of the staff there is, and whether it is they. */
export interface StaffRegister {
	/** The officer enrolled with this certificate, by SHA-256 of its DER in lower-case hex. */
	officerOfCard(sha256: string): Promise<Officer | undefined>;
	/**
	 * Takes a number and a passphrase; says nothing of either before the one-time code is there too.
	 * @param passphrase as typed; it is wiped when the answer settles
	 */
	begin(id: string, passphrase: Uint8Array): PendingSignIn;
	/** Whoever has to wait after failures. */
	lockedOut(): Promise<ReadonlyArray<{readonly id: string; readonly seconds: number}>>;
	/** Ends another officer's lock-out; `refused` for one's own. */
	lift(id: string, by: Officer): Promise<'lifted' | 'refused'>;
}

/** Argon2id as RFC 9106 (section 4, second choice) has it, with the one lane that the runtime offers. */
const argon2 = {algorithm: 'argon2id', memoryCost: 65_536, timeCost: 3} as const;

/** A passphrase as the roster keeps it. The bytes are not wiped: they are the caller's. */
export function hashPassphrase(passphrase: Uint8Array): Promise<string> {
	return Bun.password.hash(passphrase, argon2);
}

/** The failures of all numbers that nobody has are counted together, under a name that nobody can have. */
const nobody = '*';

/** The staff of a state folder. Its file is read anew each time: a command may change it meanwhile. */
export function openStaffRegister(state: string, clock: StaffClock): StaffRegister {
	const attempts = new Attempts(state, clock);
	let last: Promise<unknown> = Promise.resolve();
	const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
		const mine = last.then(work);
		last = mine.catch(() => undefined);
		return mine;
	};
	const find = async (isWanted: (officer: EnrolledOfficer) => boolean) =>
		(await readRoster(state)).find(isWanted);

	return {
		officerOfCard: async sha256 => {
			const found = await find(({card}) => card?.sha256 === sha256);
			return found && {id: found.id, role: found.role};
		},
		begin: (id, passphrase) => {
			const judged = judge(
				find(officer => officer.id === id && officer.passphrase !== undefined),
				passphrase,
			);
			// Whoever leaves before the code was typed never hears of a fault.
			judged.catch(() => undefined);
			return {
				finish: typed => {
					const code = typed.slice();
					return inTurn(async () => {
						try {
							const {officer, isRight} = await judged;
							return await finished(officer, isRight, code);
						} finally {
							code.fill(0);
						}
					});
				},
			};
		},
		lockedOut: async () =>
			(await attempts.waiting()).map(({id, leftMs}) => ({id, seconds: Math.ceil(leftMs / 1000)})),
		lift: (id, by) =>
			inTurn(async () => {
				if (id === by.id) return 'refused';
				await attempts.lift(id);
				return 'lifted';
			}),
	};

	async function finished(
		officer: EnrolledOfficer | undefined,
		isRight: boolean,
		code: Uint8Array,
	): Promise<PassphraseOutcome> {
		const id = officer?.id ?? nobody;
		const leftMs = await attempts.waitLeftMs(id);
		if (leftMs > 0) return {status: 'lockedOut', seconds: Math.ceil(leftMs / 1000)};
		const {lastStep} = await attempts.of(id);
		// Written before it is judged: a plug pulled at the right moment gives no try back.
		await attempts.fail(id);
		const secret = Buffer.from(officer?.passphrase?.totpSecret ?? '', 'base64');
		const step = stepOfCode(code, {secret, at: clock.now(), lastStep});
		secret.fill(0);
		if (!officer || !isRight || step === undefined) {
			const seconds = Math.ceil((await attempts.waitLeftMs(id)) / 1000);
			return seconds > 0 ? {status: 'lockedOut', seconds} : {status: 'wrong'};
		}
		await attempts.succeed(id, step);
		return {status: 'officer', officer: {id: officer.id, role: officer.role}};
	}
}

async function judge(
	found: Promise<EnrolledOfficer | undefined>,
	passphrase: Uint8Array,
): Promise<{readonly officer: EnrolledOfficer | undefined; readonly isRight: boolean}> {
	try {
		const officer = await found;
		// A number that nobody has takes as long as one that somebody has.
		const hash = officer?.passphrase?.hash ?? (await nobodysHash());
		const isRight = await Bun.password.verify(passphrase, hash);
		return {officer, isRight: isRight && officer !== undefined};
	} finally {
		passphrase.fill(0);
	}
}

let hashOfNobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
	hashOfNobody ??= hashPassphrase(randomBytes(32));
	return hashOfNobody;
}

import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {isStaffId, isStaffRole, passphraseFault, staffPassphrase, staffRoles} from '../domain/staff.ts';
import {writerTo} from '../keys/output.ts';
import {Attempts} from '../staff/attempts.ts';
import {hashPassphrase} from '../staff/register.ts';
import {
	type EnrolledCard,
	type EnrolledOfficer,
	type EnrolledPassphrase,
	readRoster,
	writeRoster,
} from '../staff/roster.ts';
import {otpauthUri} from '../staff/totp.ts';
import {type Command, readOptions, SetUpError, UsageError} from './command.ts';
import {enrolledCardOf} from './staff/enrolledCard.ts';
import {readSecretLine} from './staff/secretLine.ts';

export const staff: Command = {
	name: 'staff',
	summary: 'enrols the staff of a terminal, and lifts their lock-outs',
	usage: `madoguchi staff add ID --state DIR --role ROLE [--card FILE] [--passphrase]
madoguchi staff remove ID --state DIR
madoguchi staff unlock ID --state DIR
madoguchi staff list --state DIR

Keeps the roster staff.json of a kiosk's state folder. ID is a staff number, never a name.
  --role ROLE    helper, resetOfficer or operator; each may all that those before may
  --card FILE    the certificate of the person's staff card, DER or PEM
  --passphrase   asks for a passphrase, without echo and twice, or reads the first line of
                 the standard input; then tells once what to give to an authenticator program
  unlock         ends the wait after failed sign-ins; at the kiosk another operator does`,
	async run(args) {
		const [verb, ...rest] = args;
		const {words, state, role, card, passphrase} = readOptions(rest, {
			required: ['state'],
			optional: ['role', 'card'],
			flags: ['passphrase'],
			words: 1,
		});
		if (verb === 'list') return list(state);
		const id = words[0]?.toUpperCase();
		if (!isStaffId(id)) throw new UsageError('a staff number has up to 16 letters, digits and hyphens');
		switch (verb) {
			case 'add':
				return add(state, {id, role, card, hasPassphrase: passphrase});
			case 'remove':
				return remove(state, id);
			case 'unlock':
				return unlock(state, id);
			default:
				throw new UsageError('staff wants add, remove, unlock or list');
		}
	},
};

interface Wanted {
	readonly id: string;
	readonly role: string | undefined;
	readonly card: string | undefined;
	readonly hasPassphrase: boolean;
}

async function add(state: string, {id, role, card, hasPassphrase}: Wanted): Promise<number> {
	if (!isStaffRole(role)) throw new UsageError(`--role wants ${staffRoles.join(', ')}`);
	if (card === undefined && !hasPassphrase) throw new UsageError('add wants --card, --passphrase or both');
	const roster = await readRoster(state);
	if (roster.some(officer => officer.id === id)) {
		throw new SetUpError(`${id} is enrolled: remove it first to enrol it anew`);
	}
	const enrolledCard = card === undefined ? undefined : await readCard(card);
	const enrolledPassphrase = hasPassphrase ? await askPassphrase() : undefined;
	const officer: EnrolledOfficer = {
		id,
		role,
		...(enrolledCard && {card: enrolledCard}),
		...(enrolledPassphrase && {passphrase: enrolledPassphrase}),
	};
	await writeRoster(state, [...roster, officer]);
	console.log(`${id} is enrolled as ${role}.`);
	if (enrolledPassphrase) {
		console.log('For the authenticator program, told only now:');
		console.log(otpauthUri(id, Buffer.from(enrolledPassphrase.totpSecret, 'base64')));
	}
	return 0;
}

async function remove(state: string, id: string): Promise<number> {
	const roster = await readRoster(state);
	const others = roster.filter(officer => officer.id !== id);
	if (others.length === roster.length) throw new SetUpError(`${id} is not enrolled: see staff list`);
	await writeRoster(state, others);
	console.log(`${id} is enrolled no more.`);
	return 0;
}

async function unlock(state: string, id: string): Promise<number> {
	await attemptsOf(state).lift(id);
	console.log(`${id} may sign in again.`);
	return 0;
}

async function list(state: string): Promise<number> {
	const attempts = attemptsOf(state);
	for (const {id, role, card, passphrase} of await readRoster(state)) {
		const waitMs = await attempts.waitLeftMs(id);
		const methods = [card && `card ${card.serialNumber}`, passphrase && 'passphrase']
			.filter(Boolean)
			.join(', ');
		const wait = waitMs > 0 ? `  waits ${Math.ceil(waitMs / 1000)} s` : '';
		console.log(`${id.padEnd(17)}${role.padEnd(14)}${methods}${wait}`);
	}
	return 0;
}

function attemptsOf(state: string): Attempts {
	return new Attempts(state, {now: () => new Date(), monotonicMs: () => performance.now()});
}

async function readCard(file: string): Promise<EnrolledCard> {
	const content = await readFile(file).catch(() => {
		throw new SetUpError(`${file} cannot be read: name the certificate of the staff card`);
	});
	const card = enrolledCardOf(content);
	if (!card) throw new SetUpError(`${file} is not one certificate in DER or PEM`);
	return card;
}

async function askPassphrase(): Promise<EnrolledPassphrase> {
	const write = writerTo(2);
	const passphrase = readSecretLine('Passphrase: ', write);
	const again = process.stdin.isTTY ? readSecretLine('The same again: ', write) : passphrase?.slice();
	try {
		if (!passphrase || !again) throw new SetUpError('no passphrase was typed');
		if (Buffer.compare(passphrase, again) !== 0) throw new SetUpError('the two passphrases differ');
		if (passphraseFault(passphrase) || charactersOf(passphrase) > 32) {
			throw new SetUpError(`a passphrase has from ${staffPassphrase.shortest} bytes to 32 characters`);
		}
		// RFC 4226 4 asks for 128 bits and recommends 160.
		return {hash: await hashPassphrase(passphrase), totpSecret: randomBytes(20).toString('base64')};
	} finally {
		passphrase?.fill(0);
		again?.fill(0);
	}
}

/** Characters of UTF-8 bytes: the password field of a kiosk takes 32 of them. */
function charactersOf(bytes: Uint8Array): number {
	return bytes.filter(byte => (byte & 0xc0) !== 0x80).length;
}

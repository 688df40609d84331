import {generateKeyPairSync} from 'node:crypto';
import {jpkiDriver} from '../../src/card/jpki.ts';
import {myNumberCard} from '../../src/card/profile.ts';
import {SimulatedCard, type SimulatedFile} from '../../src/card/simulated/card.ts';
import {cardRealm} from '../../src/pki/realm.ts';
import type {Base} from './base.ts';
import {type MangledReader, mangledReader} from './mangledCard.ts';
import type {Random} from './random.ts';

/** Two recognitions and one file, byte by byte: a card that leads us on longer is given up. */
const mostCommands = 4000;
/** As long as a file can be: READ BINARY has a 15-bit offset. */
const mostCertificateBytes = 0x8000;
const password = new TextEncoder().encode('DEMO2026');
const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});

/**
 * A look, a login, and an import or a signature, at a card that answers some commands wrongly. Says what the last of
 * them came to; throws when something came to pass that must not, whatever a card does.
 */
export async function cardCase(base: Base, random: Random): Promise<string> {
	const reader = mangledReader(soundCard(base), random);
	const driver = jpkiDriver(reader);
	const admits = (head: Uint8Array | undefined) => cardRealm(head, [base.signAnchor], 'demo') === 'ours';
	const look = await driver.look({admits});
	must(!reader.isPowered(), 'a look leaves the card powered');
	must(reader.passwords() === 0, 'a look sends a password');
	if (look.status !== 'ready') return `look ${look.status}`;
	must(look.triesLeft >= 1 && look.triesLeft <= 15, 'the tries left are none a card can have');

	const login = await driver.verify(typePassword, {admits, same: look.identity});
	must(reader.passwords() <= 1, 'a password is sent twice');
	if (login.status !== 'verified') return ended(reader, `login ${login.status}`);
	const outcome = await (random.below(2) === 0
		? login.visit.readCertificate()
		: login.visit.sign(new Uint8Array(51)));
	if (outcome.status === 'read') {
		must(outcome.certificate.length <= mostCertificateBytes, 'the certificate is longer than a file');
	}
	await login.visit.end();
	return ended(reader, outcome.status);
}

function ended(reader: MangledReader, outcome: string): string {
	must(!reader.isPowered(), 'a visit leaves the card powered');
	must(reader.commands() <= mostCommands, 'a card is asked without end');
	return outcome;
}

export function must(holds: boolean, otherwise: string): void {
	if (!holds) throw new Error(otherwise);
}

/** Gives the password of `soundCard`. */
export function typePassword(write: (password: Uint8Array) => void): boolean {
	write(password);
	return true;
}

/** A card of the base's person, with `certificateFile` in EF 0001. */
export function soundCard(
	{certificate, signCaCertificate, authCertificate}: Base,
	certificateFile = certificate,
): SimulatedCard {
	const {files: ef, passwordFiles} = myNumberCard;
	const guard = passwordFiles.signing;
	const label = new Uint8Array(160).fill(0x20);
	label.set(new TextEncoder().encode('JPKIAPICCTOKEN2'));
	const data = (bytes: Uint8Array): SimulatedFile => ({holds: 'data', bytes});
	return new SimulatedCard(
		new Map<number, SimulatedFile>([
			[ef.signCertificate, {holds: 'data', bytes: certificateFile, guard}],
			[ef.signCaCertificate, data(signCaCertificate)],
			[ef.tokenInfo, data(label)],
			[ef.holdings, data(Uint8Array.of(myNumberCard.holdsSigning, 0x8f, 0x00))],
			[ef.authCertificate, data(authCertificate)],
			[ef.signKey, {holds: 'key', key: privateKey, guard}],
			[guard, {holds: 'password', password, mostTries: 5, triesLeft: 5}],
		]),
	);
}

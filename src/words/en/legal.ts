import type {Procedure} from '../../domain/procedure.ts';
import {termsClauseInEnglish, tryLimit} from '../facts.ts';
import type {OfEach, legal as originals} from '../legal.ts';
import {terms} from './terms.ts';

type Term = (typeof terms)[Procedure];

const of = (say: (term: Term) => readonly string[]): OfEach => ({
	revocation: say(terms.revocation),
	validity: say(terms.validity),
});
const both = (...sentences: readonly string[]) => of(() => sentences);

const leaveCardIn = 'Please leave the IC card in and wait.';
const lockWarning = `Please note: after ${tryLimit} wrong entries in a row the IC card locks and cannot be used.`;
const manualReminder =
	'If the problem is not solved, see the "Online Window User Manual" on the JPKI portal site, and check again that your computer, IC card and IC card reader are supported.';
const closeWindow = 'Press "×" at the upper right of the window to close the browser.';
const readAgain = ({back}: Term) =>
	`If the characters shown are wrong and you want to read the data again, press "${back}".`;

/** The manual's sentences on the screens in English, in the order of the originals; they stand beside them. */
export const legal: Readonly<Record<keyof typeof originals, OfEach>> = {
	starting: both(
		'The digital signature of the application has been verified. Do you want to run this application?',
	),
	login: both(leaveCardIn, lockWarning),
	secondLogin: both(
		'To make the digital signature, the password of the IC card is checked again.',
		lockWarning,
	),
	signing: both('This takes a while: please leave the IC card in and wait.'),
	confirmImport: of(term => [
		`Procedure: ${term.name}`,
		`The data needed was read and the ${term.document} was drawn up. If you agree, press "Sign" to make its digital signature.`,
		readAgain(term),
		manualReminder,
		`To stop here, press "${term.stop}".`,
	]),
	sendConfirm: of(({act}) => [`Once you press "Agree", the ${act} cannot be cancelled.`]),
	accepted: {
		revocation: [
			'The certificate is actually revoked when the CRL (certificate revocation list) of the following day is issued.',
			`The revocation request was accepted, but the private key and the certificate are still on the IC card. As ${termsClauseInEnglish} of the JPKI terms of use requires, ask the counter of the municipality that issued the certificate to erase them.`,
		],
		validity: [],
	},
	valid: {
		revocation: [],
		validity: [
			`Procedure: ${terms.validity.name}`,
			'The validity check was made. The certificate attached to the validity check application is not in the revocation records at present, and is "valid".',
			`Take the IC card out of the reader. ${closeWindow}`,
		],
	},
	serviceBusy: both('To apply again, please come back in a while.'),
	serviceError: of(({act}) => [`Please begin the ${act} again in a while.`]),
	unexpectedError: both('Please insert the IC card into the IC card reader.'),
	passwordLocked: of(({act}) => [
		`A wrong password was entered ${tryLimit} times in a row, so the password is locked.`,
		`While the password is locked, an online ${act} for the certificate is not possible.`,
		'To unlock the password, please apply at the counter of the municipality that issued the certificate. If you have forgotten it, also have it reset to its initial value there.',
		closeWindow,
	]),
	importError: of(({back, stop}) => [
		`The data needed and the certificate could not be read from the IC card. To read them again, press "${back}".`,
		manualReminder,
		`To stop here, press "${stop}".`,
	]),
	expired: {
		revocation: ['There is no need to request the revocation of an expired certificate.'],
		validity: ['An expired certificate is not valid.'],
	},
	issuerMismatch: of(({act}) => [
		`Please begin the ${act} again with a certificate issued by the certification authority of JPKI.`,
	]),
	alreadyRevoked: {
		revocation: ['There is no need to request the revocation of a certificate that is already revoked.'],
		validity: [],
	},
	duplicate: {
		revocation: [
			'The certificate is revoked by the online request that was accepted before; there is no need to request it again.',
		],
		validity: ['The certificate is revoked by the online request that was accepted before.'],
	},
};

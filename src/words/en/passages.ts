import type {Procedure} from '../../domain/procedure.ts';
import {tryLimit} from '../facts.ts';
import type {OfEach} from '../legal.ts';
import type {passages as originals} from '../passages.ts';
import {terms} from './terms.ts';

type Term = (typeof terms)[Procedure];

const of = (say: (term: Term) => readonly string[]): OfEach => ({
	revocation: say(terms.revocation),
	validity: say(terms.validity),
});
const both = (...sentences: readonly string[]) => of(() => sentences);

const lockSign =
	'The lock sign at the top of the browser shows that important data is exchanged with the JPKI Online Window over a secure connection.';
const siteIdentity =
	'Press the lock sign to see "Website identification", and there "Show the certificate" to see the server certificate. Make sure that you are connected to the server of the JPKI Online Window.';
const wrong = 'If the password is wrong, an error dialog appears.';
const leaveCardIn = 'Please leave the IC card in and wait.';
const lockWarning = `Please note: after ${tryLimit} wrong entries in a row the IC card locks and cannot be used.`;
const typePassword = 'Type your JPKI password and press "OK".';
const cancelTyping = 'To cancel the entry of the password, press "Cancel".';
const checkEnvironment =
	'If the problem is not solved, see 2.4 of the preparation manual and check your computer.';
const appears = (when: string) => `This screen appears when ${when}.`;
const again = ({back, stop}: Term) => `To try again, press "${back}". To stop, press "${stop}".`;

/** The manual's passages in English, in the order of the originals; F1 shows them beside those. */
export const passages: Readonly<Record<keyof typeof originals, OfEach>> = {
	menu: both(
		`To request a revocation, choose "${terms.revocation.name}".`,
		`To check the validity, choose "${terms.validity.name}".`,
		lockSign,
	),
	siteIdentity: both(lockSign, siteIdentity),
	serverCertificate: both(siteIdentity),
	importPrompt: of(({act, stop}) => [
		`Check that the IC card reader is switched on, insert the IC card that holds the certificate for the ${act}, and press "OK".`,
		`To stop here, press "${stop}".`,
	]),
	preparingCard: both('"OK" takes you to the login dialog.'),
	secondLook: both('"Agree" takes you to the login dialog.'),
	login: both(
		typePassword,
		cancelTyping,
		'"Cancel" takes you back to the screen on which the card is read.',
		wrong,
	),
	secondLogin: both(
		typePassword,
		'"OK" makes the digital signature.',
		cancelTyping,
		'"Cancel" takes you back to the review of your application.',
		wrong,
	),
	checkingPassword: both(leaveCardIn),
	typingOnPad: both(leaveCardIn),
	importing: of(({document}) => [
		leaveCardIn,
		`The data needed is read from the IC card, and the ${document} is drawn up from it and shown.`,
	]),
	wrongPassword: both(wrong, lockWarning),
	askLastTry: both(lockWarning),
	confirmImport: of(({document}) => [
		`The data needed is read from the IC card, and the ${document} is drawn up from it and shown. If name or address take 2 lines or more, scroll down to check the further lines too.`,
		'If the characters shown are correct, press "Sign".',
	]),
	askCancel: of(({stop}) => [`To stop here, press "${stop}".`]),
	signConfirm: both(
		'To make the digital signature, press "Agree".',
		'Not to make it, press "Do not sign".',
		'"Do not sign" takes you back to the review of your application.',
	),
	sendConfirm: of(({document}) => [
		`To send the ${document}, the digital signature and the certificate to the Online Window, press "Agree".`,
		'Not to send them, press "Do not send".',
		'"Do not send" takes you back to the review of your application.',
	]),
	sending: both('Depending on the connection, it can take a while until this screen appears.'),
	accepted: {
		revocation: [
			appears(
				'you pressed "Agree" (2.1.8) and the revocation application, the digital signature and the certificate were sent to the Online Window without fault',
			),
		],
		validity: [],
	},
	valid: {revocation: [], validity: [appears('the certificate was found to be valid')]},
	takeCard: both(
		'Take the IC card out of the reader, and press "×" at the upper right of the window to close it.',
	),
	terminalFault: both(
		`${appears('the browser is not set to use JavaScript')} See 2.3 of the preparation manual and check your computer.`,
	),
	softwareFault: both(
		`${appears('the user client software is not correctly installed')} See 2.4 of the preparation manual and check your computer.`,
	),
	serviceBusy: both(appears('the service of the Online Window is busy')),
	serviceError: both(appears('a fault in the service of the Online Window made it impossible to go on')),
	cardNotReady: of(({act}) => [
		appears(
			`no IC card reader is connected, it is not switched on, or no IC card with the certificate for the ${act} is in it`,
		),
		`Connect the IC card reader, check that it is switched on, insert the IC card with the certificate for the ${act}, and press "OK".`,
		checkEnvironment,
	]),
	unexpectedError: both(
		appears('the IC card was taken out of the reader while it was in use, for example'),
		checkEnvironment,
	),
	passwordCheckFailed: both(
		appears(`a wrong password was entered ${tryLimit} times in a row`),
		'"OK" takes you to the screen "Password locked".',
	),
	passwordLocked: of(({act}) => [
		`While the IC card is locked, an online ${act} for the certificate is not possible; please have the password unlocked at the counter of the municipality that issued the certificate. If you have forgotten it, have it reset to its initial value at the counter.`,
	]),
	importError: of(({back, stop}) => [
		appears('the data needed could not be read from the IC card'),
		`Check that the IC card is correctly inserted, and press "${back}". To stop, press "${stop}".`,
		checkEnvironment,
	]),
	expired: both(appears('the certificate on the IC card has expired')),
	formatError: of(term => [
		appears(
			`the data the Online Window received (${term.document}, digital signature, certificate) does not have the prescribed form`,
		),
		again(term),
	]),
	issuerMismatch: both(
		appears(
			"the issuer named in the certificate differs from the one named in the governor's self-signed certificate, so that it does not seem to come from the certification authority of JPKI",
		),
		'If this screen appears again, show your certificate with the certificate viewer (detail tab) of the user client software, and check that it names the right issuer.',
	),
	certificateError: of(term => [
		`${appears("the governor's digital signature on the certificate could not be verified")} ${again(term)}`,
		'If this screen appears again, show your certificate with the certificate viewer of the user client software, and check that its contents are shown correctly.',
	]),
	applicationError: of(term => [
		`${appears(`your digital signature on the ${term.document} could not be verified`)} ${again(term)}`,
		`If this screen appears again, check the ${term.document} on the review screen.`,
	]),
	alreadyRevoked: both(appears('the attached certificate is already revoked')),
	duplicate: both(appears('an online revocation request for the same certificate was accepted before')),
};

import type {ScreenName} from '../machines/screen.ts';
import type {Screen} from './bodies/body.ts';
import {certificate} from './bodies/certificate.ts';
import {confirmImport} from './bodies/confirmImport.ts';
import {login} from './bodies/login.ts';
import {menu} from './bodies/menu.ts';
import {message} from './bodies/message.ts';
import {outcome} from './bodies/outcome.ts';
import {serverCertificate} from './bodies/serverCertificate.ts';
import {siteIdentity} from './bodies/siteIdentity.ts';

/** Every screen's body; a screen without one does not compile. */
export const bodies: Readonly<Record<ScreenName, Screen>> = {
	idle: message,
	menu,
	siteIdentity,
	serverCertificate,
	starting: message,
	importPrompt: message,
	preparingCard: message,
	cardNotReady: outcome,
	notThisCard: outcome,
	askLastTry: message,
	login,
	typingOnPad: message,
	notTyped: message,
	checkingPassword: message,
	wrongPassword: message,
	importing: message,
	confirmImport,
	askCancel: message,
	signConfirm: message,
	signing: message,
	signFailed: outcome,
	cardChanged: outcome,
	sendConfirm: message,
	sending: message,
	inquiring: message,
	outcomeUnknown: outcome,
	notReceived: outcome,
	accepted: outcome,
	passwordCheckFailed: outcome,
	passwordLocked: outcome,
	unexpectedError: outcome,
	importError: outcome,
	formatError: outcome,
	certificateError: outcome,
	applicationError: outcome,
	expired: outcome,
	notYetValid: outcome,
	wrongAddressee: outcome,
	issuerMismatch: outcome,
	alreadyRevoked: outcome,
	duplicate: outcome,
	statusUnknown: outcome,
	valid: outcome,
	notInService: outcome,
	serviceBusy: outcome,
	serviceError: outcome,
	takeCard: outcome,
	outOfHours: outcome,
	chooseCertificate: menu,
	readingCertificate: message,
	certificateBasic: certificate('basic'),
	certificateDetail: certificate('detail'),
	viewerNoCard: outcome,
	viewerOtherCard: outcome,
	viewerLocked: outcome,
	viewerUnreadable: outcome,
	viewerCardLeft: outcome,
};

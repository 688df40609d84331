import type {Procedure} from './procedure.ts';

/**
 * Every place at which a procedure can stop, with the code a citizen reads out to staff. The manual's own
 * section where it has one, `S-nn` for ours. The one source for screens, words and docs.
 */
export const stopCodes = {
	terminalFault: {revocation: '2.2.1', validity: '3.2.1'},
	serviceBusy: {revocation: '2.2.2', validity: '3.2.2'},
	serviceError: {revocation: '2.2.3', validity: '3.2.3'},
	softwareFault: {revocation: '2.2.4', validity: '3.2.4'},
	cardNotReady: {revocation: '2.2.5', validity: '3.2.5'},
	unexpectedError: {revocation: '2.2.6', validity: '3.2.6'},
	passwordLocked: {revocation: '2.2.7', validity: '3.2.7'},
	importError: {revocation: '2.2.8', validity: '3.2.8'},
	expired: {revocation: '2.2.9', validity: '3.2.9'},
	formatError: {revocation: '2.2.10', validity: '3.2.10'},
	issuerMismatch: {revocation: '2.2.11', validity: '3.1.10'},
	certificateError: {revocation: '2.2.12', validity: '3.2.11'},
	applicationError: {revocation: '2.2.13', validity: '3.2.12'},
	alreadyRevoked: {revocation: '2.2.14', validity: '3.1.11'},
	duplicate: {revocation: '2.2.15', validity: '3.1.12'},
	notYetValid: 'S-01',
	wrongAddressee: 'S-02',
	outcomeUnknown: 'S-03',
	notReceived: 'S-04',
	signFailed: 'S-05',
	cardChanged: 'S-06',
	notThisCard: 'S-07',
	windowUnreachable: 'S-08',
	clockWrong: 'S-09',
	statusUnknown: 'S-10',
	terminalTooSmall: 'S-11',
	readerStuck: 'S-12',
	changeRefused: 'S-13',
	changeUnknown: 'S-14',
	resetRefused: 'S-15',
	resetFailed: 'S-16',
	resetUnavailable: 'S-17',
	outOfHours: 'S-20',
	cardForgotten: 'S-21',
} as const satisfies Record<string, string | Record<Procedure, string>>;

export type Stop = keyof typeof stopCodes;

/** Why a kiosk refuses to start at all: on the screen and in the system's log, for staff. */
export const startCodes = {
	hostileEnvironment: 'S-90',
} as const;

/** The code of a stop as shown in this procedure. */
export function stopCode(stop: Stop, procedure: Procedure): string {
	const code = stopCodes[stop];
	return typeof code === 'string' ? code : code[procedure];
}

import {expect, test} from 'vitest';
import {stopCode} from '../../src/domain/codes.ts';

// The sections of manual 004: chapter 2 for the revocation, chapter 3 for the validity check, where three causes
// stand among the results (3.1.10 to 3.1.12) and the later ones move up.
test.each([
	['terminalFault', '2.2.1', '3.2.1'],
	['serviceBusy', '2.2.2', '3.2.2'],
	['serviceError', '2.2.3', '3.2.3'],
	['softwareFault', '2.2.4', '3.2.4'],
	['cardNotReady', '2.2.5', '3.2.5'],
	['unexpectedError', '2.2.6', '3.2.6'],
	['passwordLocked', '2.2.7', '3.2.7'],
	['importError', '2.2.8', '3.2.8'],
	['expired', '2.2.9', '3.2.9'],
	['formatError', '2.2.10', '3.2.10'],
	['issuerMismatch', '2.2.11', '3.1.10'],
	['certificateError', '2.2.12', '3.2.11'],
	['applicationError', '2.2.13', '3.2.12'],
	['alreadyRevoked', '2.2.14', '3.1.11'],
	['duplicate', '2.2.15', '3.1.12'],
	['notYetValid', 'S-01', 'S-01'],
	['wrongAddressee', 'S-02', 'S-02'],
	['outcomeUnknown', 'S-03', 'S-03'],
	['notReceived', 'S-04', 'S-04'],
	['signFailed', 'S-05', 'S-05'],
	['cardChanged', 'S-06', 'S-06'],
	['notThisCard', 'S-07', 'S-07'],
	['windowUnreachable', 'S-08', 'S-08'],
	['clockWrong', 'S-09', 'S-09'],
	['statusUnknown', 'S-10', 'S-10'],
	['terminalTooSmall', 'S-11', 'S-11'],
	['readerStuck', 'S-12', 'S-12'],
] as const)('%s is %s in a revocation and %s in a validity check', (stop, revocation, validity) => {
	expect([stopCode(stop, 'revocation'), stopCode(stop, 'validity')]).toEqual([revocation, validity]);
});

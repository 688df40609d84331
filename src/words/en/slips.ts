import type {PasswordName} from '../../domain/password.ts';
import type {Result} from '../../domain/receipt.ts';
import type {Slip} from '../../domain/slip.ts';
import type {SlipText} from '../words.ts';
import {frame} from './frame.ts';
import {toBring} from './reset.ts';

const passwordNames: Readonly<Record<PasswordName, string>> = {
	signing: 'signing password (6 to 16 letters and digits)',
	authentication: 'user authentication password (4 digits)',
};

/** What a validity check found, as short as a form has it. */
const validity: Readonly<Record<Result, string>> = {
	valid: 'valid',
	'already-revoked': 'revoked',
	duplicate: 'a revocation was accepted',
	'status-unknown': 'could not be checked',
	expired: 'expired',
	'not-yet-valid': 'not valid yet',
	'unknown-issuer': 'another issuer',
	'certificate-unverified': 'the certificate could not be checked',
	'application-unverified': 'the application could not be checked',
	'wrong-addressee': 'another addressee',
	malformed: 'the application has another form',
	'not-received': 'not received',
	accepted: 'could not be checked',
};

const keep = 'Please take this slip with you.';

/** What stands on each slip, in English. */
export function slip(at: Slip): SlipText {
	switch (at.kind) {
		case 'acceptance':
			return {
				title: 'Revocation: notice of acceptance (copy)',
				rows: [
					[frame.procedureLabel, frame.procedureName.revocation],
					[frame.receiptNumber, at.receiptNumber],
					['Accepted at', frame.instant(at.decidedAt)],
					...(at.effectiveAt ? [[frame.effectiveAt, frame.instant(at.effectiveAt)] as const] : []),
				],
				sentences: [
					'Your revocation request was accepted.',
					'Next, have the key and the certificate on your card erased at the municipal counter.',
					keep,
				],
			};
		case 'validity':
			return {
				title: 'Validity check: result (copy)',
				rows: [
					[frame.procedureLabel, frame.procedureName.validity],
					['Result', validity[at.result]],
					[frame.receiptNumber, at.receiptNumber],
					['Checked at', frame.instant(at.decidedAt)],
					...(at.name ? [[frame.applicantName, at.name] as const] : []),
				],
				sentences: ['This is the result at the time of the check.', keep],
			};
		case 'unknownOutcome':
			return {
				title:
					at.isReceived === 'no' ? 'A request that was not received' : 'A request still being asked about',
				rows: [
					[frame.procedureLabel, frame.procedureName[at.procedure]],
					[frame.code, at.code],
					['Time', frame.instant(at.at)],
				],
				sentences:
					at.isReceived === 'no'
						? ['Your request was not received.', 'You can begin again.', keep]
						: [
								'It is not known yet whether your request was received.',
								'This terminal goes on asking.',
								'To learn the outcome, show this slip to the staff.',
							],
			};
		case 'guidance':
			return {
				title: 'What to do about your password',
				rows: [
					['Procedure', at.reason === 'blocked' ? 'unlock or reset (ロック解除, 初期化)' : 'reset (初期化)'],
					['Password', at.passwords.map(name => passwordNames[name]).join(', ')],
					['Counter', at.counter || 'of the municipality where you are registered'],
					['Form', at.form],
					...(at.code ? [[frame.code, at.code] as const] : []),
					['Time', frame.instant(at.at)],
				],
				list: {
					title: at.comer === 'agent' ? 'How it goes' : 'Bring',
					items: toBring[at.comer],
				},
				sentences: ['Please come to the counter with this slip.'],
			};
		case 'reset':
			return {
				title: 'Your password was reset',
				rows: [
					['Password', at.passwords.map(name => passwordNames[name]).join(', ')],
					['Case number', at.caseNumber],
					['Time', frame.instant(at.at)],
					...(at.name ? [[frame.applicantName, at.name] as const] : []),
				],
				sentences: [
					'A new password was set.',
					'If you did not ask for this, tell the counter at once.',
					keep,
				],
			};
		case 'closing':
			return {
				title: 'Closing list',
				rows: [
					['Terminal', at.terminal],
					['From', frame.instant(at.from)],
					['To', frame.instant(at.to)],
					...at.counts.map(({label, count}) => [label, String(count)] as const),
					['Lines of the audit', String(at.audit.count)],
					['Head of the audit', at.audit.hash],
				],
				sentences: ['With the head of the audit a missing line is found.'],
			};
	}
}

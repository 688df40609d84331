import type {NoReceiptCause} from '../../domain/site.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {dayInEnglish, instantInEnglish} from './instant.ts';
import {askStaff, finish, finishHint, terms} from './terms.ts';

const noReceipt: Readonly<Record<NoReceiptCause, string>> = {
	busy: 'The window was busy and gave no answer.',
	serviceError: 'The window had a technical problem and gave no answer.',
	cut: 'The connection was cut before an answer arrived.',
	notBelieved: "An answer arrived that could not be confirmed as the window's own.",
};

const notAccepted = (at: Situation) => `This ${terms[at.procedure].document} was not accepted.`;

/** The window refused; another import may help. */
const refused = (at: Situation, title: string, why: string, help: readonly string[]) => ({
	title,
	plain: [why, `To try again, press "${terms[at.procedure].back}".`],
	notes: [notAccepted(at), askStaff],
	buttons: {back: terms[at.procedure].back, cancel: terms[at.procedure].stop},
	help: [...help, `"${terms[at.procedure].stop}" takes you back to the first screen.`],
});

/** The same, with the way to the certificate viewer. */
const withViewer = (text: ReturnType<typeof refused>) => ({
	...text,
	buttons: {...text.buttons, viewer: 'Look at a certificate'},
});

const renewal = 'You can get a new certificate at the municipal counter.';
const earlier = 'The certificate is revoked as the earlier request asked.';
const moved = 'A signing certificate is also revoked when you move or change your name.';

/** Where a procedure ends: notices, refusals, and what is not known yet. */
export const results = {
	accepted: ({notice}) => ({
		title: 'Revocation request accepted',
		plain: [
			'Your revocation request was accepted.',
			notice?.effectiveAt
				? `The certificate is revoked from ${instantInEnglish(notice.effectiveAt)} (Japan time).`
				: 'The certificate is revoked when the next revocation list is issued.',
			'Next, ask the municipal counter to erase the private key and certificate on your card.',
		],
		notes: ['Please write down the receipt number.', renewal, finishHint],
		buttons: finish,
		help: [
			'The revocation takes effect with the certificate revocation list (CRL).',
			'The private key and the certificate are still on your card.',
			'The municipality that issued the certificate erases them.',
			'Your user authentication certificate goes on working.',
		],
	}),
	valid: ({notice}) => ({
		title: 'Validity check: valid',
		plain: [
			'Your certificate is valid.',
			...(notice ? [`This was so on ${instantInEnglish(notice.decidedAt)} (Japan time).`] : []),
		],
		notes: [finishHint],
		buttons: finish,
		help: ['The window found no revocation of it.', 'It stops being valid if you move, for example.'],
	}),
	alreadyRevoked: at => ({
		title: at.procedure === 'revocation' ? 'The certificate is already revoked' : 'Validity check: revoked',
		plain: [
			'This certificate is already revoked.',
			at.procedure === 'revocation' ? 'There is no need to request it again.' : renewal,
		],
		notes: at.procedure === 'revocation' ? [renewal, finishHint] : [finishHint],
		buttons: finish,
		help: [moved],
	}),
	duplicate: at => ({
		title:
			at.procedure === 'revocation'
				? 'A request was accepted before'
				: 'Validity check: revocation request accepted',
		plain: [
			'A revocation request for this certificate was accepted before.',
			at.procedure === 'revocation'
				? 'There is no need to request it again.'
				: 'The certificate is revoked when the next revocation list is issued.',
		],
		notes: [finishHint],
		buttons: finish,
		help: [earlier],
	}),
	issuerMismatch: at => ({
		title: at.procedure === 'revocation' ? 'Unknown issuer' : 'Validity check: unknown issuer',
		plain: [
			'This certificate does not seem to come from the certification authority of JPKI.',
			'Please begin again with your own My Number card.',
		],
		notes: [notAccepted(at), askStaff, finishHint],
		buttons: {...finish, viewer: 'Look at a certificate'},
		help: [
			'The issuer named in the certificate is not known to the window.',
			'If this appears again, the staff can check the issuer of the certificate.',
		],
	}),
	statusUnknown: () => ({
		title: 'Validity could not be checked',
		plain: [
			'The window cannot read the revocation records, so the validity is not known.',
			'Please try the validity check again in a while.',
		],
		notes: ['Nothing about your certificate has changed.', finishHint],
		buttons: finish,
		help: ['As long as it is not certain, the terminal does not say "valid".', askStaff],
	}),
	expired: at => ({
		title: 'The certificate has expired',
		plain: [
			at.validity
				? `The certificate expired on ${dayInEnglish(at.validity)}.`
				: 'The certificate has expired.',
			at.procedure === 'revocation'
				? 'There is no need to revoke it.'
				: 'It can be renewed at the municipal counter.',
		],
		notes: [...(at.procedure === 'revocation' ? [renewal] : []), finishHint],
		buttons: finish,
		help: [
			'An expired certificate can no longer be used.',
			'The card and the certificate can expire on different days.',
		],
	}),
	notYetValid: at => ({
		title: 'The certificate is not valid yet',
		plain: [
			at.validity
				? `The certificate becomes valid on ${instantInEnglish(at.validity)} (Japan time).`
				: 'The certificate is not valid yet.',
			'Please come again after that.',
		],
		notes: [`No ${terms[at.procedure].act} was made.`, finishHint],
		buttons: finish,
		help: ['A certificate states from when it can be used.', askStaff],
	}),
	wrongAddressee: at => ({
		title: 'Wrong addressee',
		plain: ['The application is addressed to another window.', 'Tell the staff the notice code.'],
		notes: [notAccepted(at), finishHint],
		buttons: finish,
		help: ['The cause is a setting of the terminal, not you.'],
	}),
	formatError: at =>
		refused(at, 'The data could not be read', 'The window could not read the data it received.', [
			'The form of the data does not follow the rules of the window.',
			'If this appears again, tell the staff.',
		]),
	certificateError: at =>
		withViewer(
			refused(
				at,
				'The certificate could not be confirmed',
				"The window could not confirm the issuer's signature on your certificate.",
				[
					'The certificate may be damaged or was not read correctly.',
					'If this appears again, the staff can look at the certificate.',
				],
			),
		),
	applicationError: at =>
		refused(
			at,
			'The signature could not be confirmed',
			`The window could not confirm your signature on the ${terms[at.procedure].document}.`,
			['When you try again, read the application carefully.', 'If this appears again, tell the staff.'],
		),
	outcomeUnknown: at => ({
		title: at.noReceipt === 'busy' ? 'The window is busy' : 'Technical problem at the window',
		plain: [
			'Whether it was accepted is still being checked.',
			...(at.procedure === 'revocation'
				? [
						'A validity check later on tells you whether it was accepted.',
						'You can also request the revocation again: it is never counted twice.',
					]
				: [
						'Please try the validity check again in a while.',
						'However often you check, nothing about your certificate changes.',
					]),
		],
		notes: [...(at.noReceipt ? [noReceipt[at.noReceipt]] : []), finishHint],
		buttons: finish,
		help: [
			...(at.procedure === 'revocation'
				? [
						'If it was accepted, the validity check says "revocation request accepted".',
						'After that, the window stops a second request.',
					]
				: []),
			'The terminal goes on asking the window.',
		],
	}),
	notReceived: at => ({
		title: 'Not accepted',
		plain: [
			`The window has not received the ${terms[at.procedure].document}.`,
			`Please begin the ${terms[at.procedure].act} again.`,
		],
		notes: ['This application cannot be accepted later on.', finishHint],
		buttons: finish,
		help: [
			'After sending, no answer of the window arrived.',
			'The window confirmed with its signature that it has nothing.',
		],
	}),
} satisfies Partial<ScreenTexts>;

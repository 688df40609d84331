import type {AbsentCause, CardKind} from '../../domain/card.ts';
import type {Stop} from '../../domain/codes.ts';
import {freeDial} from '../facts.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {askStaff, terms} from './terms.ts';

const tellStaff = 'Tell the staff the notice code.';

/** Why there is no card to speak to, and what to do: one cause, one pair of sentences (S004-102..104). */
export const absent: Readonly<Record<AbsentCause, readonly [why: string, remedy: string]>> = {
	noService: ['The software of the card reader does not answer.', tellStaff],
	noReader: ['The card reader is not connected or not switched on.', tellStaff],
	noCard: ['There is no card in the reader.', 'Insert your My Number card and press "OK".'],
	held: ['Another program is using the card reader.', 'Wait a moment and press "OK".'],
	mute: ['The card does not answer.', 'Check which way round it goes, insert it again and press "OK".'],
};

export const otherKinds: Readonly<Record<CardKind, readonly [why: string, remedy: string]>> = {
	myNumber: ['This card cannot be used for this procedure.', tellStaff],
	juki: ['This is a Basic Resident Register card.', 'Insert your My Number card and press "OK".'],
	authOnly: ['This card holds no signing certificate.', 'The municipal counter can tell you how to get one.'],
	phone: ['This is the certificate of a smartphone.', 'Insert your My Number card and press "OK".'],
	otherRealm: [
		'This card cannot be used at this terminal.',
		'Card or terminal may be for testing: please tell the staff.',
	],
	other: ['This is not a My Number card.', 'Insert your My Number card and press "OK".'],
};

const toPromptOrTop = (at: Situation) => ({ok: 'OK', cancel: terms[at.procedure].stop});

/** From the prompt to the imported certificate, and what can go wrong with the card. */
export const card = {
	importPrompt: at => ({
		title: 'Reading your card',
		plain: [
			at.procedure === 'revocation'
				? 'Your signing certificate will be revoked; this cannot be undone.'
				: 'This tells you whether your signing certificate is valid.',
			'Insert your My Number card into the card reader and press "OK".',
		],
		notes:
			at.procedure === 'revocation'
				? [
						'Your user authentication certificate (4 digits) goes on working.',
						'You can get a new signing certificate at the municipal counter.',
						'Card lost, stolen or misused? Call, and go to the counter, instead.',
						`My Number toll-free line ${freeDial} (suspension: 24 hours)`,
					]
				: ['Checking changes nothing: your certificate goes on working.'],
		buttons: toPromptOrTop(at),
		help: [
			`Insert the card that holds the certificate for the ${terms[at.procedure].act}.`,
			`"${terms[at.procedure].stop}" takes you back to the first screen.`,
			'Only My Number cards can be used.',
		],
	}),
	preparingCard: at => ({
		title: 'Looking at your card',
		plain: ['Looking at your card.', 'Please leave it in the reader.'],
		help: [
			'The terminal checks which card it is and whether the password is locked.',
			`The ${terms[at.procedure].document} has not been sent.`,
		],
	}),
	cardNotReady: at => {
		const [why, remedy] = absent[at.absent ?? 'noCard'];
		return {
			title: 'Card not ready',
			plain: [why, remedy],
			notes: remedy === tellStaff ? [] : [askStaff],
			buttons: toPromptOrTop(at),
			help: [
				'Push the card straight in until it stops.',
				'The staff can check whether the reader is switched on.',
				`"${terms[at.procedure].stop}" takes you back to the first screen.`,
			],
		};
	},
	notThisCard: at => ({
		title: 'This card cannot be used',
		plain: otherKinds[at.kind ?? 'other'],
		notes: ['Nothing was written to the card.'],
		buttons: toPromptOrTop(at),
		help: ['You need a My Number card with a signing certificate.', 'Cards of children under 15 hold none.'],
	}),
	importing: at => ({
		title: at.step === 3 ? 'Drawing up the application' : 'Reading your card',
		plain: [
			at.step === 3
				? `Drawing up the ${terms[at.procedure].document}.`
				: 'Reading your certificate from the card.',
			'Please leave the card in the reader.',
		],
		help: [
			'Name, address, sex and date of birth are read from the certificate.',
			'They are erased when the procedure ends.',
		],
	}),
	importError: at => ({
		title: 'Your card could not be read',
		plain: [
			'Your data could not be read from the card.',
			'Check that the card is fully in.',
			`Then press "${terms[at.procedure].back}".`,
		],
		notes: [askStaff],
		buttons: {back: terms[at.procedure].back, cancel: terms[at.procedure].stop},
		help: [
			'Your password was correct.',
			'If this appears again, the card may be damaged.',
			`"${terms[at.procedure].stop}" takes you back to the first screen.`,
		],
	}),
	unexpectedError: at => ({
		title: 'Unexpected error',
		plain: ['The connection to the card was cut.', 'Insert the card again and press "OK".'],
		notes: [
			'The data read from your card has been erased.',
			`The ${terms[at.procedure].document} has not been sent.`,
			askStaff,
		],
		buttons: toPromptOrTop(at),
		help: [
			'This appears when a card is taken out too early.',
			'"OK" lets you begin again with reading the card.',
			'The next login shows how many tries are left.',
		],
	}),
	cardChanged: at => ({
		title: 'The card was changed',
		plain: [
			'After reading, the card was taken out or exchanged.',
			'Insert the card for this procedure and press "OK".',
		],
		notes: ['The data read from your card has been erased.', 'The password was not sent to the card.'],
		buttons: toPromptOrTop(at),
		help: [
			"You begin again, so that nobody signs with another person's card.",
			'Leave the card in from reading until it has signed.',
		],
	}),
	takeCard: at => ({
		title: 'Please take your card',
		plain: [
			...reminder(at),
			...(at.isCardForgotten ? forgotten : []),
			at.isReaderStuck
				? 'The card reader does not answer; please take your card out.'
				: 'Please take your card out.',
		],
		notes: ['After that the first screen comes back.'],
		help: [
			'Nobody can begin another procedure while your card is in.',
			'If the card does not come out, tell the staff.',
		],
	}),
	cardUnseen: at => ({
		title: 'Please take your card',
		plain: [
			...reminder(at),
			'The card reader has stopped working.',
			'Take your card out, then press "I have it".',
		],
		notes: ['Please make sure that no card is left behind.'],
		buttons: {ok: 'I have it'},
		help: [
			'This terminal cannot see whether a card is still in the reader.',
			'If the card does not come out, tell the staff.',
		],
	}),
} satisfies Partial<ScreenTexts>;

const forgotten = [
	'A card was left in. If its owner is not here, please call the staff.',
	'If it is not your card, do not touch it.',
];

/** What stays to be said while the card is taken. */
function reminder({notice, lastStop}: Situation): readonly string[] {
	if (notice?.result === 'accepted') return ['Your revocation request was accepted.'];
	if (notice?.result === 'valid') return ['Your certificate is valid.'];
	return (lastStop && stopReminders[lastStop]) ?? [];
}

const stopReminders: Partial<Readonly<Record<Stop, readonly string[]>>> = {
	outcomeUnknown: ['Whether it was accepted is still being checked.'],
	notReceived: ['Your application was not accepted.'],
	passwordLocked: ['The municipal counter can unlock your password.'],
	expired: ['Your certificate has expired.'],
	alreadyRevoked: ['Your certificate is already revoked.'],
	duplicate: ['A revocation request for this certificate was accepted before.'],
	statusUnknown: ['It could not be found out whether your certificate is valid.'],
	serviceBusy: ['Please try again in a while.'],
	serviceError: ['Please try again in a while.'],
	changeUnknown: ['It is not known whether the password was changed.'],
	readerStuck: ['The card does not answer: the procedure ended, and nothing was sent.'],
};

import type {ScreenTexts} from '../words.ts';
import {absent, otherKinds} from './card.ts';
import {certificateWords} from './certificate.ts';
import {askStaff} from './terms.ts';

const leave = 'Back to the first screen';
const anotherOne = 'Choose another';
const back = {ok: 'Back to the choice', cancel: leave} as const;
const page = {back: anotherOne, cancel: leave} as const;
const nothingChanged = 'Looking changes nothing: your certificates can be used as before.';

/** The certificate viewer: what the card's certificates say. */
export const viewer = {
	chooseCertificate: () => ({
		title: 'Look at a certificate',
		plain: ['Insert your My Number card and choose a certificate.'],
		notes: ['The signing certificate asks for the signing password.', nothingChanged],
		buttons: {...certificateWords.names, cancel: leave},
		help: [
			'You can read what the certificates on your card say.',
			'All but the signing certificate can be read without a password.',
		],
	}),
	readingCertificate: () => ({
		title: 'Reading the certificate',
		plain: ['The card is being read.', 'Please wait and leave the card in.'],
		help: ['The certificate is being read from the card.', nothingChanged],
	}),
	certificateBasic: () => ({
		title: 'The certificate in short',
		plain: ['This is what the certificate on your card says.'],
		notes: ['If something is wrong, ask at the counter of your municipality.'],
		buttons: {ok: 'Show details', ...page},
		help: [
			'"Show details" shows every entry and what it means.',
			'Where an expected issuer is shown, compare it with the issuer.',
			'F3 hides the contents.',
		],
	}),
	certificateDetail: () => ({
		title: 'The certificate in detail',
		plain: ['Every entry of the certificate, and what it means.'],
		buttons: {ok: 'Show in short', ...page},
		help: [
			'Every entry stands here in the order of the certificate.',
			'Read on with the arrow keys.',
			'F3 hides the contents.',
		],
	}),
	viewerNoCard: at => {
		const [why] = absent[at.absent ?? 'noCard'];
		return {
			title: 'The card cannot be read',
			plain: [why, 'Insert the card again, go back to the choice and choose again.'],
			notes: [askStaff],
			buttons: back,
			help: ['Make sure that the card is the right way round.', nothingChanged],
		};
	},
	viewerOtherCard: at => {
		const [why] = otherKinds[at.kind ?? 'other'];
		return {
			title: 'This card cannot be shown',
			plain: [why, 'Insert a My Number card with a signing certificate and choose again.'],
			notes: [askStaff],
			buttons: back,
			help: ['Only My Number cards with a signing certificate can be shown here.'],
		};
	},
	viewerLocked: () => ({
		title: 'Password locked',
		plain: [
			'The signing password is locked, so the signing certificate cannot be shown.',
			'Ask at the counter of your municipality to unlock it.',
		],
		notes: ['The other certificates can be read without a password.'],
		buttons: back,
		help: ['Too many wrong signing passwords in a row lock the card.'],
	}),
	viewerUnreadable: () => ({
		title: 'The certificate cannot be read',
		plain: [
			'The certificate is missing on the card or cannot be read.',
			'If this happens again, ask at the counter of your municipality.',
		],
		notes: [askStaff],
		buttons: back,
		help: ['The certificate may be damaged or not on the card.'],
	}),
	viewerCardLeft: () => ({
		title: 'The card was taken out',
		plain: ['What was shown has been erased.', 'To go on, insert the card and choose again.'],
		buttons: back,
		help: ['The contents disappear as soon as the card is taken out or stops answering.'],
	}),
} satisfies Partial<ScreenTexts>;

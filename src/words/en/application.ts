import type {ScreenTexts} from '../words.ts';
import {askStaff, terms} from './terms.ts';

/** From the drawn-up application to its sending: reading, signing, sending. */
export const application = {
	confirmImport: at => {
		const term = terms[at.procedure];
		return {
			title: 'Review your application',
			plain: at.isReadingAsked
				? ['Some lines have not been shown yet.', 'Read to the end, then press "Sign".']
				: [`Read the ${term.document} to the end.`, 'If it is correct, press "Sign".'],
			notes: ['Nothing has been sent.', 'If something is wrong, tell the staff.'],
			buttons: {ok: 'Sign', back: term.back, cancel: term.stop},
			help: [
				`This ${term.document} was drawn up from the data on your card.`,
				'The up and down keys show all of a long name or address.',
				'What you see here is exactly what is signed.',
				`"${term.back}" lets you begin again with the card.`,
				'If it shows an old address, the certificate may be out of date.',
			],
		};
	},
	askCancel: at => {
		const term = terms[at.procedure];
		return {
			title: `${term.stop}?`,
			plain: [`Do you want to stop the ${term.act}?`, 'The data read from your card will be erased.'],
			notes: ['Nothing has been sent.'],
			buttons: {ok: term.goOn, cancel: term.stop},
			help: [
				`"${term.goOn}" takes you back to your application.`,
				`"${term.stop}" takes you back to the first screen.`,
			],
		};
	},
	signConfirm: at => ({
		title: 'Confirm the signature',
		plain: [`The card will sign the ${terms[at.procedure].document}. Do you agree?`],
		notes: ['After "Agree" you type the signing password again.', 'Nothing is sent yet.'],
		buttons: {ok: 'Agree', cancel: 'Do not sign'},
		help: [
			'The signature shows that you yourself made the application.',
			'"Do not sign" takes you back to your application.',
		],
	}),
	signing: at => ({
		title: 'Signing',
		plain: ['The card is signing.', 'Please leave the card in the reader.'],
		help: [
			'The signature is made inside your card.',
			`The ${terms[at.procedure].document} has not been sent.`,
			'If you take the card out now, you have to begin again.',
		],
	}),
	signFailed: at => ({
		title: 'The card could not sign',
		plain: ['The card could not make the signature.', 'Press "OK" to begin again with reading the card.'],
		notes: [
			'The data read from your card has been erased.',
			`The ${terms[at.procedure].document} has not been sent.`,
			askStaff,
		],
		buttons: {ok: 'OK', cancel: terms[at.procedure].stop},
		help: ['The password was not the problem.', 'If this appears again, the card may be damaged.'],
	}),
	sendConfirm: at => {
		const term = terms[at.procedure];
		return {
			title: 'Confirm sending',
			plain: [
				`The ${term.document}, the signature and the certificate will be sent to the window.`,
				`After "Agree" the ${term.act} cannot be cancelled.`,
			],
			notes: ['Nothing has been sent yet.', 'If you are not sure, press "Do not send".'],
			buttons: {ok: 'Agree', cancel: 'Do not send'},
			help: [
				'The certificate holds your name, address, sex and date of birth.',
				'"Do not send" destroys the signature and takes you back to your application.',
			],
		};
	},
	sending: at => ({
		title: 'Sending',
		plain: [`Sending the ${terms[at.procedure].document} to the window.`, 'Please wait.'],
		notes: ['This can take a while, depending on the connection.'],
		help: ['Waiting for the answer of the window.', 'Taking the card out now does not change the result.'],
	}),
	inquiring: () => ({
		title: 'Asking the window',
		plain: ['Asking the window whether the application was accepted.', 'Please wait about 30 seconds.'],
		notes: ['The application is never sent twice.'],
		help: [
			'No answer arrived, so the terminal asks what became of the application.',
			'Taking the card out does not change the result.',
		],
	}),
} satisfies Partial<ScreenTexts>;

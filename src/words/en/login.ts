import {type PasswordFault, signingPassword} from '../../domain/password.ts';
import {tryLimit} from '../facts.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {finish, finishHint, terms} from './terms.ts';

const format = `${signingPassword.shortest} to ${signingPassword.longest} letters and digits`;

const faults: Readonly<Record<PasswordFault, string>> = {
	empty: 'No password was typed.',
	fourDigits: 'Four digits are the user authentication password, which is not used here.',
	tooShort: `Too short: a signing password has at least ${signingPassword.shortest} characters.`,
	tooLong: `Too long: a signing password has at most ${signingPassword.longest} characters.`,
	badCharacter: 'A character cannot be used: only letters and digits can.',
};

const tries = ({triesLeft}: Situation) =>
	triesLeft === undefined ? [] : [`You have ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`];

const isSecond = (at: Situation) => at.step === 4;

const back = (at: Situation) => (isSecond(at) ? 'the review of your application' : 'reading the card');

/** The login dialog, used twice, and the ways a password can fail. */
export const login = {
	login: at => ({
		title: 'Login',
		plain: [
			...(at.passwordFault ? [faults[at.passwordFault]] : []),
			isSecond(at)
				? 'To sign the application, type the same signing password again.'
				: `Type your signing password (${format}).`,
			...tries(at),
		],
		notes: [
			...(at.passwordFault ? ['It was not sent to the card, so you still have as many tries.'] : []),
			...(isSecond(at) ? [`The signing password has ${format}.`] : []),
			`The card locks after ${tryLimit} wrong passwords in a row.`,
			'Capital and small letters are the same.',
		],
		buttons: {ok: 'OK', cancel: 'Cancel'},
		help: [
			'This is the signing password you chose when you received the card.',
			'It is not one of the passwords of 4 digits.',
			'Forgotten? Press "Cancel" and have it reset at the municipal counter.',
			`"Cancel" takes you back to ${back(at)}.`,
		],
	}),
	typingOnPad: at => ({
		title: 'Login',
		plain: [
			isSecond(at)
				? 'To sign the application, type the same signing password again.'
				: `Type your signing password (${format}).`,
			'Use the keys of the card reader, and press its OK key.',
			...tries(at),
		],
		notes: [
			'To stop, press the cancel key of the reader.',
			`The card locks after ${tryLimit} wrong passwords in a row.`,
			'Please leave the card in the reader.',
		],
		help: [
			'The password is typed on the reader that holds your card.',
			'It cannot be typed on this keyboard.',
			'What you type there never reaches this terminal.',
			'Forgotten? Press the cancel key of the reader and ask at the municipal counter.',
		],
	}),
	notTyped: at => ({
		title: 'Password',
		plain: ['No password was typed.', `Type ${format} on the keys of the card reader.`, ...tries(at)],
		notes: ['Nothing was sent to the card, so you still have as many tries.'],
		buttons: {ok: 'Type it again', cancel: 'Cancel'},
		help: [
			'You see this after a while without typing, or when there are too few or too many characters.',
			`"Cancel" takes you back to ${back(at)}.`,
		],
	}),
	checkingPassword: at => ({
		title: 'Checking the password',
		plain: ['Checking the password.', 'Please leave the card in the reader.'],
		help: [
			isSecond(at) ? 'If it is correct, the card signs next.' : 'If it is correct, the card is read next.',
			'If you take the card out now, you have to begin again.',
		],
	}),
	wrongPassword: at => ({
		title: 'Wrong password',
		plain: ['The password differs from the one of the card.', ...tries(at), 'You can type it again.'],
		notes: [
			`The card locks after ${tryLimit} wrong passwords in a row.`,
			'A correct password restores all tries.',
		],
		buttons: {ok: 'Type it again', cancel: 'Cancel'},
		help: [
			`The signing password has ${format}.`,
			'If you cannot remember it, stop here and have it reset at the municipal counter.',
			`"Cancel" takes you back to ${back(at)}.`,
		],
	}),
	askLastTry: at => ({
		title: 'Your last try',
		plain: [
			'You have 1 try left.',
			'One more wrong password locks the card.',
			'If you are not sure, press "Stop here".',
		],
		notes: ['A locked card can be unlocked or reset at the municipal counter.'],
		buttons: {ok: 'Type it', cancel: 'Stop here'},
		help: [
			'The card itself counts the tries, at every terminal.',
			`"Stop here" takes you back to ${back(at)}.`,
		],
	}),
	passwordCheckFailed: () => ({
		title: 'Password check failed',
		plain: [
			`The password was wrong ${tryLimit} times in a row, so the card is locked.`,
			'Press "OK" to read what to do next.',
		],
		notes: ['The data read from your card has been erased.'],
		buttons: {ok: 'OK'},
		help: ['The lock protects your card.', 'The municipal counter can unlock it.'],
	}),
	passwordLocked: at => ({
		title: 'Password locked',
		plain: [
			`The signing password is locked, so the ${terms[at.procedure].act} is not possible.`,
			'Please go to the counter of the municipality that issued your certificate.',
		],
		notes: [
			'If you know the password: ask to unlock it (ロック解除)',
			'If you forgot it: ask to unlock and reset it (ロック解除, 初期化)',
			'Bring your My Number card and an identity document',
			finishHint,
		],
		buttons: finish,
		help: [
			'Unlocking lets you use your present password again.',
			'A reset lets you choose a new one.',
			'If you are not sure, ask at the counter.',
			'The lock of the password with 4 digits is a separate one.',
		],
	}),
} satisfies Partial<ScreenTexts>;

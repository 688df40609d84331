import {type NewPasswordFault, type PasswordLimits, passwordLimits} from '../../domain/newPassword.ts';
import type {PasswordName} from '../../domain/password.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {absent, otherKinds} from './card.ts';
import {askStaff, finish, finishHint} from './terms.ts';

const names: Readonly<Record<PasswordName, string>> = {
	signing: 'signing password',
	authentication: 'user authentication password',
};

const nameOf = ({password = 'signing'}: Situation) => names[password];
const limitsOf = ({limits}: Situation) => limits ?? passwordLimits.signing;

function format({shortest, longest, alphabet, needsBoth}: PasswordLimits): string {
	const length = shortest === longest ? `${shortest}` : `${shortest} to ${longest}`;
	if (alphabet === 'digits') return `${length} digits`;
	return needsBoth ? `${length} characters, letters and digits mixed` : `${length} letters and digits`;
}

function whyNot(fault: NewPasswordFault, {shortest, longest, alphabet}: PasswordLimits): string {
	const unit = alphabet === 'digits' ? 'digits' : 'characters';
	switch (fault) {
		case 'empty':
			return 'Nothing was typed.';
		case 'tooShort':
			return `Too short: at least ${shortest} ${unit}.`;
		case 'tooLong':
			return `Too long: at most ${longest} ${unit}.`;
		case 'badCharacter':
			return `A character cannot be used: only ${alphabet === 'digits' ? 'digits' : 'letters and digits'} can.`;
		case 'noLetter':
			return 'There is no letter in it. Mix letters and digits.';
		case 'noDigit':
			return 'There is no digit in it. Mix letters and digits.';
		case 'repeated':
			return 'A password of one repeated character cannot be used.';
		case 'run':
			return 'Characters in a row, or the same ones only, cannot be used.';
		case 'sameAsOld':
			return 'It is the same as the present one. Choose another.';
		case 'birthDate':
			return 'A date of birth cannot be used: others know it.';
		case 'address':
			return 'Numbers of your address cannot be used: others know them.';
		case 'notEqual':
			return 'The two differ. Type the new password again.';
		default:
			return fault satisfies never;
	}
}

const asks = {
	current: (at: Situation) => `Type your present ${nameOf(at)}.`,
	next: (at: Situation) => `Type a new ${nameOf(at)} (${format(limitsOf(at))}).`,
	again: () => 'Type the new password once more to confirm it.',
} as const;

const fieldLabels = {
	current: 'Present password',
	next: 'New password',
	again: 'New password again',
} as const;

const tries = ({triesLeft}: Situation) =>
	triesLeft === undefined ? [] : [`You have ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`];

/** S001-022: what nobody but the person can keep away from. */
const guessed = 'Avoid what others can guess, such as dates of birth and telephone numbers.';
const leave = 'Back to the start';
const again = {ok: 'Try again', cancel: leave} as const;
const nothingChanged = 'The password has not been changed.';
const bring = 'Bring your My Number card and an identity document';
const locks = (at: Situation) => `The card locks after ${limitsOf(at).mostTries} wrong passwords in a row.`;

/** The change of a password (seed 001). */
export const password = {
	choosePassword: () => ({
		title: 'Change a password',
		plain: ['Choose the password to change.'],
		notes: [
			'You need to know the present password.',
			'If you forgot it, have it reset at the municipal counter.',
		],
		buttons: {
			signing: 'Signing password (letters and digits)',
			authentication: 'User authentication password (4 digits)',
			cancel: leave,
		},
		help: [
			'The signing password is for signing applications.',
			'The user authentication password is for logging in to sites and for convenience stores.',
			'You can change a password as often as you like.',
		],
	}),
	changeGuide: at => ({
		title: `Change the ${nameOf(at)}`,
		plain: ['Insert your card and press "OK".'],
		notes: [
			'You will type the present password, and the new one twice.',
			`The new password has ${format(limitsOf(at))}.`,
			guessed,
			locks(at),
		],
		buttons: {ok: 'OK', back: 'Back to the choice', cancel: leave},
		help: [
			'Choose one that is easy to remember and hard to guess.',
			'It cannot hold your address or your date of birth.',
			'The card counts wrong passwords until the right one is typed.',
		],
	}),
	changeLooking: () => ({
		title: 'Checking the card',
		plain: ['Checking the card.', 'Please leave it in the reader.'],
		help: ['You can type the passwords next.'],
	}),
	changeLastTry: () => ({
		title: 'Your last try',
		plain: [
			'You have 1 try left.',
			'One more wrong password locks the card.',
			'If you are not sure, press "Stop here".',
		],
		notes: ['The password can be reset at the municipal counter.'],
		buttons: {ok: 'Type it', cancel: 'Stop here'},
		help: ['The card itself counts the tries, at every terminal.'],
	}),
	newPassword: at => ({
		title: at.asksCurrent ? `Change the ${nameOf(at)}` : `New ${nameOf(at)}`,
		plain: [
			...(at.newPasswordFault ? [whyNot(at.newPasswordFault, limitsOf(at))] : []),
			asks[at.passwordPart ?? 'next'](at),
			...(at.passwordPart === 'current' ? tries(at) : []),
		],
		notes: [
			...(at.newPasswordFault ? ['The password of the card has not been changed.'] : []),
			...(at.passwordPart === 'next' ? [guessed] : []),
			...(limitsOf(at).alphabet === 'digits' ? [] : ['Capital and small letters are the same.']),
		],
		fieldLabel: fieldLabels[at.passwordPart ?? 'next'],
		buttons: {ok: 'OK', back: 'Previous field', cancel: 'Cancel'},
		help: [
			'Fill in the fields from the top and press "OK" after each.',
			'F4 shows what you are typing for 5 seconds.',
			'"Cancel" erases what you typed and takes you back.',
		],
	}),
	changingPassword: () => ({
		title: 'Changing the password',
		plain: ['Changing the password.', 'Please leave the card in the reader.'],
		help: ['The result follows.'],
	}),
	passwordChanged: at => ({
		title: 'Password changed',
		plain: [`Your ${nameOf(at)} has been changed.`, 'Use the new password from now on.'],
		notes: [finishHint],
		buttons: finish,
		help: ['The old password is no longer valid.', 'What you typed has been erased from this terminal.'],
	}),
	changeWrong: at => ({
		title: 'Wrong password',
		plain: ['The present password you typed differs from the one of the card.', ...tries(at)],
		notes: [
			...(at.isResetAdvised ? ['If you cannot remember it, have it reset at the municipal counter.'] : []),
			locks(at),
			'A correct password restores all tries.',
			nothingChanged,
		],
		buttons: {ok: 'Type them again', cancel: 'Stop here'},
		help: ['What you typed has been erased.', 'F4 lets you check what you are typing.'],
	}),
	changeLocked: at => ({
		title: 'Password locked',
		plain: [
			`The ${nameOf(at)} is locked and cannot be changed.`,
			'Please go to the counter of the municipality that issued your certificate.',
		],
		notes: [bring, finishHint],
		buttons: finish,
		help: [locks(at), 'The counter can unlock or reset the password.'],
	}),
	changeNoCard: at => {
		const [why] = absent[at.absent ?? 'noCard'];
		return {
			title: 'The card cannot be read',
			plain: [why, 'Insert the card again and try once more.'],
			notes: [nothingChanged, askStaff],
			buttons: again,
			help: ['Make sure that the card is the right way round.'],
		};
	},
	changeOtherCard: at => {
		const [why] = otherKinds[at.kind ?? 'other'];
		return {
			title: 'This card has no such password',
			plain: [why, 'Insert a My Number card and try again.'],
			notes: [askStaff],
			buttons: again,
			help: ['Only passwords of My Number cards can be changed here.'],
		};
	},
	changeCardLeft: () => ({
		title: 'The card was taken out',
		plain: [nothingChanged, 'To go on, insert the card and try again.'],
		buttons: again,
		help: ['What you typed has been erased.', 'Leave the card in the reader until the end.'],
	}),
	changeRefused: at => ({
		title: 'Not changed',
		plain: [`The card did not take the new ${nameOf(at)}.`, 'Your present password is still valid.'],
		notes: [askStaff],
		buttons: again,
		help: ['You can try again with another password.'],
	}),
	changeUnknown: at => ({
		title: 'Changed or not?',
		plain: [
			...unheard(at),
			'The card was taken out, or stopped answering, during the change.',
			'Insert the same card again and press "OK".',
		],
		notes: ['The card will be asked which password it holds.', 'This may use up one try until it is known.'],
		buttons: {ok: 'OK', cancel: 'Finish without asking'},
		help: ['The card holds either the new password or the old one.'],
	}),
	tellingPassword: () => ({
		title: 'Checking the password',
		plain: ['Finding out which password the card holds.', 'Please leave the card in the reader.'],
		help: ['The result follows.'],
	}),
	newPasswordHolds: at => ({
		title: 'Result of the change',
		plain: [`The new ${nameOf(at)} is valid.`, 'Use the new password from now on.'],
		notes: [finishHint],
		buttons: finish,
		help: ['The old password is no longer valid.'],
	}),
	oldPasswordHolds: at => ({
		title: 'Result of the change',
		plain: [`The ${nameOf(at)} has not been changed.`, 'Your old password is still valid.'],
		notes: ['To change it, begin again.', finishHint],
		buttons: finish,
		help: ['The new password was not written to the card.'],
	}),
	passwordUntold: at => ({
		title: 'Changed or not?',
		plain: [
			`It could not be found out whether the new or the old ${nameOf(at)} is valid.`,
			'Next time, try the new password first.',
		],
		notes: ['If neither works, have it reset at the municipal counter.', bring, finishHint],
		buttons: finish,
		help: ['Your certificates are as valid as before.', locks(at)],
	}),
} satisfies Partial<ScreenTexts>;

/** Why the card could not be asked which password it holds. */
function unheard({kind, absent: cause}: Situation): string[] {
	if (kind) return ['This is not the same card.'];
	return cause ? [absent[cause][0]] : [];
}

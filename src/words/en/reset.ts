import {documentsOf, type ResetComer} from '../../domain/reset.ts';
import type {ResetRefusal} from '../../domain/resetRules.ts';
import type {ResetWords, ScreenTexts, Situation} from '../words.ts';
import {absent} from './card.ts';
import {finish} from './terms.ts';

export const resetWords: ResetWords = {
	passwords: {signing: 'signing password', authentication: 'user authentication password'},
	comers: {holder: 'The holder', representative: 'Legal representative', agent: 'Agent'},
	pages: {
		holder: "Holder's documents",
		representative: "Representative's documents",
		authority: 'Proof of authority',
	},
	documents: {
		drivingLicence: 'Driving licence (A)',
		passport: 'Passport (A)',
		residenceCard: 'Residence card (A)',
		disabilityCard: 'Disability certificate (A)',
		insuranceCertificate: 'Insurance certificate (B)',
		pensionBook: 'Pension book (B)',
		familyRegister: 'Family register (3 months at most)',
		guardianRegister: 'Guardianship register',
		sameHousehold: 'Same household, seen in our records',
	},
	labels: {
		password: 'To be reset',
		card: 'State of the card',
		comer: 'Who came',
		officers: 'Staff who signed',
		none: 'none yet',
		form: 'Form',
	},
	blocked: 'blocked',
	triesLeft: tries => `${tries} tries left`,
	seconds: left => `${Math.floor(left / 60)} min ${left % 60} s`,
};

const again = 'Please begin again.';

const refusals: Readonly<Record<ResetRefusal, readonly string[]>> = {
	unreadable: ['The order for the reset could not be read.', again],
	notStaff: [
		'The signature of a staff card could not be confirmed.',
		'Please check that the staff card is valid and registered.',
	],
	roleMissing: [
		'This staff card has not the role for a reset.',
		'Staff for resets or an operator can do it.',
	],
	sameOfficer: ['Both times it was the same person.', 'Please do it with another member of staff.'],
	differentOrders: ['Two members of staff confirmed different things.', again],
	tooLate: ['The time set for this is over.', again],
	ownCard: ['This is the card of one of the staff who confirmed.', 'Two other members of staff can do it.'],
	ownCardUnknown: [
		'The own card of one of the staff is not registered.',
		'Staff who registered theirs can do it.',
	],
	overDay: ["Today's limit of resets is reached.", 'Please call an operator.'],
	overOfficer: ['The limit of one of the staff for today is reached.', 'Another member of staff can do it.'],
	operatorNeeded: ['This card was reset not long ago.', 'An operator has to confirm.'],
	used: ['This order has been used.', again],
};

const passwordOf = (at: Situation) => resetWords.passwords[at.password ?? 'signing'];

/** What to bring to the counter, by who comes; an agent is told how it goes instead. */
export const toBring: Readonly<Record<ResetComer, readonly string[]>> = {
	holder: [
		"the holder's My Number card",
		'one document (driving licence, passport, insurance certificate, pension book or the like)',
	],
	representative: [
		"the holder's My Number card",
		"the representative's documents (two with a photograph, or one with and one without)",
		'one document of the holder',
		'proof of authority (family register of the last 3 months, or guardianship register)',
	],
	agent: [
		'An agent has to come twice.',
		'First you apply; an inquiry form is sent to the holder by post.',
		"Then you bring the form filled in by the holder, the holder's card, and documents of both.",
	],
};

const bringing = (comer: ResetComer) =>
	toBring[comer].map(item => (comer === 'agent' ? item : `Bring: ${item}`));

const whyNoCard = (at: Situation): readonly string[] => {
	if (at.kind !== undefined) return ['This is not the card that was checked first.'];
	return at.absent === undefined ? [] : [absent[at.absent][0]];
};

const stop = {cancel: 'Stop'} as const;
const nav = {back: 'Back', ...stop} as const;
const staffOnly = 'This screen is for staff.';
const end = {ok: 'End'} as const;
const title = 'Password reset';
const left = (at: Situation) =>
	at.reset && at.reset.secondsLeft > 0 ? [`Time left: ${resetWords.seconds(at.reset.secondsLeft)}.`] : [];

/** The staff-assisted reset of a password (domain.md 1.2). */
export const reset = {
	resetChoose: () => ({
		title,
		plain: ['Please choose what is to be reset.'],
		notes: [staffOnly, 'Blocked or forgotten: the procedure is the same.'],
		buttons: {signing: 'Signing password', authentication: 'User authentication password', ...stop},
		help: [
			'The signing password has 6 to 16 letters and digits, the user authentication password has 4 digits.',
		],
	}),
	resetInsertCard: at => ({
		title,
		plain: [...whyNoCard(at), "Please insert the citizen's My Number card and press OK."],
		notes: [`The state of the ${passwordOf(at)} is looked up.`],
		buttons: {ok: 'OK', ...nav},
		help: ['Only the card that is checked here can be reset.'],
	}),
	resetLooking: () => ({
		title,
		plain: ['Checking the card.', 'Please wait and leave the card in.'],
		help: ['No password is used, and no try is spent.'],
	}),
	resetWho: at => ({
		title,
		plain: [
			at.reset?.triesLeft !== undefined
				? `The ${passwordOf(at)} has ${at.reset.triesLeft} tries left.`
				: `The ${passwordOf(at)} is blocked.`,
			'Please choose who came.',
		],
		notes: ['Give the card back to the citizen: it is needed once more later.'],
		buttons: {...resetWords.comers, ...nav},
		help: [
			'For children under 15 and adult wards the legal representative comes.',
			'With an agent it cannot be finished on the same day.',
		],
	}),
	resetDocuments: at => ({
		title: resetWords.pages[at.reset?.of ?? 'holder'],
		plain: ['Please tick the documents you have seen and press OK.'],
		notes: ['Neither numbers nor names of documents are entered.'],
		buttons: {...documentCaptions(at), ok: 'OK', ...nav},
		help: ['(A) is official with a photograph, (B) is any other.'],
	}),
	resetLacking: at => ({
		title: 'Documents are missing',
		plain: [
			`Not enough was seen: ${resetWords.pages[at.reset?.of ?? 'holder']}.`,
			'Please check again, or end with guidance.',
		],
		buttons: {ok: 'End with guidance', back: 'Check the documents again', ...stop},
		help: ['The guidance says what to bring and where to go.'],
	}),
	resetWorking: () => ({
		title,
		plain: ['Checking.', 'Please wait.'],
		help: ['The window checks both staff signatures and the limits of the office.'],
	}),
	resetSummary: at => ({
		title: 'Confirmation by a second member of staff',
		plain: [
			'This is what the first member of staff entered.',
			'Please check person and documents again and press Confirmed.',
		],
		notes: at.reset ? [`Please confirm within ${at.reset.minutesBetween} min of the first signature.`] : [],
		buttons: {ok: 'Confirmed', back: 'Check the documents again', ...stop},
		help: ['Another member of staff signs, with a card of their own.'],
	}),
	resetOperator: () => ({
		title: 'An operator has to confirm',
		plain: ['This card was reset not long ago.', "The second confirmation has to be an operator's."],
		buttons: {ok: 'OK', ...stop},
		help: ['The operator asks the citizen why it is reset again.'],
	}),
	resetHandOver: at => ({
		title: 'For the citizen',
		plain: [
			'Staff, please step away from the screen.',
			`Please think of a new ${passwordOf(at)} and press Begin.`,
		],
		notes: [...left(at), 'Staff do not see the new password.', 'Staff have been signed out.'],
		buttons: {ok: 'Begin', ...stop},
		help: ['Please type so that nobody can see it.', 'You type it twice.'],
	}),
	resetInsertAgain: at => ({
		title: 'For the citizen',
		plain: [...whyNoCard(at), 'Please insert the My Number card that was checked first and press OK.'],
		notes: [...left(at), 'OK sets the new password.'],
		buttons: {ok: 'OK', back: 'Type it again', ...stop},
		help: ['No other card can be reset.'],
	}),
	resettingPassword: at => ({
		title,
		plain: [`Setting the ${passwordOf(at)}.`, 'Please wait and leave the card in.'],
		help: ['It is unblocked and set in one step.'],
	}),
	resetUnknown: at => ({
		title: 'One more look is needed',
		plain: [
			...whyNoCard(at),
			'The card left on the way: it is not known whether the password was set.',
			'Please insert the same card and press OK.',
		],
		notes: ['The new password is tried once.'],
		buttons: {ok: 'OK', cancel: 'End without a look'},
		help: ['The card is as it was, or has the new password.'],
	}),
	resetDone: at => ({
		title: 'The reset is done',
		plain: [`The new ${passwordOf(at)} is set.`, 'Please call the staff.'],
		notes: ['Please tell the new password to nobody.'],
		buttons: {...end, print: finish.print},
		help: ['This was noted, without password and without name.'],
	}),
	resetGuidance: at => ({
		title: 'How to have it reset',
		plain: [
			at.reset?.canUnblock === false
				? `This terminal cannot reset the ${passwordOf(at)}.`
				: `The ${passwordOf(at)} cannot be reset today.`,
			'Please go to the office of the municipality where you are registered.',
		],
		notes: [
			'The form is at the counter.',
			...bringing(at.reset?.comer ?? 'holder'),
			'Who remembers the 4 digits for user authentication can reset the signing password at convenience stores too.',
		],
		buttons: {...end, print: finish.print},
		help: ['What is needed may differ a little between municipalities.'],
	}),
	resetRefused: at => ({
		title: 'It cannot be reset',
		plain: refusals[at.reset?.refusal ?? 'unreadable'],
		notes: ['The card is as it was.'],
		buttons: end,
		help: ['The same rules hold whoever asks.'],
	}),
	resetFailed: at => ({
		title: 'It was not reset',
		plain: [`The ${passwordOf(at)} is as it was.`, 'Please tell the staff the code.'],
		buttons: end,
		help: ['To try again, two members of staff have to confirm anew.'],
	}),
	resetUnavailable: () => ({
		title: 'It cannot be reset',
		plain: ['The window did not answer.', 'Please wait a little and begin again.'],
		notes: ['The card is as it was.'],
		buttons: end,
		help: ['The staff menu shows whether the window can be reached.'],
	}),
	resetUntold: at => ({
		title: 'It could not be found out',
		plain: ['It is not known whether the password was set.', 'Please tell the staff the code.'],
		notes: [`The ${passwordOf(at)} is the one before, or the new one.`],
		buttons: end,
		help: ['It can be done again with the same card from the beginning.'],
	}),
} satisfies Partial<ScreenTexts>;

function documentCaptions(at: Situation) {
	const captions = (at.reset?.kinds ?? documentsOf('holder')).map((kind, nth) => [
		`item${nth + 1}`,
		resetWords.documents[kind],
	]);
	return Object.fromEntries(captions) as Record<string, string>;
}

import type {StaffRefusal, StaffTask, StaffTypingFault} from '../../domain/staff.ts';
import {staffPassphrase, staffPin} from '../../domain/staff.ts';
import {
	type DeskChoice,
	type DeskItem,
	deskItems,
	deskListPoints,
	parseDeskReport,
} from '../../domain/staffDesk.ts';
import type {DeskWords, ScreenTexts, Situation} from '../words.ts';
import {absent} from './card.ts';

export const deskWords: DeskWords = {
	roles: {helper: 'helper', resetOfficer: 'reset staff', operator: 'operator'},
	points: {
		screen: 'The screen is on',
		keyboard: 'The keys work',
		reader: 'The card reader is connected',
		printer: 'There is paper (where there is a printer)',
		readiness: 'The self-check shows no NG',
		surroundings: 'Nothing was left around the terminal',
		cards: 'No card was left in the reader',
		requests: 'The requests being asked about were looked at',
		paper: 'No paper was left in the tray',
		power: 'The power was handled by the rules',
	},
	ticked: 'done',
	counts: {ticked: 'Lines checked', missing: 'Lines without a tick', waiting: 'Requests being asked about'},
	open: 'open',
	findings: {ok: 'OK', ng: 'NG', unasked: '--'},
	checks: {
		terminal: {name: 'Screen size'},
		locale: {name: 'Character set'},
		width: {name: 'Width of characters'},
		pcscd: {name: 'Reader service', remedy: 'Choose "Reconnect the reader" under Upkeep.'},
		calls: {name: 'Calls to the reader', remedy: 'Choose "Reconnect the reader" under Upkeep.'},
		reader: {name: 'Card reader', remedy: 'Check its cable and power.'},
		card: {name: 'Answer of the card', remedy: 'Put the card in again, or try another.'},
		token: {name: 'Kind of card', remedy: 'Put in a My Number card.'},
		tries: {name: 'Password tries left', remedy: 'Try another card.'},
		'card log': {name: 'Log of card traffic'},
		swap: {name: 'Memory on disk'},
		ptrace: {name: 'Shield from other programs'},
		'core files': {name: 'Files of crashes'},
		'input devices': {name: 'Shield of the keyboard'},
		settings: {name: 'Settings', remedy: 'Tell the operator.'},
		printer: {name: 'Printer', remedy: 'Check its paper and power.'},
		release: {name: 'Signature of the program', remedy: 'Do not use this terminal; call support.'},
		pki: {name: 'Trusted authorities'},
		window: {name: 'Online window', remedy: 'Check the network cable.'},
		clock: {name: 'Clock'},
	},
	well: 'well',
	notChecked: 'not checked',
	callSupport: 'Call support.',
	technical: (found, remedy) => `for support: ${found}; ${remedy}`,
	age: minutes =>
		minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ${minutes % 60} min ago`,
	wait: seconds => `${Math.ceil(seconds / 60)} min to go`,
	lift: who => `Lift the wait of ${who}`,
	nobody: 'Numbers that nobody has',
	unreadable: 'File that cannot be read',
	language: {label: 'First language', names: {ja: '日本語', en: 'English'}},
	slowMode: 'Slow mode (10 times)',
	reveal: 'F4 shows the password',
	yes: 'yes',
	no: 'no',
};

const tasks: Readonly<Record<StaffTask, string>> = {
	desk: 'Staff sign-in',
	firstOfficer: 'Sign-in of the first member of staff',
	secondOfficer: 'Sign-in of the second member of staff',
};

const titleOf = (at: Situation) => tasks[at.staff?.task ?? 'desk'];

const pinFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: 'No password was typed.',
	notDigits: 'The password has digits only.',
	tooShort: `Too short: the password has at least ${staffPin.shortest} digits.`,
	tooLong: `Too long: the password has at most ${staffPin.longest} digits.`,
};
const idFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: 'No staff number was typed.',
	notDigits: 'A staff number has letters, digits and hyphens only.',
	tooShort: 'The staff number is too short.',
	tooLong: 'A staff number has at most 16 characters.',
};
const passphraseFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: 'No staff password was typed.',
	notDigits: 'The staff password has a character that cannot be used.',
	tooShort: `Too short: a staff password has at least ${staffPassphrase.shortest} characters.`,
	tooLong: 'The staff password is too long.',
};
const codeFaults: Readonly<Record<StaffTypingFault, string>> = {
	empty: 'No code was typed.',
	notDigits: 'The code has digits only.',
	tooShort: 'The code has 6 digits.',
	tooLong: 'The code has 6 digits.',
};

const refusals: Readonly<Record<StaffRefusal, string>> = {
	notStaff: 'This is no staff card of this municipality.',
	outOfDate: 'The staff card is outside its validity.',
	revoked: 'This staff card may no longer be used.',
	notEnrolled: 'This staff card is not enrolled at this terminal.',
	roleMissing: 'You have no role for what was asked.',
	sameOfficer: 'This is the same member of staff again. Another one has to sign in.',
};

const fault = (at: Situation, faults: Readonly<Record<StaffTypingFault, string>>) =>
	at.staff?.typingFault ? [faults[at.staff.typingFault]] : [];

const triesOf = ({triesLeft}: Situation) =>
	triesLeft === undefined ? [] : [`${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`];

const minutes = (seconds: number) => {
	const count = Math.ceil(seconds / 60);
	return `${count} ${count === 1 ? 'minute' : 'minutes'}`;
};

const cancel = {cancel: 'Leave'} as const;
const okCancel = {ok: 'OK', ...cancel} as const;
const again = {ok: 'Once more', ...cancel} as const;
const back = {cancel: 'Back to the staff menu'} as const;
const forStaff = 'This screen is for staff. Visitors: please press "Leave".';
/** The points of the list at hand, each with its tick. */
const pointCaptions = ({staff: shown}: Situation) =>
	captions(
		deskListPoints[shown?.doing === 'closingList' ? 'closingList' : 'openingList'].map(
			(point, at) =>
				`[${shown?.ticked?.includes(deskItems[at] as DeskItem) ? deskWords.ticked : deskWords.open}] ${deskWords.points[point]}`,
		),
	);

/** Whoever has to wait. */
const lockoutCaptions = ({staff: shown}: Situation) => {
	const report = shown?.report ? parseDeskReport(shown.report) : undefined;
	if (report?.kind !== 'lockouts') return captions(deskItems.map((_, at) => deskWords.lift(String(at + 1))));
	return captions(report.lockouts.map(({id}) => deskWords.lift(id === '*' ? deskWords.nobody : id)));
};

const captions = (texts: readonly string[]) =>
	Object.fromEntries(texts.slice(0, deskItems.length).map((text, at) => [deskItems[at], text]));

const doings: Partial<Readonly<Record<DeskChoice, string>>> = {
	removeFiles: 'Removing files that cannot be read',
	resetReader: 'Reconnecting the card reader',
	exportJournal: 'Exporting the journal',
	restart: 'Restarting the terminal',
	openingList: 'Opening list',
	closingList: 'Closing list',
};

const doingOf = (at: Situation) => doings[at.staff?.doing ?? 'readiness'] ?? 'At the staff desk';

/** Staff signing in, and their desk. */
export const staff = {
	staffMethod: at => ({
		title: titleOf(at),
		plain: ['Choose how to sign in.'],
		notes: [forStaff],
		buttons: {staffCard: 'Staff card', staffPassphrase: 'Staff password and code', ...cancel},
		help: [
			'Only staff use this screen.',
			'They sign in by staff card, or by staff password and a 6-digit code.',
		],
	}),
	staffInsertCard: at => ({
		title: titleOf(at),
		plain: [
			"If there is a visitor's card in the reader, take it out and hand it back.",
			'Put the staff card in and press "OK".',
		],
		notes: [forStaff],
		buttons: okCancel,
		help: ['The staff card is in the reader for the sign-in only.'],
	}),
	staffReadingCard: at => ({
		title: titleOf(at),
		plain: ['The staff card is being read.', 'Please leave it in.'],
		help: ['The terminal asks how many tries are left.'],
	}),
	staffNoCard: at => ({
		title: 'The staff card cannot be read',
		plain: [
			at.kind === undefined
				? absent[at.absent ?? 'noCard'][0]
				: "This is no staff card. If it is the visitor's, hand it back.",
			'Put the staff card in again and press "Once more".',
		],
		buttons: again,
		help: ['Check which way up the staff card is.'],
	}),
	staffPin: at => ({
		fieldLabel: 'Password of the staff card',
		title: 'Password of the staff card',
		plain: [
			...fault(at, pinFaults),
			`Type the password of the staff card (${staffPin.shortest} to ${staffPin.longest} digits).`,
			...triesOf(at),
		],
		notes: [
			...(at.triesLeft === 1 ? ['Another wrong password locks the staff card.'] : []),
			'Take care that nobody looks on.',
		],
		buttons: okCancel,
		help: ['Wrong passwords in a row lock the staff card.'],
	}),
	staffChecking: at => ({
		title: titleOf(at),
		plain: ['Checking.', 'Please wait.'],
		help: ['The terminal checks the sign-in.'],
	}),
	staffWrongPin: at => ({
		title: 'Wrong password',
		plain: ['The password is not that of the staff card.', ...triesOf(at)],
		buttons: again,
		help: ['The right password gives all tries back.'],
	}),
	staffPinBlocked: () => ({
		title: 'The staff card is locked',
		plain: ['The staff card is locked.', 'Ask the office that issued it.'],
		buttons: {ok: 'Finish'},
		help: ['This terminal cannot unlock staff cards.'],
	}),
	staffTakeCard: () => ({
		title: 'Take the staff card',
		plain: ['Take the staff card out.', 'That completes the sign-in.'],
		buttons: cancel,
		help: ['A staff card cannot stay in the reader.'],
	}),
	staffId: at => ({
		fieldLabel: 'Staff number',
		title: titleOf(at),
		plain: [...fault(at, idFaults), 'Type your staff number.'],
		notes: [forStaff],
		buttons: okCancel,
		help: ['The staff password and the 6-digit code come next.'],
	}),
	staffPassphrase: at => ({
		fieldLabel: 'Staff password',
		title: titleOf(at),
		plain: [...fault(at, passphraseFaults), 'Type your staff password.'],
		notes: ['Upper and lower case differ.', 'Take care that nobody looks on.'],
		buttons: okCancel,
		help: ['It is checked together with the code that comes next.'],
	}),
	staffCode: at => ({
		fieldLabel: '6-digit code',
		title: titleOf(at),
		plain: [...fault(at, codeFaults), 'Type the 6-digit code of your authenticator.'],
		notes: ['A code can be used once.'],
		buttons: okCancel,
		help: ['The code changes every 30 seconds.'],
	}),
	staffWrong: () => ({
		title: 'You cannot sign in',
		plain: ['Staff number, staff password or code is wrong.'],
		notes: ['After several failures in a row you have to wait.', 'A code that was used is not taken again.'],
		buttons: again,
		help: ['Wait for the next code and try again.'],
	}),
	staffLockedOut: at => ({
		title: 'You cannot sign in for a while',
		plain: [
			'After failures in a row this staff number cannot sign in.',
			`Please wait ${minutes(at.staff?.lockedSeconds ?? 0)}.`,
		],
		notes: ['In a hurry, another operator can lift this at this terminal.'],
		buttons: again,
		help: ['The wait grows with each failure.'],
	}),
	staffRefused: at => ({
		title: 'You cannot sign in',
		plain: [refusals[at.staff?.refusal ?? 'notStaff']],
		notes: ['If you did not expect this, tell the operator.'],
		buttons: again,
		help: ['The operator of the terminal decides on roles and on the roster.'],
	}),
	staffUnavailable: () => ({
		title: 'The sign-in cannot be checked',
		plain: ['The roster or the audit of this terminal cannot be used.', 'Tell the operator.'],
		buttons: again,
		help: ['The command "check" helps to find the cause.'],
	}),
	staffMenu: () => ({
		title: 'Staff menu',
		plain: ['Choose what to do.'],
		buttons: {
			readiness: 'Check the terminal',
			requests: 'Requests being asked about',
			assistedReset: 'Reset a password',
			lists: 'Opening and closing lists',
			upkeep: 'Upkeep of the terminal',
			deskSettings: 'Settings',
			lockouts: 'Lift sign-in waits',
			signOut: 'Sign out',
			cancel: 'Back to the visitors (still signed in)',
		},
		help: [
			'What is offered depends on the role.',
			'Whoever does not use the desk for a while is signed out.',
			'While staff are signed in, personal data is hidden. The visitor shows it with F3.',
		],
	}),
	staffReadiness: () => ({
		title: 'Check of the terminal',
		plain: ['What was found. Each NG says what to do.'],
		buttons: {readiness: 'Check again', ...back},
		help: ['The same as the command "check", which tells the values.'],
	}),
	staffRequests: () => ({
		title: 'Requests being asked about',
		plain: ['Requests of which it is not known yet whether they were accepted. The terminal asks by itself.'],
		notes: ['Files that cannot be read are torn or broken.'],
		buttons: {requests: 'Look again', removeFiles: 'Remove unreadable files', ...back},
		help: ['No personal data is shown here.', 'If they stay for long, tell the operator.'],
	}),
	staffLockouts: at => ({
		title: 'Lift sign-in waits',
		plain: ['Staff who have to wait after failures.', 'Choose a line to lift its wait.'],
		notes: ['Another operator lifts your own.'],
		buttons: {...lockoutCaptions(at), ...back},
		help: ['Hear from the person what happened before you lift it.'],
	}),
	staffSettings: () => ({
		title: 'Settings',
		plain: ['Choose what to change. It holds from the next restart.'],
		notes: ['Texts such as the addressee are changed in the file settings.json.'],
		buttons: {
			setLanguage: 'Change the first language',
			setSlowMode: 'Change slow mode',
			setReveal: 'Change F4',
			...back,
		},
		help: ['Changes are written into the audit.'],
	}),
	staffLists: () => ({
		title: 'Opening and closing lists',
		plain: ['Choose a list.'],
		buttons: {openingList: 'Opening list', closingList: 'Closing list', ...back},
		help: ['A finished list is written into the audit.'],
	}),
	staffList: at => ({
		title: doingOf(at),
		plain: ['Tick what you have checked, then press "Finish the list".'],
		buttons: {
			...pointCaptions(at),
			ok: 'Finish the list',
			cancel: 'Back to the choice of lists',
		},
		help: ['Choosing a line again takes its tick away.'],
	}),
	staffListMissing: () => ({
		title: 'Some lines have no tick',
		plain: ['They are recorded as not checked.'],
		buttons: {ok: 'Finish as it is', cancel: 'Back to the list'},
		help: ['Record what could not be done as it is, and tell the operator.'],
	}),
	staffUpkeep: () => ({
		title: 'Upkeep of the terminal',
		plain: ['Choose what to do.'],
		buttons: {
			resetReader: 'Reconnect the reader',
			exportJournal: 'Export the journal',
			restart: 'Restart',
			...back,
		},
		help: ['When a screen does not go on: reconnect the reader, then restart.'],
	}),
	staffConfirm: at => ({
		title: doingOf(at),
		plain: ['This cannot be taken back. Go on?'],
		buttons: {ok: 'Go on', cancel: 'Leave it'},
		help: ['A restart does not lose requests.'],
	}),
	staffWorking: () => ({
		title: 'Please wait',
		plain: ['Working.'],
		help: ['This takes a minute at most.'],
	}),
	staffDone: at => ({
		title: doingOf(at),
		plain: [
			'Done.',
			...(at.staff?.file === undefined ? [] : [`File: ${at.staff.file}`]),
			...(at.staff?.slip === 'printed' ? ['The list was printed.'] : []),
			...(at.staff?.slip === 'failed' ? ['The list could not be printed. It was recorded.'] : []),
		],
		buttons: {ok: 'Back to the staff menu'},
		help: ['It was written into the audit.'],
	}),
	staffFailed: at => ({
		title: doingOf(at),
		plain: ['This could not be done.', 'Tell the operator.'],
		buttons: {ok: 'Back to the staff menu'},
		help: ['The command "check" helps to find the cause.'],
	}),
} satisfies Partial<ScreenTexts>;

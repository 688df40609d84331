import type {Procedure} from '../../domain/procedure.ts';
import type {UnreachableCause} from '../../domain/site.ts';
import type {TerminalFault} from '../../machines/events.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {closedLines, openLine} from './hours.ts';
import {askStaff, finish, finishHint, settingsLine, terms, waitingLine} from './terms.ts';

const unreachable: Readonly<Record<UnreachableCause, string>> = {
	noConnection: 'The window cannot be reached.',
	untrusted: 'The server could not be confirmed as the window.',
	selfSigned: 'No certification authority issued the certificate of the server.',
	expired: 'The certificate of the server has expired.',
	notYetValid: 'The certificate of the server is not valid yet.',
	wrongHost: 'The certificate of the server belongs to another site.',
	oldProtocol: 'The server uses an outdated protocol, so this terminal does not connect.',
	plainHttp: 'The server does not encrypt, so this terminal does not connect.',
	notAllowed: 'The server is not on the list of sites this terminal may contact.',
};

const busy = 'The window is busy now.';
const failing = 'The window has a technical problem.';
const endsByItself = 'This screen ends by itself when the problem is gone.';
const nothingSent = 'Nothing has been sent.';

/** Why the self-diagnosis failed, and the manual's name for it where it has one. */
const faults: Readonly<Record<TerminalFault, {readonly why: string; readonly manual?: string}>> = {
	terminal: {why: 'This terminal is not set up correctly.', manual: 'JavaScript オフ'},
	software: {why: 'The software of this terminal has a problem.', manual: '利用者クライアントソフトの確認'},
	readerService: {
		why: 'The software of the card reader does not answer.',
		manual: '利用者クライアントソフトの確認',
	},
	clock: {why: 'The clock of this terminal is wrong.'},
	window: {why: 'This terminal cannot talk to the window.'},
	busy: {why: busy, manual: 'オンライン窓口サービスの混雑'},
	serviceError: {why: failing, manual: 'オンライン窓口サービスのエラー'},
};

/** What each procedure is for. */
const purposes: Readonly<Record<Procedure, string>> = {
	revocation: 'A revocation request makes your signing certificate unusable.',
	validity: 'A validity check tells you whether your signing certificate is valid.',
};

function connection({identity, unreachable: cause}: Situation): string {
	if (cause) return unreachable[cause];
	return identity ? 'The connection to the window is secure.' : 'Checking the connection to the window.';
}

function idleLines(at: Situation): readonly string[] {
	if (at.service.status !== 'open') return closedLines(at);
	if (at.fault)
		return [
			'No procedure can begin now.',
			faults[at.fault].why,
			...(at.trouble ? ['Please tell the staff.'] : []),
		];
	return [
		'Procedures for the signing certificate on your My Number card.',
		'Insert your card or press Enter.',
	];
}

/** Before a procedure, and when it cannot begin. */
export const start = {
	idle: at => ({
		title: 'Digital certificate procedures',
		plain: idleLines(at),
		notes: at.trouble
			? [`For staff: ${at.trouble}`]
			: [
					`Offered here: ${[...at.offered.map(procedure => terms[procedure].act), 'change of a password'].join(', ')}`,
					'You need: your My Number card and its signing password',
					...openLine(at),
					...(at.waiting > 0 ? [waitingLine(at.waiting)] : []),
					...(at.settingsFaults.length > 0 ? [settingsLine(at.settingsFaults.join(' '))] : []),
				],
		buttons: {ok: at.service.status === 'open' ? 'Begin' : 'Why?'},
		help: [
			...at.offered.map(procedure => purposes[procedure]),
			'The signing password has 6 to 16 letters and digits.',
		],
	}),
	menu: at => ({
		title: 'JPKI Online Window',
		plain: ['Choose a procedure.', connection(at)],
		notes: ['A procedure takes 10 seconds to a minute, depending on the connection.'],
		buttons: {
			revocation: terms.revocation.name,
			validity: terms.validity.name,
			passwordChange: 'Change a password',
			viewer: 'Look at a certificate',
			siteIdentity: 'Who am I connected to?',
			slow: at.isSlow ? 'Back to the usual waiting time' : 'Give me more time (ten times as long)',
			cancel: 'Finish',
		},
		help: [
			...at.offered.map(procedure => purposes[procedure]),
			'Press "Finish" to leave.',
			'The lock sign means that the connection to the window is secure.',
			'F6 gives you more time on any screen, and takes it back.',
		],
	}),
	siteIdentity: at => ({
		title: 'Website identification',
		plain: at.identity
			? [connection(at), 'This terminal has checked the server certificate.']
			: [connection(at), at.unreachable ? 'Please tell the staff.' : 'Please wait.'],
		notes: at.unreachable ? ['No procedure is possible like this.'] : [],
		buttons: {ok: 'Show the certificate', cancel: 'Back'},
		help: [
			'Here you can make sure that you are connected to the Online Window.',
			'"Show the certificate" shows the certificate of the server.',
			'The terminal checks it each time, even if you do not look.',
		],
	}),
	serverCertificate: () => ({
		title: 'Server certificate',
		plain: [
			'This certificate secures the connection to the window.',
			'Make sure that it names the Online Window.',
		],
		buttons: {cancel: 'Back'},
		help: [
			'You see the server, the issuer of the certificate and how long it is valid.',
			'If anything looks strange, do not begin, and tell the staff.',
		],
	}),
	starting: at => ({
		title: 'Getting ready',
		plain: [`Preparing the ${terms[at.procedure].act}.`, 'Please wait.'],
		notes: [
			'Checking the terminal, the card reader and the connection to the window.',
			'This can take a while, depending on the connection.',
		],
		buttons: {cancel: terms[at.procedure].stop},
		help: [
			'Before each procedure the terminal makes sure that it works correctly.',
			`Press "${terms[at.procedure].stop}" to leave.`,
		],
	}),
	notInService: at => {
		const {why, manual} = faults[at.fault ?? 'software'];
		const cause = at.fault === 'window' && at.unreachable ? unreachable[at.unreachable] : why;
		return {
			title: 'Not in service',
			plain: [cause, 'Press "Finish" and tell the staff the notice code.'],
			notes: [nothingSent, endsByItself],
			buttons: finish,
			help: [
				'Neither you nor your card is the cause.',
				...(manual ? [`The user manual calls this 「${manual}」.`] : []),
				'The municipal counter can revoke a certificate too.',
			],
		};
	},
	serviceBusy: at => ({
		title: 'The window is busy',
		plain: [busy, 'Please try again in a while.'],
		notes: [nothingSent, endsByItself, finishHint],
		buttons: finish,
		help: [`The ${terms[at.procedure].act} has not begun.`, 'If this goes on, tell the staff.'],
	}),
	serviceError: at => ({
		title: 'Technical problem at the window',
		plain: [failing, `Please begin the ${terms[at.procedure].act} again in a while.`],
		notes: [nothingSent, endsByItself, finishHint],
		buttons: finish,
		help: ['Neither you nor your card is the cause.', askStaff],
	}),
} satisfies Partial<ScreenTexts>;

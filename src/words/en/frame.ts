import type {FrameWords} from '../words.ts';
import {birthDayInEnglish} from './birthDay.ts';
import {certificateWords} from './certificate.ts';
import {dayInEnglish, instantInEnglish} from './instant.ts';
import {resetWords} from './reset.ts';
import {deskWords} from './staff.ts';
import {terms} from './terms.ts';

export const frame: FrameWords = {
	service: 'JPKI Online Window',
	trial: 'FOR TESTING',
	secure: 'Secure connection',
	notSecure: 'Connection not confirmed',
	stepNames: ['Card', 'Login', 'Review', 'Signature', 'Sending', 'Result'],
	step: (at, of) => `Step ${at} of ${of}`,
	procedureName: {revocation: terms.revocation.name, validity: terms.validity.name},
	procedureLabel: 'Procedure',
	code: 'Notice code',
	hidden: '(hidden)',
	triesLeft: tries => `${tries} ${tries === 1 ? 'try' : 'tries'} left`,
	typed: count => `${count} typed`,
	passwordLabel: 'Signing password',
	passwordParts: {current: 'Present password', next: 'New password', again: 'New password again'},
	filled: {done: 'typed', now: 'type it below', later: 'follows'},
	duty: (id, role, secondsLeft) =>
		`STAFF SIGNED IN ${id} (${role}) ${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, '0')} left`,
	desk: deskWords,
	reset: resetWords,
	scroll: (from, to, of) => `Lines ${from} to ${to} of ${of}`,
	readOn: 'More below',
	fromManual: 'From the user manual (the Japanese is the original)',
	slipState: {
		printing: 'Printing your slip.',
		printed: 'Your slip is printed. Please take it.',
		failed: {
			received: ['Your procedure is complete.', 'Only the printing failed. Please note the receipt number.'],
			done: ['Your procedure is complete.', 'Only the printing failed.'],
			code: ['The slip could not be printed.', 'Please note the notice code.'],
			guided: ['The slip could not be printed.', 'Please note what the screen says.'],
		},
	},
	receiptNumber: 'Receipt number',
	decidedAt: 'Decided at',
	effectiveAt: 'Revoked from',
	addressee: 'Addressee',
	name: 'Name',
	applicantName: 'Applicant',
	address: 'Address',
	sex: 'Sex',
	sexes: {male: 'Male', female: 'Female', unstated: 'Not stated'},
	birthDate: 'Date of birth',
	substitutes: 'Some characters are substitutes and may differ from the resident record.',
	certificateIssuer: 'Certificate issuer',
	certificateSerial: 'Certificate number',
	createdAt: 'Drawn up at',
	documentMeans: {
		revocation: [
			'Revocation application: I request the revocation of my own certificate. Once accepted, this cannot be cancelled. The signing certificate cannot be used from the issue of the next revocation list.',
		],
		validity: [
			'Validity check application: I request a validity check of my own certificate. The window checks whether the signing certificate is valid at present, and tells me the result.',
		],
	},
	certificate: certificateWords,
	subject: 'Certificate holder',
	issuer: 'Certificate issuer',
	validFrom: 'Valid from',
	validTo: 'Valid to',
	fingerprint: 'Fingerprint (SHA-256)',
	protocol: 'Protocol',
	host: 'Connected to',
	keys: {
		move: 'choose',
		press: 'press',
		escape: 'stop or back',
		scroll: 'read up and down',
		help: 'Help',
		language: '日本語',
		veil: 'Hide my data',
		staff: 'Call staff',
		reveal: 'Show what I typed',
		simulator: 'Simulated card',
	},
	instant: instantInEnglish,
	birthDay: birthDayInEnglish,
	day: dayInEnglish,
	tooSmall: (columns, rows) =>
		`The screen is too small. Make it at least ${columns} columns by ${rows} rows.`,
	noUtf8: 'This terminal is not set to UTF-8, so it cannot show Japanese text.',
};

import canonicalize from 'canonicalize';
import {type Application, effectSentences, requestSentences} from '../../src/domain/application.ts';
import {
	type CertificateDescription,
	type CertificateFact,
	certificateFields,
} from '../../src/domain/certificate.ts';
import {passwordLimits} from '../../src/domain/newPassword.ts';
import {documentTypes, type Procedure} from '../../src/domain/procedure.ts';
import {viewWith} from '../helpers/views.ts';

export const identity = {
	host: 'window.example.jp',
	subject: 'CN=window.example.jp,O=Demo Window,C=JP',
	issuer: 'CN=Demo TLS CA,O=Demo,C=JP',
	notBefore: '2026-04-01T00:00:00Z',
	notAfter: '2027-04-01T00:00:00Z',
	fingerprint: Array.from({length: 32}, (_, index) => (index + 160).toString(16).toUpperCase()).join(':'),
	protocol: 'TLSv1.3',
} as const;

export const requestId = '0123456789abcdef0123456789abcdef';

/** A document as the window of the demo would get it, with a person who does not exist. */
export function applicationText(
	procedure: Procedure = 'revocation',
	applicant: Partial<Application['applicant']> = {},
): string {
	const application: Application = {
		type: documentTypes[procedure],
		version: 1,
		procedure,
		addressee: '東京都知事殿',
		request: requestSentences[procedure],
		effect: effectSentences[procedure],
		applicant: {
			name: '吉田 太郎',
			nameSubstitutes: '',
			address: '東京都千代田区霞が関2丁目1番地2号 霞が関マンション',
			addressSubstitutes: '',
			sex: 'male',
			birthDate: '319580810',
			...applicant,
		},
		certificate: {
			issuer: 'OU=Demo JPKI for digital signature,O=JPKI,C=JP',
			serialNumber: '0A1B2C3D',
		},
		requestId,
		createdAt: '2026-11-22T02:05:09Z',
	};
	return canonicalize(application) ?? '';
}

/** A signing certificate as the viewer holds it, with every kind of fact. */
export function certificateText({name, address}: {readonly name: string; readonly address: string}): string {
	const basic: CertificateFact[] = [
		{field: 'holderName', value: name},
		{field: 'holderAddress', value: address},
		{field: 'holderSex', value: 'female'},
		{field: 'holderBirthDate', value: '319580810'},
		{field: 'notBefore', value: '2026-04-01T00:00:00.000Z'},
		{field: 'notAfter', value: '2031-08-10T14:59:59.000Z'},
		{field: 'issuer', value: 'OU=Someone else,O=JPKI-DEMO,C=JP'},
		{field: 'expectedIssuer', value: 'OU=Demo JPKI for digital signature,O=JPKI,C=JP'},
		{field: 'serialNumber', value: '0A1B2C3D'},
	];
	const others = certificateFields
		.filter(field => basic.every(fact => fact.field !== field))
		.map(field => ({field, value: `value of ${field}`, isCritical: true}) as const);
	return JSON.stringify({
		choice: 'signing',
		basic,
		detail: [...basic, ...others],
	} satisfies CertificateDescription);
}

const inRequest = {procedure: 'revocation', identity, isCardIn: true} as const;

/** The screens of a revocation that goes well, and a few that do not, as the machines would show them. */
export const views = {
	idle: viewWith({buttons: ['ok'], first: 'ok', escape: 'ok', identity}),
	menu: viewWith({
		path: 'menu',
		screen: 'menu',
		buttons: ['revocation', 'validity', 'viewer', 'siteIdentity', 'cancel'],
		first: 'revocation',
		escape: 'cancel',
		identity,
		isCardIn: true,
	}),
	importPrompt: viewWith({
		...inRequest,
		path: 'procedure.importPrompt',
		screen: 'importPrompt',
		buttons: ['ok', 'cancel'],
		first: 'ok',
		escape: 'cancel',
		step: 1,
	}),
	newPassword: viewWith({
		path: 'passwordChange.typing.all.newPassword.next.typing',
		screen: 'newPassword',
		manual: 'S001-016',
		buttons: ['ok', 'back', 'cancel'],
		first: 'ok',
		escape: 'cancel',
		field: 'password',
		password: 'signing',
		limits: passwordLimits.signing,
		passwordPart: 'next',
		newPasswordFault: 'birthDate',
		asksCurrent: true,
		identity,
	}),
	login: viewWith({
		...inRequest,
		path: 'procedure.login.typing',
		screen: 'login',
		buttons: ['ok', 'cancel'],
		first: 'ok',
		escape: 'cancel',
		field: 'password',
		behind: 'importPrompt',
		step: 2,
		triesLeft: 5,
	}),
	confirmImport: viewWith({
		...inRequest,
		path: 'procedure.confirmImport',
		screen: 'confirmImport',
		buttons: ['ok', 'back', 'cancel'],
		first: 'ok',
		escape: 'cancel',
		step: 3,
		application: applicationText(),
	}),
	sendConfirm: viewWith({
		...inRequest,
		path: 'procedure.sendConfirm',
		screen: 'sendConfirm',
		buttons: ['ok', 'cancel'],
		first: 'cancel',
		escape: 'cancel',
		behind: 'confirmImport',
		step: 5,
		application: applicationText(),
	}),
	sending: viewWith({...inRequest, path: 'procedure.sending.working', screen: 'sending', step: 5}),
	accepted: viewWith({
		...inRequest,
		path: 'procedure.accepted',
		screen: 'accepted',
		buttons: ['ok'],
		first: 'ok',
		escape: 'ok',
		step: 6,
		notice: {
			result: 'accepted',
			receiptNumber: '20261122-000042-7',
			decidedAt: '2026-11-22T02:06:10.000Z',
			effectiveAt: '2026-11-22T15:00:00.000Z',
		},
	}),
	passwordLocked: viewWith({
		...inRequest,
		path: 'procedure.passwordLocked',
		screen: 'passwordLocked',
		code: '2.2.7',
		buttons: ['ok'],
		first: 'ok',
		escape: 'ok',
		step: 6,
	}),
} as const;

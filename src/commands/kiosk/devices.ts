import {randomBytes} from 'node:crypto';
import type {FreeCertificate} from '../../card/jpki.ts';
import type {ReaderChange, ReaderPort} from '../../card/reader.ts';
import {parseApplication} from '../../domain/application.ts';
import type {CertificateChoice} from '../../domain/certificate.ts';
import type {PasswordFault} from '../../domain/password.ts';
import type {Procedure} from '../../domain/procedure.ts';
import type {Receipt} from '../../domain/receipt.ts';
import {certificateViewerChild} from '../../machines/certificateViewer.ts';
import type {MachineEvent, TerminalFault} from '../../machines/events.ts';
import {kioskMachine} from '../../machines/kiosk.ts';
import {loginChild, type VisitKind} from '../../machines/login.ts';
import {signedRequestChild} from '../../machines/signedRequest.ts';
import {drawUpApplication} from '../../pki/application.ts';
import {readSigningCertificate} from '../../pki/certificate.ts';
import {describeCertificate} from '../../pki/describe.ts';
import {signApplication} from '../../pki/signedApplication.ts';
import type {Client, Answer as WindowAnswer} from '../../window/client.ts';
import {type Delivery, type Parcel, type Postman, packParcel} from '../../window/delivery.ts';
import type {CardDesk} from './cardDesk.ts';
import type {ClockGuard} from './clockGuard.ts';
import {device} from './device.ts';
import {selfCheck} from './selfCheck.ts';
import {ShownDocument} from './shownDocument.ts';

/** What the machines' placeholders stand for in a running kiosk. */
export interface DeviceParts {
	readonly reader: ReaderPort;
	readonly desk: CardDesk;
	readonly slot: {examine(): PasswordFault | undefined; empty(): void};
	readonly client: Client;
	readonly postman: Postman;
	readonly addressee: string;
	/** The names of the authorities whose signing certificates are believed, RFC 4514 text. */
	readonly signingIssuers: readonly string[];
	readonly allowedSkewMs: number;
	readonly now: () => Date;
	readonly clock: ClockGuard;
	/** What of the terminal itself is wrong: its size or its character set. */
	readonly terminalFault: () => TerminalFault | undefined;
	/** A bug was met: told without personal data. */
	readonly report: (error: unknown) => void;
}

/** The kiosk's machine with real devices behind every placeholder. */
export function withDevices(parts: DeviceParts): typeof kioskMachine {
	const {reader, desk, slot, client, postman, addressee, signingIssuers, now, clock, report} = parts;
	const shown = new ShownDocument();
	let parcel: Parcel | undefined;
	let readerStatus: ReaderChange['status'] = 'noService';
	const fault = <Event extends MachineEvent>(event: Event) => event;
	const cardFailed = fault({type: 'card.failed'});
	const cut = fault({type: 'window.noReceipt', cause: 'cut'});

	const clockFailed = fault({type: 'terminal.failed', cause: 'clock'});
	const softwareFailed = fault({type: 'terminal.failed', cause: 'software'});

	const diagnosis = device<undefined>(
		async (_, answer, left) => {
			const faultAtHand = () =>
				parts.terminalFault() ?? (readerStatus === 'noService' ? 'readerService' : undefined);
			answer(await selfCheck({...parts, faultAtHand}, left));
		},
		softwareFailed,
		report,
	);

	const leaveCard = () => {
		parcel = undefined;
		shown.forget();
		desk.leave().catch(report);
	};

	const login = loginChild.provide({
		actors: {
			examinePassword: device<undefined>(
				(_, answer) => {
					const found = slot.examine();
					answer(found ? {type: 'password.malformed', fault: found} : {type: 'password.wellFormed'});
				},
				fault({type: 'password.malformed', fault: 'empty'}),
				report,
			),
			checkPassword: device<{readonly visit: VisitKind}>(
				async ({visit}, answer, left) => answer(await desk.check(visit, left)),
				cardFailed,
				report,
			),
		},
		actions: {emptySlot: () => slot.empty()},
	});

	const lookAtCard = device<undefined>(async (_, answer) => answer(await desk.look()), cardFailed, report);

	const certificateViewer = certificateViewerChild.provide({
		actors: {
			lookAtCard,
			readCertificate: device<{readonly choice: CertificateChoice}>(
				async ({choice}, answer) => {
					const read = await (choice === 'signing'
						? desk.importCertificate()
						: desk.readFree(freeCertificates[choice]));
					answer(read.type === 'card.imported' ? described(choice, read.certificate, signingIssuers) : read);
				},
				cardFailed,
				report,
			),
			login,
		},
		actions: {endVisit: leaveCard},
	});

	const signedRequest = signedRequestChild.provide({
		actors: {
			selfCheck: diagnosis,
			lookAtCard,
			lookAgain: device<undefined>(
				async (_, answer) => answer(clock.hasStepped() ? clockFailed : await desk.lookAgain()),
				cardFailed,
				report,
			),
			importCertificate: device<undefined>(
				async (_, answer) => answer(await desk.importCertificate()),
				cardFailed,
				report,
			),
			drawUpApplication: device<{readonly procedure: Procedure; readonly certificate: string}>(
				({procedure, certificate}, answer) => {
					if (clock.hasStepped()) return answer(clockFailed);
					const event = drawUp(certificate, now(), {
						procedure,
						addressee,
						requestId: randomBytes(16).toString('hex'),
					});
					if (event.type === 'application.drawn') shown.keep(event.application);
					answer(event);
				},
				fault({type: 'certificate.unreadable'}),
				report,
			),
			signApplication: device<{readonly application: string; readonly certificate: string}>(
				async ({application, certificate}, answer) => {
					if (clock.hasStepped()) return answer(clockFailed);
					if (!shown.is(application)) throw new Error('what is to be signed is not what was shown');
					const read = readSigningCertificate(Uint8Array.fromBase64(certificate));
					if (read.status !== 'read') return answer({type: 'card.signFailed'});
					answer(
						await desk.sign(async sign => {
							const signing = await signApplication(application, read.certificate, now(), sign);
							return signing.status === 'signed'
								? {type: 'card.signed', signed: signing.signedData.toBase64()}
								: {type: 'card.signFailed'};
						}),
					);
				},
				cardFailed,
				report,
			),
			sendApplication: device<{readonly application: string; readonly signed: string}>(
				async ({application, signed}, answer, left) => {
					if (clock.hasStepped()) return answer(clockFailed);
					const document = parseApplication(application);
					if (!document) throw new Error('what was signed is no application');
					const {requestId, procedure} = document;
					parcel = packParcel({requestId, procedure, cms: Uint8Array.fromBase64(signed)}, now());
					answer(eventOfAnswer(await postman.deliver(parcel, left)));
				},
				cut,
				report,
			),
			inquire: device<undefined>(
				async (_, answer, left) => {
					if (!parcel) throw new Error('nothing was sent that could be asked about');
					answer(eventOfAnswer(await postman.ask(parcel, left)));
				},
				cut,
				report,
			),
			login,
		},
		actions: {endVisit: leaveCard},
	});

	return kioskMachine.provide({
		actors: {
			signedRequest,
			certificateViewer,
			watchReader: device<undefined>(
				(_, answer, left) => {
					const stop = reader.watch(change => {
						readerStatus = change.status;
						answer(eventOfReader(change));
					});
					left.addEventListener('abort', stop);
				},
				fault({type: 'reader.lost'}),
				report,
			),
			selfCheck: diagnosis,
			settleOutbox: device<undefined>(
				async (_, answer, left) => answer({type: 'outbox.counted', waiting: await postman.settle(left)}),
				softwareFailed,
				report,
			),
			identifyWindow: device<undefined>(
				async (_, answer, left) => {
					const alive = await client.alive(left);
					if (alive.status === 'alive') answer({type: 'window.identified', identity: alive.identity});
					else {
						const cause = alive.status === 'unreachable' ? alive.cause : 'noConnection';
						answer({type: 'window.unreachable', cause});
					}
				},
				fault({type: 'window.unreachable', cause: 'noConnection'}),
				report,
			),
		},
		actions: {forgetEverything: leaveCard},
	});
}

const freeCertificates = {
	authentication: 'authCertificate',
	signingCa: 'signCaCertificate',
	authenticationCa: 'authCaCertificate',
} as const satisfies Record<Exclude<CertificateChoice, 'signing'>, FreeCertificate>;

function described(
	choice: CertificateChoice,
	certificate: string,
	signingIssuers: readonly string[],
): MachineEvent {
	const description = describeCertificate(Uint8Array.fromBase64(certificate), choice, signingIssuers);
	return description
		? {type: 'certificate.described', description: JSON.stringify(description)}
		: {type: 'certificate.unreadable'};
}

function drawUp(
	certificate: string,
	createdAt: Date,
	parts: {readonly procedure: Procedure; readonly addressee: string; readonly requestId: string},
): MachineEvent {
	const read = readSigningCertificate(Uint8Array.fromBase64(certificate));
	if (read.status !== 'read') return {type: 'certificate.unreadable'};
	const {notBefore, notAfter} = read.certificate.x509;
	if (createdAt > notAfter) return {type: 'certificate.expired', notAfter: notAfter.toISOString()};
	if (createdAt < notBefore) return {type: 'certificate.notYetValid', notBefore: notBefore.toISOString()};
	return {
		type: 'application.drawn',
		application: drawUpApplication({...parts, certificate: read.certificate, createdAt}),
	};
}

function eventOfReader({status}: ReaderChange): MachineEvent {
	switch (status) {
		case 'present':
			return {type: 'reader.present'};
		case 'empty':
			return {type: 'reader.empty'};
		case 'stuck':
			return {type: 'reader.stuck'};
		case 'noReader':
		case 'noService':
			return {type: 'reader.lost'};
	}
}

function eventOfAnswer(answer: WindowAnswer | Delivery): MachineEvent {
	switch (answer.status) {
		case 'answered':
			return {type: 'window.answered', notice: noticeOf(answer.receipt)};
		case 'noReceipt':
			return {type: 'window.noReceipt', cause: answer.cause};
		case 'notSent':
			return {type: 'window.noReceipt', cause: 'cut'};
	}
}

/** A receipt without its secret. */
function noticeOf({result, receiptNumber, decidedAt, effectiveAt}: Receipt) {
	return {result, receiptNumber, decidedAt, ...(effectiveAt && {effectiveAt})};
}

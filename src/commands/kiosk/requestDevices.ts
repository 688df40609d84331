import {randomBytes} from 'node:crypto';
import {parseApplication} from '../../domain/application.ts';
import type {Procedure} from '../../domain/procedure.ts';
import type {Receipt} from '../../domain/receipt.ts';
import {type RequestEnd, slipOfRequest} from '../../domain/slip.ts';
import type {MachineEvent} from '../../machines/events.ts';
import {signedRequestChild} from '../../machines/signedRequest.ts';
import {drawUpApplication} from '../../pki/application.ts';
import {readSigningCertificate} from '../../pki/certificate.ts';
import {signApplication} from '../../pki/signedApplication.ts';
import type {Answer as WindowAnswer} from '../../window/client.ts';
import {type Delivery, type Parcel, packParcel} from '../../window/delivery.ts';
import {device} from './device.ts';
import {
	cardFailed,
	clockFailed,
	type DeviceParts,
	leaveCard,
	loginWithDevices,
	lookAtCard,
	printSlipOf,
} from './deviceParts.ts';
import {ShownDocument} from './shownDocument.ts';

/**
 * The signed request with its devices, and a way to forget what they hold of it.
 * @param diagnosis the kiosk's own self-diagnosis
 */
export function requestWithDevices(
	parts: DeviceParts,
	diagnosis: ReturnType<typeof device<undefined>>,
): {readonly machine: typeof signedRequestChild; readonly forget: () => void} {
	const {desk, postman, addressee, now, clock, report} = parts;
	const shown = new ShownDocument();
	let parcel: Parcel | undefined;
	const forget = () => {
		parcel = undefined;
		shown.forget();
		leaveCard(parts);
	};
	const machine = signedRequestChild.provide({
		actors: {
			selfCheck: diagnosis,
			lookAtCard: lookAtCard(parts),
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
				{type: 'certificate.unreadable'},
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
			printSlip: printSlipOf<RequestEnd>(parts, slipOfRequest),
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
			login: loginWithDevices(parts),
		},
		actions: {endVisit: forget},
	});
	return {machine, forget};
}

const cut = {type: 'window.noReceipt', cause: 'cut'} as const satisfies MachineEvent;

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

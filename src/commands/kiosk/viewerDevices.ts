import type {FreeCertificate} from '../../card/jpki.ts';
import type {CertificateChoice} from '../../domain/certificate.ts';
import {certificateViewerChild} from '../../machines/certificateViewer.ts';
import type {MachineEvent} from '../../machines/events.ts';
import {describeCertificate} from '../../pki/describe.ts';
import {device} from './device.ts';
import {cardFailed, type DeviceParts, leaveCard, loginWithDevices, lookAtCard} from './deviceParts.ts';

/** The certificate viewer with its devices. */
export function viewerWithDevices(parts: DeviceParts): typeof certificateViewerChild {
	const {desk, signingIssuers, report} = parts;
	return certificateViewerChild.provide({
		actors: {
			lookAtCard: lookAtCard(parts),
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
			login: loginWithDevices(parts),
		},
		actions: {endVisit: () => leaveCard(parts)},
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

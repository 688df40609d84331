import {type NewPasswordFault, type PasswordLimits, personalFault} from '../../domain/newPassword.ts';
import type {PasswordName} from '../../domain/password.ts';
import {type Guidance, slipOfGuidance} from '../../domain/slip.ts';
import type {PasswordVault} from '../../keys/vault.ts';
import {newPasswordMachine, type PasswordPart} from '../../machines/newPassword.ts';
import {passwordChangeChild} from '../../machines/passwordChange.ts';
import {readSigningCertificate} from '../../pki/certificate.ts';
import {device} from './device.ts';
import {cardFailed, type DeviceParts, leaveCard, printSlipOf} from './deviceParts.ts';

/** The fields of a new password with their devices. */
export function newPasswordWithDevices({
	slot,
	vault,
	report,
}: Pick<DeviceParts, 'slot' | 'vault' | 'report'>): typeof newPasswordMachine {
	return newPasswordMachine.provide({
		actors: {
			examinePart: device<{readonly part: PasswordPart; readonly limits: PasswordLimits}>(
				({part, limits}, answer) => {
					const fault = kept(vault, part, limits);
					answer(fault ? {type: 'password.refused', fault} : {type: 'password.wellFormed'});
				},
				{type: 'password.refused', fault: 'empty'},
				report,
			),
		},
		actions: {emptySlot: () => slot.empty()},
	});
}

/** The change of a password with its devices. */
export function passwordChangeWithDevices(parts: DeviceParts): typeof passwordChangeChild {
	const {passwordDesk, vault, report} = parts;
	return passwordChangeChild.provide({
		actors: {
			newPassword: newPasswordWithDevices(parts),
			lookForPassword: device<{readonly password: PasswordName}>(
				async ({password}, answer) => answer(await passwordDesk.look(password)),
				cardFailed,
				report,
			),
			changePassword: device<{readonly password: PasswordName; readonly limits: PasswordLimits}>(
				async ({password, limits}, answer, left) => {
					const judge = limits.forbidsPersonal ? judgeWith(vault) : undefined;
					answer(await passwordDesk.change(password, left, judge));
				},
				{type: 'card.changeUnknown'},
				report,
			),
			tellPassword: device<{readonly password: PasswordName}>(
				async ({password}, answer, left) => answer(await passwordDesk.tell(password, left)),
				{type: 'card.changeUnknown'},
				report,
			),
			printSlip: printSlipOf<Guidance>(parts, slipOfGuidance),
		},
		actions: {
			emptyVault: () => vault.empty(),
			endVisit: () => leaveCard(parts),
		},
	});
}

function kept(
	vault: PasswordVault,
	part: PasswordPart,
	limits: PasswordLimits,
): NewPasswordFault | undefined {
	switch (part) {
		case 'current':
			return vault.keepCurrent();
		case 'next':
			return vault.keepNext(limits);
		case 'again':
			return vault.confirmNext();
	}
}

/** What the holder of a card may be told by: a certificate that cannot be read forbids nothing. */
const judgeWith =
	(vault: PasswordVault) =>
	(certificate: Uint8Array | undefined): NewPasswordFault | undefined => {
		const read = certificate && readSigningCertificate(certificate);
		if (read?.status !== 'read') return undefined;
		const {applicant} = read.certificate;
		let fault: NewPasswordFault | undefined;
		vault.lend('next', password => {
			fault = personalFault(password, applicant);
		});
		return fault;
	};

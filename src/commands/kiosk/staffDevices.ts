import {randomBytes} from 'node:crypto';
import type {StaffDriver} from '../../card/staff.ts';
import type {Audit} from '../../domain/audit.ts';
import {
	hasRole,
	isStaffId,
	type Officer,
	oneTimeCodeFault,
	passphraseFault,
	type StaffMethod,
	type StaffRefusal,
	type StaffTypingFault,
	staffPinFault,
} from '../../domain/staff.ts';
import type {MachineEvent} from '../../machines/events.ts';
import {type StaffClaim, staffSignInChild} from '../../machines/staffSignIn.ts';
import {
	isStaffSignature,
	judgeStaffCertificate,
	type StaffCertificate,
	type StaffTrust,
	staffCardInput,
} from '../../pki/staffCertificate.ts';
import type {PendingSignIn, StaffRegister} from '../../staff/register.ts';
import {device} from './device.ts';
import {cardFailed} from './deviceParts.ts';

/** What a sign-in needs of the slot: what was typed, folded or as typed, and once. */
export interface StaffSlot {
	lend(use: (typed: Uint8Array) => void): void;
	take(write: (typed: Uint8Array) => void): boolean;
	takeAsTyped(write: (typed: Uint8Array) => void): boolean;
	empty(): void;
}

/** What the sign-in of staff stands on. */
export interface StaffSignInParts {
	readonly driver: StaffDriver;
	readonly register: StaffRegister;
	readonly trust: StaffTrust;
	readonly slot: StaffSlot;
	readonly audit: Audit;
	readonly now: () => Date;
	/** A bug was met: told without personal data. */
	readonly report: (error: unknown) => void;
}

const failed = {type: 'staff.failed'} as const satisfies MachineEvent;

/**
 * The sign-in with its devices; each opener gets one of its own. PIN, passphrase and code go from the slot's bytes to
 * card or roster and nowhere else; the staff number alone is kept, until the attempt is over.
 */
export function staffSignInWithDevices(parts: StaffSignInParts): typeof staffSignInChild {
	const {driver, register, slot, audit, report} = parts;
	let id = '';
	let pending: PendingSignIn | undefined;

	return staffSignInChild.provide({
		actors: {
			lookAtStaffCard: device<undefined>(
				async (_, answer) => answer(eventOfLook(await driver.look())),
				cardFailed,
				report,
			),
			examineStaffPin: device<undefined>(
				(_, answer) => answer(typed(faultOf(slot, staffPinFault))),
				failed,
				report,
			),
			checkStaffCard: device<StaffClaim>(
				async (claim, answer) => answer(await checkCard(parts, claim)),
				failed,
				report,
			),
			takeStaffId: device<undefined>(
				(_, answer) => {
					id = '';
					slot.take(bytes => {
						id = new TextDecoder().decode(bytes);
					});
					answer(typed(idFault(id)));
				},
				failed,
				report,
			),
			takePassphrase: device<undefined>(
				(_, answer) => {
					let fault: StaffTypingFault | undefined = 'empty';
					slot.takeAsTyped(bytes => {
						fault = passphraseFault(bytes);
						if (!fault) pending = register.begin(id, bytes.slice());
					});
					answer(typed(fault));
				},
				failed,
				report,
			),
			checkCode: device<StaffClaim>(
				async (claim, answer) => {
					const fault = faultOf(slot, oneTimeCodeFault);
					if (fault) {
						slot.empty();
						return answer({type: 'staff.mistyped', fault});
					}
					let finishing: ReturnType<PendingSignIn['finish']> | undefined;
					slot.take(code => {
						finishing = pending?.finish(code);
					});
					pending = undefined;
					const outcome = await finishing;
					switch (outcome?.status) {
						case undefined:
							return answer(failed);
						case 'wrong':
							audit.note({kind: 'staffRefused', ...(isStaffId(id) && {officer: id}), cause: 'wrong'});
							return answer({type: 'staff.wrong'});
						case 'lockedOut':
							audit.note({kind: 'staffLockedOut', officer: id, seconds: outcome.seconds});
							return answer({type: 'staff.lockedOut', seconds: outcome.seconds});
						case 'officer':
							return answer(admitted(parts, outcome.officer, claim, 'passphrase', none));
					}
				},
				failed,
				report,
			),
		},
		actions: {
			emptySlot: () => slot.empty(),
			forgetAttempt: () => {
				id = '';
				pending = undefined;
			},
		},
	});
}

const none = {certificate: '', signature: ''} as const;

/** One visit: the certificate is judged before the PIN is sent, its signature after. */
async function checkCard(parts: StaffSignInParts, claim: StaffClaim): Promise<MachineEvent> {
	const {driver, register, trust, slot, audit, now} = parts;
	const challenge = randomBytes(32).toString('hex');
	const isOrder = claim.order !== '';
	let card: StaffCertificate | undefined;
	let officer: Officer | undefined;
	let refusal: StaffRefusal = 'notStaff';
	try {
		const signing = await driver.sign(
			write => slot.take(write),
			async der => {
				const reading = judgeStaffCertificate(der, trust, now());
				if (reading.status === 'refused') {
					refusal = reading.fault;
					return undefined;
				}
				card = reading.certificate;
				officer = await register.officerOfCard(card.sha256);
				// A card says its role too: whoever edits the roster cannot raise it.
				const isEnrolled = officer?.id === card.id && officer.role === card.role;
				const wrong = isEnrolled && officer ? refusalOf(officer, claim) : 'notEnrolled';
				if (wrong) refusal = wrong;
				return wrong
					? undefined
					: [
							staffCardInput('signIn', challenge),
							...(isOrder ? [staffCardInput('resetOrder', claim.order)] : []),
						];
			},
		);
		switch (signing.status) {
			case 'signed': {
				const [proof, order] = signing.signatures;
				const isProven =
					card !== undefined &&
					proof !== undefined &&
					isStaffSignature(card, 'signIn', challenge, proof) &&
					(!isOrder || (order !== undefined && isStaffSignature(card, 'resetOrder', claim.order, order)));
				if (!isProven || !officer) return refused(audit, 'notStaff', officer);
				return admitted(
					parts,
					officer,
					claim,
					'card',
					order ? {certificate: signing.certificate.toBase64(), signature: order.toBase64()} : none,
				);
			}
			case 'declined':
				return refused(audit, refusal, officer);
			case 'wrong':
				audit.note({kind: 'staffRefused', ...(officer && {officer: officer.id}), cause: 'wrongPin'});
				return {type: 'card.wrongPassword', triesLeft: signing.triesLeft};
			default:
				return eventOfLook(signing);
		}
	} finally {
		slot.empty();
	}
}

/** Whoever is known is let in, if the role will do and it is somebody else where that is asked. */
function admitted(
	{audit}: StaffSignInParts,
	officer: Officer,
	claim: StaffClaim,
	method: StaffMethod,
	signed: {readonly certificate: string; readonly signature: string},
): MachineEvent {
	const refusal = refusalOf(officer, claim);
	if (refusal) return refused(audit, refusal, officer);
	audit.note({kind: 'staffSignedIn', officer: officer.id, role: officer.role, method});
	return {type: 'staff.signedIn', id: officer.id, role: officer.role, ...signed};
}

function refusalOf({id, role}: Officer, {needed, excluded}: StaffClaim): StaffRefusal | undefined {
	if (excluded.includes(id)) return 'sameOfficer';
	return hasRole(role, needed) ? undefined : 'roleMissing';
}

function refused(audit: Audit, cause: StaffRefusal, officer: Officer | undefined): MachineEvent {
	audit.note({kind: 'staffRefused', ...(officer && {officer: officer.id}), cause});
	return {type: 'staff.refused', cause};
}

function faultOf(
	slot: StaffSlot,
	judge: (typed: Uint8Array) => StaffTypingFault | undefined,
): StaffTypingFault | undefined {
	let fault: StaffTypingFault | undefined;
	slot.lend(bytes => {
		fault = judge(bytes);
	});
	return fault;
}

function idFault(id: string): StaffTypingFault | undefined {
	if (id === '') return 'empty';
	if (id.length > 16) return 'tooLong';
	return isStaffId(id) ? undefined : 'notDigits';
}

function typed(fault: StaffTypingFault | undefined): MachineEvent {
	return fault ? {type: 'staff.mistyped', fault} : {type: 'staff.typed'};
}

function eventOfLook(look: Awaited<ReturnType<StaffDriver['look']>>): MachineEvent {
	switch (look.status) {
		case 'ready':
			return {type: 'card.ready', triesLeft: look.triesLeft};
		case 'absent':
			return {type: 'card.absent', cause: look.cause};
		case 'notStaff':
			return {type: 'card.other', kind: 'other'};
		case 'blocked':
			return {type: 'card.blocked'};
		case 'left':
			return {type: 'card.left'};
		case 'stuck':
		case 'failed':
			return {type: 'card.failed'};
	}
}

import {parseStatement, type ResetStatement} from '../../src/domain/reset.ts';
import {hasRole, type Officer, type StaffRefusal} from '../../src/domain/staff.ts';
import type {SignedOrder} from '../../src/machines/assistedReset.ts';
import type {StaffClaim} from '../../src/machines/staffSignIn.ts';

/** The staff cards there are: two reset officers', an operator's, and that of a helper, who may reset nothing. */
export type StaffCard = 'officer1' | 'officer2' | 'operator' | 'helper';

/** Whose they are. */
export const officers: Readonly<Record<StaffCard, Officer>> = {
	officer1: {id: '2001', role: 'resetOfficer'},
	officer2: {id: '2002', role: 'resetOfficer'},
	operator: {id: '9001', role: 'operator'},
	helper: {id: '1001', role: 'helper'},
};

export function isStaffCard(card: string): card is StaffCard {
	return Object.hasOwn(officers, card);
}

/** Why the terminal does not let the holder of a card in, as commands/kiosk/staffDevices.ts judges it. */
export function refusalOf(card: StaffCard, {needed, excluded}: StaffClaim): StaffRefusal | undefined {
	const {id, role} = officers[card];
	if (excluded.includes(id)) return 'sameOfficer';
	return hasRole(role, needed) ? undefined : 'roleMissing';
}

/** What a card gives who signs an order with it, or signs in only: as text, what DER and RSA say in the product. */
export function signedBy(card: StaffCard, {order}: StaffClaim) {
	return order === ''
		? {certificate: '', signature: ''}
		: {certificate: `staff card ${card}`, signature: `${card} signs ${order}`};
}

/** What a window reads out of a signed order: by the certificate and the signature, never by what the kiosk says. */
export function readSigned({
	text,
	certificate,
	signature,
}: Pick<SignedOrder, 'text' | 'certificate' | 'signature'>): {
	readonly officer: Officer | undefined;
	readonly statement: ResetStatement | undefined;
} {
	const card = certificate.replace('staff card ', '');
	const isGood = isStaffCard(card) && signature === `${card} signs ${text}`;
	return {officer: isGood ? officers[card] : undefined, statement: parseStatement(text)};
}

import type {StaffRole} from '../domain/staff.ts';
import {certificatePem, privateKeyPem} from './pem.ts';
import {authorityValidity} from './validity.ts';
import {issueStaffCertificate, issueWindowAuthority, receiptAlgorithm} from './windowProfile.ts';

/** A demo staff card's `card.json`. */
export interface DemoStaffCard {
	readonly application: 'staff';
	/** The staff number; nobody's. */
	readonly id: string;
	readonly role: StaffRole;
	readonly pin: string;
	readonly triesLeft: number;
	/** What the card is for, in Japanese, for the simulator's panel. */
	readonly note: string;
}

/** The demo staff cards by folder name. */
export const demoStaffCards: Readonly<Record<string, DemoStaffCard>> = {
	'staff-helper': staffCard('1001', 'helper', '100110', '職員証: 案内係'),
	'staff-officer-1': staffCard('2001', 'resetOfficer', '200120', '職員証: 初期化の担当者'),
	'staff-officer-2': staffCard('2002', 'resetOfficer', '200220', '職員証: 初期化の担当者(二人目)'),
	'staff-operator': staffCard('9001', 'operator', '900190', '職員証: 管理者'),
};

function staffCard(id: string, role: StaffRole, pin: string, note: string): DemoStaffCard {
	return {application: 'staff', id, role, pin, triesLeft: 5, note};
}

/** The files of a demo staff authority and of its cards, by path in the PKI folder. */
export async function demoStaffFiles(
	now: Date,
	serialNumber: () => string,
): Promise<ReadonlyArray<readonly [string, string | Uint8Array]>> {
	const validity = authorityValidity(now, 1);
	const particulars = (commonName: string) => ({
		name: `C=JP, O=Madoguchi demonstration, CN=${commonName}`,
		serialNumber: serialNumber(),
		validity,
		algorithm: receiptAlgorithm,
	});
	const authority = await issueWindowAuthority(particulars('Staff'));
	const cards = await Promise.all(
		Object.entries(demoStaffCards).map(async ([name, card]) => {
			const {certificate, privateKey} = await issueStaffCertificate(
				authority,
				particulars(card.id),
				card.role,
			);
			return [
				[`cards/${name}/card.json`, `${JSON.stringify(card, undefined, '\t')}\n`],
				[`cards/${name}/staff.der`, certificate],
				[`cards/${name}/staff.key`, privateKeyPem(privateKey)],
			] as const;
		}),
	);
	return [
		['staff-ca.pem', certificatePem(authority.certificate)],
		['staff-ca.key', privateKeyPem(authority.privateKey)],
		...cards.flat(),
	];
}

import type {X509} from './x509.ts';

/** Whose certificates a terminal works with: invented persons' or citizens' (threats T-14). */
export type Realm = 'demo' | 'production';

export function isRealm(text: string): text is Realm {
	return text === 'demo' || text === 'production';
}

/** The organisation in the names of demo roots; JPKI's own is `JPKI` (card-facts 3.1). */
export const demoOrganization = 'JPKI-DEMO';

/** Whether a root is a demo one. */
export function isDemoAnchor(anchor: X509): boolean {
	return anchor.subject.split(',').includes(`O=${demoOrganization}`);
}

/** How much of EF 0002 is compared: serial number, names and dates, told before any password. */
const realmHeadBytes = 256;

/**
 * Whether a card belongs to the terminal's realm, by the head of its free CA certificate (EF 0002). A gate
 * against accidents, not a proof: any card can carry any certificate (threats T-14, card-facts 3.4).
 * @param head the first 256 bytes of EF 0002; undefined when it cannot be read
 */
export function cardRealm(
	head: Uint8Array | undefined,
	anchors: readonly X509[],
	realm: Realm,
): 'ours' | 'other' {
	if (!head || isBlank(head)) return realm === 'demo' ? 'ours' : 'other';
	return anchors.some(anchor => beginsWith(anchor.der, head)) ? 'ours' : 'other';
}

function isBlank(head: Uint8Array): boolean {
	return head.every(byte => byte === 0x00) || head.every(byte => byte === 0xff);
}

function beginsWith(certificate: Uint8Array, head: Uint8Array): boolean {
	return Buffer.compare(certificate.subarray(0, realmHeadBytes), head.subarray(0, realmHeadBytes)) === 0;
}

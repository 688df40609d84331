import {createPrivateKey, type KeyObject, sign} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {type AuditTrail, openAudit} from '../../audit/trail.ts';
import {myNumberCard} from '../../card/profile.ts';
import {defaultResetLimits, type ResetLimits} from '../../domain/resetRules.ts';
import {isStaffId} from '../../domain/staff.ts';
import {unblockMessage} from '../../domain/unblock.ts';
import {isAuthority} from '../../pki/extensions.ts';
import {certificateFromPem} from '../../pki/pem.ts';
import {isStaffSignature, judgeStaffCertificate} from '../../pki/staffCertificate.ts';
import {readX509, type X509} from '../../pki/x509.ts';
import type {Registry} from '../../window/registry.ts';
import {createResetDesk, type ResetDeskParts} from '../../window/resetDesk.ts';
import {readStruckList} from '../../window/struckList.ts';
import {SetUpError} from '../command.ts';
import {struckListOf} from './strike.ts';

/** What a window needs to authorise resets; it stands in for the municipality's own terminal (decision 0028). */
export interface ResetOfficeOptions {
	/** The file with the unblock authority's key, P-256 in PEM. */
	readonly unblockKey: string;
	/** The file with the municipality's staff root, PEM; cards struck off stand beside it as FILE.struck. */
	readonly staffCa: string;
	/** The file that says which citizens' cards are an officer's own. */
	readonly ownCards: string;
	/** The folder in which the window keeps its own audit. */
	readonly state: string;
	readonly limits?: Partial<ResetLimits>;
}

/** The clocks of terminal and window may be a minute apart (T-09). */
const allowedSkewMs = 60_000;

/** Opens the office that authorises resets. Throws SetUpError, one line with the remedy, for files that do not fit. */
export async function openResetOffice(
	options: ResetOfficeOptions,
	registry: Registry,
	now: () => Date,
): Promise<{readonly rule: ReturnType<typeof createResetDesk>; readonly audit: AuditTrail}> {
	const key = await readUnblockKey(options.unblockKey);
	const anchor = await readStaffRoot(options.staffCa);
	const struck = readStruckList(struckListOf(options.staffCa));
	const ownCards = await readOwnCards(options.ownCards);
	const audit = await openAudit({state: options.state, now});
	const officerOf: ResetDeskParts['officerOf'] = (signed, at) => {
		const reading = judgeStaffCertificate(
			Uint8Array.fromBase64(signed.certificate),
			{anchors: [anchor], revokedSerials: []},
			at,
		);
		if (reading.status !== 'good' || struck.isStruckOff(reading.certificate.x509.serialNumber))
			return undefined;
		const {certificate} = reading;
		const signature = Uint8Array.fromBase64(signed.signature);
		if (!isStaffSignature(certificate, 'resetOrder', signed.text, signature)) return undefined;
		return {id: certificate.id, role: certificate.role};
	};
	const rule = createResetDesk({
		decide: registry.decideReset,
		officerOf,
		ownCards: officer => ownCards.get(officer),
		unblock: (challenge, password) => {
			const message = unblockMessage(challenge, myNumberCard.passwordFiles[password]);
			return new Uint8Array(sign('sha256', message, {key, dsaEncoding: 'ieee-p1363'}));
		},
		audit,
		limits: {...defaultResetLimits, ...options.limits},
		allowedSkewMs,
		now,
	});
	return {rule, audit};
}

async function readUnblockKey(file: string): Promise<KeyObject> {
	try {
		const key = createPrivateKey(await readFile(file, 'utf8'));
		if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
	} catch {
		// The runtime's error may quote the key.
	}
	throw new SetUpError(`${file} is no unblock key: put a P-256 key in PEM there`);
}

async function readStaffRoot(file: string): Promise<X509> {
	const der = certificateFromPem(await readFile(file, 'utf8').catch(() => ''));
	const root = der && readX509(der);
	if (root && isAuthority(root)) return root;
	throw new SetUpError(`${file} is no staff root: put the certificate of the staff authority there, PEM`);
}

/** Which cards are whose: staff numbers with the identities of their own cards, an empty list for none. */
async function readOwnCards(file: string): Promise<ReadonlyMap<string, readonly string[]>> {
	try {
		const entries = Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>);
		if (entries.every(isOwnCards)) return new Map(entries);
	} catch {
		// Missing, or no JSON.
	}
	throw new SetUpError(
		`${file} does not tell the officers' own cards: put {"STAFF NUMBER": ["IDENTITY", ...]} there`,
	);
}

function isOwnCards(entry: [string, unknown]): entry is [string, string[]] {
	const [id, cards] = entry;
	return (
		isStaffId(id) &&
		Array.isArray(cards) &&
		cards.every(card => typeof card === 'string' && /^[0-9a-f]{64}$/.test(card))
	);
}

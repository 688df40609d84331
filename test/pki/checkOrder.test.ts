import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {checkOrder} from '../../src/domain/receipt.ts';
import type {Authority, Validity} from '../../src/pki/jpkiProfile.ts';
import {policyOid} from '../../src/pki/oids.ts';
import {judgeSubmission} from '../../src/pki/submission.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {createDesk, type Judge} from '../../src/window/desk.ts';
import type {CertificateName, Registry} from '../../src/window/registry.ts';
import {applicationOf, around, citizenUnder, rootNamed, rsaKeys} from '../helpers/citizenUnder.ts';
import {type Bends, signedDataWith} from '../helpers/cms.ts';
import {addressee} from '../helpers/pki.ts';
import {deskParts, newRequestId, openReceipt} from '../window/fakes.ts';
import {testRegistry} from '../window/testWindow.ts';

/** X-24, with the dates among the checks of the certificate and the addressee among those of the application. */
const order = [
	'malformed',
	'unknown-issuer',
	'certificate-unverified',
	'not-yet-valid',
	'expired',
	'application-unverified',
	'wrong-addressee',
	'already-revoked',
	'duplicate',
] as const;
type Fault = (typeof order)[number];

const now = new Date('2026-11-22T02:05:00Z');
const root = rootNamed('JPKI-DEMO', '40000001', now);
const stranger = rootNamed('STRANGER-DEMO', '40000002', now);
const keys = rsaKeys();

/** What a submission is made from, and what it meets at the window. */
interface Draft {
	readonly authority: Authority;
	readonly policy: string;
	readonly validity: Validity;
	readonly bends: Bends;
	readonly addressees: readonly string[];
	/** What the window's records say of the certificate. */
	readonly records: 'nothing' | 'listed' | 'accepted';
	readonly tail: Uint8Array;
}

const sound: Draft = {
	authority: root,
	policy: policyOid.signingTest,
	validity: around(now, 30, 30),
	bends: {signingTime: now},
	addressees: [addressee],
	records: 'nothing',
	tail: new Uint8Array(0),
};

/** Each touches a part of the draft of its own, so that any two go together. */
const faults: Readonly<Record<Fault, (draft: Draft) => Draft>> = {
	malformed: draft => ({...draft, tail: Uint8Array.of(0)}),
	'unknown-issuer': draft => ({...draft, authority: stranger}),
	'certificate-unverified': draft => ({...draft, policy: policyOid.authentication}),
	'not-yet-valid': draft => ({
		...draft,
		validity: {...draft.validity, notBefore: around(now, -1, 0).notBefore},
	}),
	expired: draft => ({...draft, validity: {...draft.validity, notAfter: around(now, 0, -1).notAfter}}),
	'application-unverified': draft => ({
		...draft,
		bends: {...draft.bends, messageDigest: new Uint8Array(32)},
	}),
	'wrong-addressee': draft => ({...draft, addressees: ['大阪市長殿']}),
	'already-revoked': draft => ({...draft, records: 'listed'}),
	duplicate: draft => ({...draft, records: 'accepted'}),
};

/** Pairs that cannot be, and why. */
const impossible: Readonly<Record<string, string>> = {
	'already-revoked, duplicate': 'one revocation a certificate: the list that carries it is out, or it is not',
};

const pairs = order.flatMap((earlier, index) =>
	order.slice(index + 1).map(later => [earlier, later] as const),
);
const possible = pairs.filter(pair => !(pair.join(', ') in impossible));

async function answerTo(draft: Draft): Promise<string | undefined> {
	const {authority, policy, validity, bends, addressees, records, tail} = draft;
	const certificate = citizenUnder({authority, keys, validity, policy});
	const requestId = newRequestId();
	const content = applicationOf(certificate, requestId, now);
	const {der, issuer, serialNumber} = certificate.x509;
	const cms = Buffer.concat([signedDataWith({content, certificate: der, key: keys.privateKey}, bends), tail]);
	const registry = await testRegistry();
	if (records === 'listed') {
		await registry.seed([{issuer, serialNumber, revokedAt: '2026-11-20T15:00:00Z'}]);
	}
	if (records === 'accepted') await acceptBefore(registry, {issuer, serialNumber});
	const desk = createDesk(deskParts(registry, {judge: judgeAt(addressees), now: () => now}));
	const reply = await desk.submit(new Uint8Array(cms), {
		status: 'made',
		requestId,
		procedure: 'revocation',
	});
	if (reply.status === 'refused') return reply.problem;
	const receipt = openReceipt(reply.receipt);
	expect(receipt?.digest).toBe(createHash('sha256').update(cms).digest('hex'));
	return receipt?.result;
}

/** Another request for the same certificate, accepted when nothing was wrong with it. */
async function acceptBefore(registry: Registry, certificate: CertificateName): Promise<void> {
	const request = {requestId: newRequestId(), procedure: 'revocation'} as const;
	const judge: Judge = async () => ({status: 'sound', ...request, certificate});
	const desk = createDesk(deskParts(registry, {judge, now: () => now}));
	const reply = await desk.submit(new Uint8Array(1), {status: 'made', ...request});
	expect(reply).toMatchObject({status: 'answered', result: 'accepted'});
}

function judgeAt(addressees: readonly string[]): Judge {
	const trust = {anchors: [readX509(root.certificate) as X509], policy: policyOid.signingTest};
	return async (cms, at) => {
		const judgement = judgeSubmission(cms, {trust, addressees, now: at});
		return judgement.status === 'sound'
			? {status: 'sound', ...judgement.application}
			: {status: 'refused', result: judgement.refusal};
	};
}

describe('X-24: the order of checks', () => {
	test('is written in one list', () => {
		expect(checkOrder).toEqual(order);
	});

	test('refuses nothing that is sound', async () => {
		expect(await answerTo(sound)).toBe('accepted');
	});

	test.each(order)('with one fault, %s is the answer', async fault => {
		expect(await answerTo(faults[fault](sound))).toBe(fault);
	});

	test.each(possible)('of %s and %s the earlier is the answer', async (earlier, later) => {
		expect(await answerTo(faults[later](faults[earlier](sound)))).toBe(earlier);
	});

	test('leaves out no pair without a reason', () => {
		expect(pairs).toHaveLength(36);
		expect(pairs.length - possible.length).toBe(Object.keys(impossible).length);
	});
});

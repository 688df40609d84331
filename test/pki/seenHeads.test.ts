import {describe, expect, test} from 'vitest';
import type {SeenHeads} from '../../src/domain/audit.ts';
import {canonicalText} from '../../src/pki/application.ts';
import {oid} from '../../src/pki/oids.ts';
import {believeSeenHeads, countersignHeads} from '../../src/pki/seenHeads.ts';
import {signAsWindow} from '../../src/pki/windowSigner.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {issueReceiptSigner} from '../helpers/receiptSigner.ts';

const {certificate, key, root} = issueReceiptSigner({extendedKeyUsage: oid.auditCountersigning});
// After the certificate was issued, which takes its time.
const now = new Date();
const signer = {certificate: readX509(certificate) as X509, key};
const trust = {anchors: [readX509(root) as X509], revokedSerials: []};
const head = {count: 3, hash: 'ab'.repeat(32)};
const seen: SeenHeads = {key: 'a2V5', heads: [head], seenAt: '2026-11-22T02:05:00.000Z'};
const said = {...seen, purpose: 'madoguchi audit heads seen'};

describe('T-22 the window’s word on an audit', () => {
	test('is believed as it was given', async () => {
		expect(believeSeenHeads(await countersignHeads(seen, signer, now), trust, now)).toEqual(seen);
		expect(believeSeenHeads(await signAsWindow(canonicalText(said), signer, now), trust, now)).toEqual(seen);
	});

	test.each<[string, object]>([
		['for another purpose', {...said, purpose: 'madoguchi receipt'}],
		['without a purpose', {...said, purpose: undefined}],
		['with something more', {...said, remark: 'x'}],
		['without the audit’s key', {...said, key: undefined}],
		['with a key of a number', {...said, key: 7}],
		['at no instant', {...said, seenAt: 'today'}],
		['without heads', {...said, heads: undefined}],
		['with heads that are no list', {...said, heads: {0: head}}],
		['with a head that is none', {...said, heads: [head, null]}],
		['with a head of half a line', {...said, heads: [{...head, count: 1.5}]}],
		['with a hash in a list', {...said, heads: [{...head, hash: [head.hash]}]}],
		['with a hash after something', {...said, heads: [{...head, hash: `0${head.hash}`}]}],
		['with a hash before something', {...said, heads: [{...head, hash: `${head.hash}0`}]}],
		['with a head and something more', {...said, heads: [{...head, remark: 'x'}]}],
	])('is none %s, though the window signed it', async (_, bent) => {
		const signed = await signAsWindow(canonicalText(JSON.parse(JSON.stringify(bent))), signer, now);
		expect(believeSeenHeads(signed, trust, now)).toBeUndefined();
	});

	test.each([
		['no JSON', 'seen'],
		['JSON in another form', `${canonicalText(said)} `],
	])('is none in %s, though the window signed it, and nothing is thrown', async (_, text) => {
		const signed = await signAsWindow(text, signer, now);
		expect(believeSeenHeads(signed, trust, now)).toBeUndefined();
	});

	test('is none where a byte of its signature is another, or of its hashes', async () => {
		const signed = await countersignHeads(seen, signer, now);
		const bend = (at: number) => signed.map((byte, index) => (index === at ? byte ^ 1 : byte));
		expect(believeSeenHeads(bend(signed.length - 1), trust, now)).toBeUndefined();
		expect(believeSeenHeads(bend(Buffer.from(signed).indexOf('abab')), trust, now)).toBeUndefined();
	});

	test('is none of a signer that speaks for something else, or is revoked', async () => {
		const signed = await countersignHeads(seen, signer, now);
		const revoked = {...trust, revokedSerials: [signer.certificate.serialNumber]};
		expect(believeSeenHeads(signed, revoked, now)).toBeUndefined();
		const receipts = issueReceiptSigner();
		const other = {certificate: readX509(receipts.certificate) as X509, key: receipts.key};
		const anchors = [readX509(receipts.root) as X509];
		const later = new Date();
		const theirs = await countersignHeads(seen, other, later);
		expect(believeSeenHeads(theirs, {anchors, revokedSerials: []}, later)).toBeUndefined();
		expect(believeSeenHeads(new Uint8Array(9), trust, now)).toBeUndefined();
	});
});

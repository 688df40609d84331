import {createPrivateKey, sign} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {StaffRole} from '../../src/domain/staff.ts';
import {oid, staffPolicyOid} from '../../src/pki/oids.ts';
import {
	isStaffSignature,
	judgeStaffCertificate,
	type StaffCertificate,
	type StaffTrust,
} from '../../src/pki/staffCertificate.ts';
import {loadStaffAnchors} from '../../src/pki/staffTrust.ts';
import {
	type Credential,
	issueStaffCertificate,
	issueWindowAuthority,
	issueWindowSignerCertificate,
	receiptAlgorithm,
} from '../../src/pki/windowProfile.ts';
import {readX509, type X509} from '../../src/pki/x509.ts';
import {openssl} from '../helpers/openssl.ts';
import {cardFile, copyOfPki, demoPki} from '../helpers/pki.ts';

const now = new Date();
const demoTrust = async (): Promise<StaffTrust> => ({
	anchors: await loadStaffAnchors(await demoPki()),
	revokedSerials: [],
});
const read = (der: Uint8Array) => readX509(der) as X509;

async function goodCard(name: string): Promise<StaffCertificate> {
	const reading = judgeStaffCertificate(await cardFile(name, 'staff.der'), await demoTrust(), now);
	if (reading.status !== 'good') throw new Error(reading.fault);
	return reading.certificate;
}

test.each<[string, string, StaffRole]>([
	['staff-helper', '1001', 'helper'],
	['staff-officer-1', '2001', 'resetOfficer'],
	['staff-officer-2', '2002', 'resetOfficer'],
	['staff-operator', '9001', 'operator'],
])('the card %s is that of %s, %s', async (name, id, role) => {
	expect(await goodCard(name)).toMatchObject({id, role});
});

describe('T-21 a staff card that openssl issued', () => {
	let folder: string;
	let anchors: X509[];
	const at = (name: string) => join(folder, name);
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'staff-'));
		const key = ['-newkey', 'rsa:2048', '-nodes', '-sha256'];
		const ca = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign,cRLSign'];
		openssl([
			...['req', '-x509', ...key, '-days', '2', '-subj', '/C=JP/CN=Staff'],
			...['-keyout', at('ca.key'), '-out', at('ca.pem'), ...ca.flatMap(line => ['-addext', line])],
		]);
		openssl(['x509', '-in', at('ca.pem'), '-outform', 'DER', '-out', at('ca.der')]);
		openssl([
			...['req', '-new', ...key, '-subj', '/C=JP/CN=2001'],
			...['-keyout', at('leaf.key'), '-out', at('leaf.csr')],
		]);
		anchors = [read(readFileSync(at('ca.der')))];
	});
	afterAll(() => rmSync(folder, {recursive: true}));

	test.each<[string, Record<string, string>, 'good' | 'refused']>([
		['as it must be', {}, 'good'],
		['for signing documents too', {keyUsage: 'critical,digitalSignature,nonRepudiation'}, 'refused'],
		['for enciphering', {keyUsage: 'critical,keyEncipherment'}, 'refused'],
		['without any usage of its key', {keyUsage: ''}, 'refused'],
		['for servers as well', {extendedKeyUsage: `critical,${oid.staffSigning},serverAuth`}, 'refused'],
		['for clients first', {extendedKeyUsage: `critical,clientAuth,${oid.staffSigning}`}, 'refused'],
		['for servers alone', {extendedKeyUsage: 'critical,serverAuth'}, 'refused'],
		['without a purpose', {extendedKeyUsage: ''}, 'refused'],
		['of two roles', {certificatePolicies: `${staffPolicyOid.helper},${staffPolicyOid.operator}`}, 'refused'],
		['of no role', {certificatePolicies: '1.2.3.4'}, 'refused'],
	])('%s: %o is %s', (_, bent, status) => {
		const extensions = {
			basicConstraints: 'critical,CA:false',
			keyUsage: 'critical,digitalSignature',
			extendedKeyUsage: `critical,${oid.staffSigning}`,
			certificatePolicies: staffPolicyOid.helper,
			...bent,
		};
		const lines = Object.entries(extensions).filter(([, value]) => value !== '');
		writeFileSync(at('leaf.ext'), lines.map(line => line.join('=')).join('\n'));
		openssl([
			...['x509', '-req', '-in', at('leaf.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-days', '1'],
			...['-sha256', '-extfile', at('leaf.ext'), '-outform', 'DER', '-out', at('leaf.der')],
		]);
		const soon = new Date(Date.now() + 2000);
		const reading = judgeStaffCertificate(readFileSync(at('leaf.der')), {anchors, revokedSerials: []}, soon);
		expect(reading.status).toBe(status);
	});
});

describe('T-21 no staff card is', () => {
	const validity = {notBefore: new Date(now.getTime() - 1000), notAfter: new Date(now.getTime() + 3_600_000)};
	const longer = {notBefore: new Date(now.getTime() - 9000), notAfter: new Date(now.getTime() + 9_000_000)};
	const particulars = {name: 'C=JP, CN=2001', serialNumber: '01', validity, algorithm: receiptAlgorithm};
	const made = (async () => {
		const authority = await issueWindowAuthority({...particulars, name: 'C=JP, CN=Staff', validity: longer});
		return {authority, trust: {anchors: [read(authority.certificate)], revokedSerials: []}};
	})();
	const judged = async (issue: (authority: Credential) => Promise<Credential>, at = now) => {
		const {authority, trust} = await made;
		return judgeStaffCertificate((await issue(authority)).certificate, trust, at);
	};

	test('the control: a card of this authority is one', async () => {
		const reading = await judged(authority => issueStaffCertificate(authority, particulars, 'helper'));
		expect(reading.status).toBe('good');
	});

	test('a card of another authority', async () => {
		const {trust} = await made;
		const der = await cardFile('staff-operator', 'staff.der');
		expect(judgeStaffCertificate(der, trust, now)).toEqual({status: 'refused', fault: 'notStaff'});
	});

	test('a certificate of this authority for another purpose', async () => {
		const reading = await judged(authority =>
			issueWindowSignerCertificate(authority, particulars, 'receiptSigning'),
		);
		expect(reading).toEqual({status: 'refused', fault: 'notStaff'});
	});

	test('a citizen\u2019s certificate, or what is none', async () => {
		for (const der of [await cardFile('valid', 'sign.der'), new Uint8Array(40)]) {
			expect(judgeStaffCertificate(der, await demoTrust(), now)).toEqual({
				status: 'refused',
				fault: 'notStaff',
			});
		}
	});

	test.each([
		['a name', 'C=JP, CN=Yamada Taro'],
		['two numbers', 'C=JP, CN=2001, CN=2002'],
		['nothing', 'C=JP, O=2001'],
	])('one with %s for a number', async (_what, name) => {
		const reading = await judged(authority =>
			issueStaffCertificate(authority, {...particulars, name}, 'helper'),
		);
		expect(reading).toEqual({status: 'refused', fault: 'notStaff'});
	});

	test.each([
		['before its time', -2000],
		['after its time', 3_602_000],
	])('one %s', async (_when, ms) => {
		const reading = await judged(
			authority => issueStaffCertificate(authority, particulars, 'helper'),
			new Date(now.getTime() + ms),
		);
		expect(reading).toEqual({status: 'refused', fault: 'outOfDate'});
	});

	test('one whose number stands in the list of the revoked', async () => {
		const {x509} = await goodCard('staff-operator');
		const trust = {...(await demoTrust()), revokedSerials: [x509.serialNumber]};
		expect(judgeStaffCertificate(x509.der, trust, now)).toEqual({status: 'refused', fault: 'revoked'});
	});
});

describe('a signature of a staff card', () => {
	const key = async (name: string) => createPrivateKey(Buffer.from(await cardFile(name, 'staff.key')));
	const signature = async (name: string, text: string) =>
		new Uint8Array(sign('sha256', Buffer.from(text), await key(name)));

	test('holds for its text and purpose', async () => {
		const card = await goodCard('staff-officer-1');
		const signed = await signature('staff-officer-1', 'madoguchi staff sign-in v1\nabc');
		expect(isStaffSignature(card, 'signIn', 'abc', signed)).toBe(true);
	});

	test('holds for no other text, purpose or card', async () => {
		const card = await goodCard('staff-officer-1');
		const signed = await signature('staff-officer-1', 'madoguchi staff sign-in v1\nabc');
		expect(isStaffSignature(card, 'signIn', 'abd', signed)).toBe(false);
		expect(isStaffSignature(card, 'resetOrder', 'abc', signed)).toBe(false);
		expect(isStaffSignature(await goodCard('staff-officer-2'), 'signIn', 'abc', signed)).toBe(false);
	});
});

describe('the roots of staff cards', () => {
	test('are none where staff have no cards', async () => {
		expect(await loadStaffAnchors(await copyWithout('staff-ca.pem'))).toEqual([]);
	});

	test('may be two while roots are changed', async () => {
		const folder = await copyOfPki();
		writeFileSync(join(folder, 'staff-ca-next.pem'), readFileSync(join(folder, 'receipt-ca.pem')));
		expect(await loadStaffAnchors(folder)).toHaveLength(2);
	});

	test('must be authorities', async () => {
		const folder = await copyOfPki();
		writeFileSync(join(folder, 'staff-ca.pem'), readFileSync(join(folder, 'window-sign.pem')));
		await expect(loadStaffAnchors(folder)).rejects.toThrow(
			/staff-ca\.pem is not the certificate of an authority/,
		);
	});
});

async function copyWithout(name: string): Promise<string> {
	const folder = await copyOfPki();
	rmSync(join(folder, name));
	return folder;
}

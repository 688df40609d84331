import {describe, expect, type TestContext, test} from 'vitest';
import {descent, isWithinValidity} from '../../../src/pki/chain.ts';
import {policies} from '../../../src/pki/extensions.ts';
import {certificatePem} from '../../../src/pki/pem.ts';
import {readX509, type X509} from '../../../src/pki/x509.ts';
import {openssl} from '../../helpers/openssl.ts';
import {suiteFile} from '../../helpers/suites.ts';

/** A case of NIST PKITS 1.0.1; settings are pairs of a name and a list whose first entry begins with the value. */
interface Case {
	readonly number: string;
	readonly name: string;
	/** From the trust anchor to the end entity, with signers of revocation lists between. */
	readonly certs: readonly string[];
	readonly valid: boolean;
	readonly settings: ReadonlyArray<readonly [string, ReadonlyArray<readonly [string, string]>]>;
}

/** Its certificates are valid from 2010 to 2030. */
const now = new Date('2020-06-01T00:00:00Z');

interface Path {
	readonly case: Case;
	readonly files: Readonly<Record<string, Buffer>>;
	readonly root: Buffer;
	readonly endEntity: Buffer;
	readonly all: readonly Buffer[];
}

/**
 * Why a case is not about what we check, read from the case's own data. Our chains have one link, citizens'
 * certificates under roots of JPKI (card-facts 3.1): what authorities say to authorities below never occurs.
 */
const reasons: ReadonlyArray<readonly [reason: string, isSo: (path: Path) => boolean]> = [
	['has DSA keys, which are refused', ({all}) => all.some(hasDsa)],
	[
		'constrains names or policies of authorities below: critical, not understood, refused',
		({all}) => all.some(der => constraintExtensions.some(extension => der.includes(bytes(extension)))),
	],
	[
		'limits the number of authorities on the path, of which ours has none',
		({all}) => all.length > 3 && all.some(hasPathLength),
	],
	[
		'asks for any policy or one of several: we ask for JPKI’s, by its number',
		({case: {settings}, endEntity}) =>
			endEntity.includes(bytes('0604551d2000')) ||
			settings.some(([name]) => name === 'SetInitialExplicitPolicy' || name === 'SetInitialPolicySet') !==
				(policyAskedFor(settings) !== undefined),
	],
	[
		'rests on a revocation list alone: the window issues lists and judges by its own records',
		path => !path.case.valid && isValidToOpenssl(path),
	],
];

/** nameConstraints, policyMappings, policyConstraints, inhibitAnyPolicy (RFC 5280 4.2.1), as DER. */
const constraintExtensions = ['0603551d1e', '0603551d21', '0603551d24', '0603551d36'];

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** id-dsa, RFC 3279 2.3.2. */
function hasDsa(der: Buffer): boolean {
	return der.includes(bytes('06072a8648ce380401'));
}

/** basicConstraints with cA and a number after it. */
function hasPathLength(der: Buffer): boolean {
	return der.includes(bytes('30060101ff0201'));
}

/** The one policy a case asks for; undefined when it asks for none, or more. */
function policyAskedFor(settings: Case['settings']): string | undefined {
	const [[policy = ''] = []] = settings.find(([name]) => name === 'SetInitialPolicySet')?.[1] ?? [];
	const [, number] = /^NIST-test-policy-(\d)$/.exec(policy) ?? [];
	return number && `2.16.840.1.101.3.2.1.48.${number}`;
}

/** openssl's verdict when it looks at no revocation list. */
function isValidToOpenssl({files, root, endEntity}: Path): boolean {
	const args = ['verify', '-attime', String(now.getTime() / 1000), '-CAfile', 'root', '-untrusted', 'others'];
	const others = Object.values(files).map(certificatePem).join('');
	return (
		openssl([...args, 'endEntity'], {
			root: certificatePem(root),
			others,
			endEntity: certificatePem(endEntity),
		}).status === 0
	);
}

function readPath(context: TestContext, one: Case): Path {
	const files = Object.fromEntries(
		one.certs.map(name => [name, suiteFile(context, `pkits/certs/${name}.crt`)]),
	);
	const all = Object.values(files);
	const [root] = all;
	const endEntity = all.at(-1);
	if (!root || !endEntity) throw new Error(`the case ${one.number} has no certificates`);
	return {case: one, files, root, endEntity, all};
}

/** Our verdict: link by link up to the root, each by `descent`, with the policy asked for in the end entity. */
function isSound({case: {settings}, root, endEntity, all}: Path): boolean {
	const [anchor, certificate] = [root, endEntity].map(readX509);
	if (!anchor || !certificate) return false;
	const authorities = all
		.slice(1, -1)
		.map(readX509)
		.filter(authority => authority !== undefined);
	const policy = policyAskedFor(settings);
	return (
		isWithinValidity(certificate, now) &&
		(policy === undefined || policies(certificate).includes(policy)) &&
		descendsFrom(anchor, certificate, authorities)
	);
}

function descendsFrom(anchor: X509, certificate: X509, between: readonly X509[]): boolean {
	return (
		descent(certificate, [anchor], now) === 'verified' ||
		between.some(
			authority =>
				descent(certificate, [authority], now) === 'verified' &&
				descendsFrom(
					anchor,
					authority,
					between.filter(other => other !== authority),
				),
		)
	);
}

describe('T-08 NIST PKITS', () => {
	test('every case that is about what we check is answered as the suite says', context => {
		const cases = JSON.parse(suiteFile(context, 'pkits/cases.json').toString()) as Case[];
		const count = new Map<string, number>();
		const differing: string[] = [];
		const applying = {valid: 0, invalid: 0};

		for (const path of cases.map(one => readPath(context, one))) {
			const reason = reasons.find(([, isSo]) => isSo(path))?.[0];
			if (reason) {
				count.set(reason, (count.get(reason) ?? 0) + 1);
				continue;
			}
			applying[path.case.valid ? 'valid' : 'invalid']++;
			if (isSound(path) !== path.case.valid) differing.push(`${path.case.number} ${path.case.name}`);
		}

		console.info(
			`PKITS: of ${cases.length} cases ${applying.valid} valid and ${applying.invalid} invalid ones apply, ${differing.length} differ`,
		);
		for (const [reason, number] of count) console.info(`PKITS: ${number} do not apply: ${reason}`);
		expect(differing).toEqual([]);
		expect(applying).toEqual({valid: 54, invalid: 16});
	});
});

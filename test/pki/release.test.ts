import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openRelease} from '../../src/pki/release.ts';
import {openssl} from '../helpers/openssl.ts';
import {opensslKeys} from '../helpers/releaseKeys.ts';

// The publisher signs with openssl; what it makes is what must be believed.
let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'release-'));
});
afterAll(() => rmSync(folder, {recursive: true}));

const release = {
	format: 'madoguchi-release',
	version: 1,
	build: '0.1.0',
	commit: '0123456789abcdef0123456789abcdef01234567',
	committedAt: '2026-11-22T02:05:00Z',
	files: [{name: 'madoguchi-terminal', sha256: 'ab'.repeat(32), bytes: 7}],
};
type Kind = Parameters<typeof opensslKeys>[1];

/** A text, signed by openssl with a key of its own. */
function signed(text: string, kind: Kind = 'ed25519', name = 'publisher') {
	const {key, publicKey} = opensslKeys(folder, kind, name);
	const [file, signature] = [join(folder, 'text'), join(folder, 'signature')];
	writeFileSync(file, text);
	openssl(
		kind === 'ed25519'
			? ['pkeyutl', '-sign', '-rawin', '-inkey', key, '-in', file, '-out', signature]
			: ['dgst', '-sha256', '-sign', key, '-out', signature, file],
	);
	return {
		text: new TextEncoder().encode(text),
		signature: new Uint8Array(readFileSync(signature)),
		publicKey: readFileSync(publicKey, 'utf8'),
	};
}

const opened = ({text, signature, publicKey}: ReturnType<typeof signed>) =>
	openRelease(text, signature, publicKey);

test.each<Kind>(['ed25519', 'p256'])('a release that %s signed is read', kind => {
	expect(opened(signed(JSON.stringify(release), kind))).toEqual(release);
});

test.each<Kind>(['p384', 'rsa'])('a key of %s signs no release', kind => {
	expect(opened(signed(JSON.stringify(release), kind))).toBeUndefined();
});

test('another publisher’s release, or one that was bent, is none', () => {
	const ours = signed(JSON.stringify(release));
	const theirs = signed(JSON.stringify(release), 'ed25519', 'stranger');
	expect(opened({...ours, publicKey: theirs.publicKey})).toBeUndefined();
	expect(opened({...ours, text: ours.text.map((byte, at) => (at === 20 ? byte ^ 1 : byte))})).toBeUndefined();
	expect(opened({...ours, publicKey: 'no key'})).toBeUndefined();
	expect(opened({...ours, signature: new Uint8Array()})).toBeUndefined();
});

test.each<[string, unknown]>([
	['no JSON', '{'],
	['null', null],
	['another format', {...release, format: 'madoguchi'}],
	['another version', {...release, version: 2}],
	['no build', {...release, build: undefined}],
	['a build of a number', {...release, build: 1}],
	['no commit', {...release, commit: undefined}],
	['a commit in a list', {...release, commit: [release.commit]}],
	['a commit after something', {...release, commit: ` ${release.commit}`}],
	['a commit before something', {...release, commit: `${release.commit}0`}],
	['no files', {...release, files: undefined}],
	['files that are no list', {...release, files: {0: release.files[0]}}],
	['a file that is none', {...release, files: [null]}],
	['a file with a path', {...release, files: [{...release.files[0], name: '../madoguchi'}]}],
	['a file without a name', {...release, files: [{...release.files[0], name: ''}]}],
	['a sum after something', {...release, files: [{...release.files[0], sha256: ` ${'ab'.repeat(32)}`}]}],
	['a sum before something', {...release, files: [{...release.files[0], sha256: `${'ab'.repeat(32)}0`}]}],
	['one file without a sum among others', {...release, files: [...release.files, {name: 'x'}]}],
])('what says %s is no release, whoever signed it', (_, said) => {
	expect(opened(signed(typeof said === 'string' ? said : JSON.stringify(said)))).toBeUndefined();
});

import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {openRelease, type Release} from '../../src/pki/release.ts';

/**
 * Signs the `release.json` of a folder with a key that openssl can reach; the key is never read here.
 * @throws Error with what openssl says.
 */
export async function signRelease(folder: string, key: string): Promise<void> {
	const release = join(folder, 'release.json');
	const {commit}: Release = JSON.parse(await readFile(release, 'utf8'));
	if (commit.endsWith('-changed'))
		throw new Error('the tree had changes that no commit holds: commit, build again');
	const {exitCode, stderr} = Bun.spawnSync([
		...['openssl', 'pkeyutl', '-sign', '-rawin', '-inkey', key],
		...['-in', release, '-out', `${release}.sig`],
	]);
	if (exitCode !== 0) throw new Error(`openssl did not sign: ${stderr.toString().trim()}`);
}

/** The release of a folder, if the holder of the public key signed it and `sha256sum -c` finds every file as listed. */
export async function verifyRelease(folder: string, publicKey: string): Promise<Release | undefined> {
	const [text, signature, key] = await Promise.all([
		readFile(join(folder, 'release.json')),
		readFile(join(folder, 'release.json.sig')),
		readFile(publicKey, 'utf8'),
	]);
	const release = openRelease(text, signature, key);
	if (!release) return undefined;
	const list = release.files.map(({name, sha256}) => `${sha256}  ${name}\n`).join('');
	const sums = Bun.spawnSync(['sha256sum', '--check', '--strict', '--status'], {
		cwd: folder,
		stdin: Buffer.from(list),
	});
	return sums.exitCode === 0 ? release : undefined;
}

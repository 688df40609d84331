import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {type Commit, makeRelease, programName} from './release/release.ts';
import {signRelease, verifyRelease} from './release/signature.ts';

const usage = `bun run release [--twice] [--out DIR]           builds dist/release from the present commit
bun run release sign --key FILE [--out DIR]     signs it; the private key, Ed25519 or P-256, stays with openssl
bun run release verify --key FILE [--out DIR]   checks signature and sums with the public key

--twice builds it a second time and compares: two builds of one commit are equal to the byte.`;

const root = join(import.meta.dirname, '..');

/** The commit that is checked out; a tree with changes of its own is named so, and cannot be signed. */
function presentCommit(): Commit {
	const git = (...args: string[]) =>
		Bun.spawnSync(['git', ...args], {cwd: root})
			.stdout.toString()
			.trim();
	const changes = git('status', '--porcelain') === '' ? '' : '-changed';
	return {
		commit: git('rev-parse', 'HEAD') + changes,
		committedAt: new Date(git('show', '-s', '--format=%cI', 'HEAD')).toISOString(),
	};
}

async function main(): Promise<number> {
	const {values, positionals} = parseArgs({
		allowPositionals: true,
		options: {
			key: {type: 'string'},
			out: {type: 'string', default: join(root, 'dist/release')},
			twice: {type: 'boolean', default: false},
			help: {type: 'boolean', default: false},
		},
	});
	const [action = 'build'] = positionals;
	const {key, out, twice} = values;
	if (values.help) {
		console.log(usage);
		return 0;
	}
	if (action === 'build') {
		const commit = presentCommit();
		const {files} = await makeRelease(out, commit);
		console.log(`${out}: commit ${commit.commit}`);
		if (twice) {
			// Of the same name: the binary carries it.
			const again = join(root, 'dist/release-again');
			await makeRelease(again, commit);
			const [one, other] = await Promise.all(
				[out, again].map(folder => readFile(join(folder, 'SHA256SUMS'), 'utf8')),
			);
			if (one !== other) {
				console.error(`the builds differ: compare ${out} with ${again}`);
				return 1;
			}
			console.log('built twice, equal to the byte');
		}
		for (const {name, sha256, bytes} of files) console.log(`${sha256}  ${name}  ${bytes} bytes`);
		return 0;
	}
	if (key === undefined || (action !== 'sign' && action !== 'verify')) {
		console.error(usage);
		return 2;
	}
	if (action === 'sign') {
		await signRelease(out, key);
		console.log(`${join(out, 'release.json.sig')}: install it beside ${programName}`);
		return 0;
	}
	const release = await verifyRelease(out, key);
	console.log(release ? `signed: ${release.build}, commit ${release.commit}` : 'not what was signed');
	return release ? 0 : 1;
}

process.exit(await main());

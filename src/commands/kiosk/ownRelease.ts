import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Realm} from '../../pki/realm.ts';
import {openRelease} from '../../pki/release.ts';

/** What is known of the program that runs. */
export type OwnRelease =
	/** The publisher signed exactly this program. */
	| {readonly status: 'genuine'; readonly build: string; readonly commit: string}
	/** No signed release lies beside it: it was built here. */
	| {readonly status: 'unsigned'}
	| {readonly status: 'wrong'; readonly why: 'noKey' | 'signature' | 'program' | 'unreadable'};

/** The program that runs this. */
export const ownProgram = {execPath: process.execPath, running: '/proc/self/exe'} as const;

export interface OwnReleaseParts {
	/** The running program's own name and place; its release lies in the same folder. */
	readonly execPath: string;
	/** The very file that runs, which may have been replaced under its name since: `/proc/self/exe`. */
	readonly running: string;
	/** The folder of what is trusted; the publisher's public key is `release.pem` in it. */
	readonly pki: string;
}

/**
 * Examines the running program as the manual's client examines its own signature (S004-026). It reads the whole file: once
 * after the start is enough (decision 0021). Never rejects.
 */
export async function examineOwnRelease(parts: OwnReleaseParts): Promise<OwnRelease> {
	try {
		return await examine(parts);
	} catch {
		return {status: 'wrong', why: 'unreadable'};
	}
}

async function examine({execPath, running, pki}: OwnReleaseParts): Promise<OwnRelease> {
	const folder = dirname(execPath);
	const [text, signature] = await Promise.all(
		['release.json', 'release.json.sig'].map(name => bytesOf(join(folder, name))),
	);
	if (!text || !signature) return {status: 'unsigned'};
	const key = await bytesOf(join(pki, 'release.pem'));
	if (!key) return {status: 'wrong', why: 'noKey'};
	const release = openRelease(text, signature, key.toString());
	if (!release) return {status: 'wrong', why: 'signature'};
	const program = release.files.find(({name}) => name === basename(execPath));
	if (program?.sha256 !== (await sha256Of(running))) return {status: 'wrong', why: 'program'};
	for (const {name, sha256} of release.files) {
		// Of what else was released only that counts that lies here, such as the reader's addon.
		const isHere = name !== program.name && (await isFile(join(folder, name)));
		if (isHere && (await sha256Of(join(folder, name))) !== sha256) return {status: 'wrong', why: 'program'};
	}
	return {status: 'genuine', build: release.build, commit: release.commit};
}

/** Whether a program may serve: a wrong one never, one without a signed release where nothing real is trusted. */
export function isAccepted({status}: OwnRelease, realm: Realm): boolean {
	return status === 'genuine' || (status === 'unsigned' && realm === 'demo');
}

/** Undefined when there is no such file; one that cannot be read is not taken for none. */
async function bytesOf(path: string): Promise<Buffer | undefined> {
	return readFile(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	});
}

async function isFile(path: string): Promise<boolean> {
	return stat(path).then(
		found => found.isFile(),
		() => false,
	);
}

/** In pieces, so that keys and frames are served between them. */
async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path, {highWaterMark: 1 << 20})) hash.update(piece);
	return hash.digest('hex');
}

import {randomBytes} from 'node:crypto';
import {mkdir, open, rename, rm, stat} from 'node:fs/promises';
import {dirname, join} from 'node:path';

/** How the name of a file ends that is not in its place yet; a crash may leave one behind. */
export const temporarySuffix = '.tmp';

/**
 * Writes a file so that a reader, or a power cut, meets the old content or the new and never a part:
 * temporary file, fsync, rename, fsync of the folder. Mode 0600; written by root, it belongs to the folder's owner.
 * Missing folders are made, mode 0700.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
	const folder = dirname(path);
	await makeFolder(folder);
	const temporary = temporaryName(path);
	try {
		await writeThrough(temporary, content);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, {force: true});
		throw error;
	}
	await syncFolder(folder);
}

/**
 * Puts a whole folder in place at once: it is written beside its place and renamed, so that it is
 * there complete or not at all. Throws when a folder that holds anything stands in its place.
 * @param files content by path relative to the folder, with `/` between parts
 */
export async function writeFolderAtomically(
	path: string,
	files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> {
	const parent = dirname(path);
	await makeFolder(parent);
	const temporary = temporaryName(path);
	try {
		const folders = new Set([temporary]);
		await makeFolder(temporary);
		for (const [name, content] of files) {
			const file = join(temporary, name);
			const folder = dirname(file);
			if (!folders.has(folder)) await makeFolder(folder);
			folders.add(folder);
			await writeThrough(file, content);
		}
		for (const folder of folders) await syncFolder(folder);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, {recursive: true, force: true});
		throw error;
	}
	await syncFolder(parent);
}

/** Makes a folder and those above it that are missing, mode 0700. */
export async function makeFolder(path: string): Promise<void> {
	await mkdir(path, {recursive: true, mode: 0o700});
}

async function writeThrough(path: string, content: string | Uint8Array): Promise<void> {
	const file = await open(path, 'wx', 0o600);
	try {
		await file.writeFile(content);
		// What an engineer writes as root into the kiosk's folder is the kiosk's to read.
		if (process.getuid?.() === 0) {
			const {uid, gid} = await stat(dirname(path));
			await file.chown(uid, gid);
		}
		await file.sync();
	} finally {
		await file.close();
	}
}

/** Without this a rename may be undone by a power cut: the entry lives in the folder, not in the file. */
async function syncFolder(path: string): Promise<void> {
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

function temporaryName(path: string): string {
	return `${path}.${randomBytes(6).toString('hex')}${temporarySuffix}`;
}

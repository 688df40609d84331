import {readdir, readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {makeFolder, temporarySuffix, writeFileAtomically} from '../files/atomic.ts';
import type {Expectation} from './client.ts';
import {isInquiry} from './protocol.ts';

/** What waits for a receipt, and the files that cannot be read as such. */
export interface OutboxContent {
	/** The oldest first. */
	readonly entries: readonly Expectation[];
	/** Names of files that are torn or not ours: for staff, never a reason to stop. */
	readonly unreadable: readonly string[];
}

/** Requests that were, or may have been, sent and have no receipt yet. It holds no personal data. */
export interface Outbox {
	/**
	 * Notes a request before it is sent; on disk when this resolves.
	 * @returns false when the same document is already noted: it must not be sent again
	 * @throws the file system's error; then nothing may be sent
	 */
	add(entry: Expectation): Promise<boolean>;
	/** Removes a request whose receipt is believed. */
	strike(entry: Expectation): Promise<void>;
	list(): Promise<OutboxContent>;
}

/** The outbox in a folder, one small JSON file a request; the folder is made at first use. */
export function openOutbox(folder: string): Outbox {
	return {
		add: async entry => {
			const path = join(folder, fileName(entry));
			if (await Bun.file(path).exists()) return false;
			const {requestId, procedure, digest, sentAt} = entry;
			await writeFileAtomically(path, JSON.stringify({requestId, procedure, digest, sentAt}));
			return true;
		},
		// Not synchronised: a power cut that brings the file back costs one more inquiry, which is answered alike.
		strike: entry => rm(join(folder, fileName(entry)), {force: true}),
		list: async () => {
			await makeFolder(folder);
			const entries: Expectation[] = [];
			const unreadable: string[] = [];
			for (const name of (await readdir(folder)).sort()) {
				// A note that a crash cut off: its document was never sent.
				if (name.endsWith(temporarySuffix)) continue;
				const entry = await readEntry(join(folder, name));
				if (entry && fileName(entry) === name) entries.push(entry);
				else unreadable.push(name);
			}
			return {entries: entries.sort((a, b) => Date.parse(a.sentAt) - Date.parse(b.sentAt)), unreadable};
		},
	};
}

/** Named by the digest: file names reach listings and backups, where the secret requestId must not be (T-02). */
function fileName({digest}: Expectation): string {
	return `${digest}.json`;
}

async function readEntry(path: string): Promise<Expectation | undefined> {
	try {
		const {sentAt, ...inquiry} = JSON.parse(await readFile(path, 'utf8'));
		return isInquiry(inquiry) && typeof sentAt === 'string' && !Number.isNaN(Date.parse(sentAt))
			? {...inquiry, sentAt}
			: undefined;
	} catch {
		return undefined;
	}
}

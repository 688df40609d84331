import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {writeFileAtomically} from '../../files/atomic.ts';

/**
 * Copies the journals into one file for support, `export/journal-DATE.jsonl` of the state folder; a journal holds no
 * secret and nothing personal (T-17), and several in one file play one after the other. Answers with the file's path.
 * @param source the journal's file or folder; nothing where none is written
 */
export async function exportJournal(state: string, source: string | undefined, now: Date): Promise<string> {
	const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
	const path = join(state, 'export', `journal-${stamp}.jsonl`);
	const files = source === undefined ? [] : await filesAt(source);
	const texts = await Promise.all(files.map(file => readFile(file, 'utf8')));
	// A journal that was cut off ends within a line.
	await writeFileAtomically(path, texts.map(text => (text.endsWith('\n') ? text : `${text}\n`)).join(''));
	return path;
}

async function filesAt(source: string): Promise<string[]> {
	try {
		const names = await readdir(source);
		return names
			.filter(name => name.endsWith('.jsonl'))
			.sort()
			.map(name => join(source, name));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [source];
		throw error;
	}
}

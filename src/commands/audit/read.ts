import {readFile, stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {type AuditFile, readAuditFiles} from '../../audit/files.ts';
import {SetUpError, UsageError} from '../command.ts';

/** The files of an audit that was named on the command line. */
export interface NamedAudit {
	readonly files: readonly AuditFile[];
	/** Whether one file was named alone, whose beginning may lie in another. */
	readonly isExcerpt: boolean;
}

/** Reads a folder or a file. Throws UsageError without a name, SetUpError for what cannot be read. */
export async function readAudit(path: string | undefined): Promise<NamedAudit> {
	if (path === undefined) throw new UsageError('FILE or DIR is missing');
	try {
		if (!(await stat(path)).isDirectory()) {
			return {files: [{name: basename(path), bytes: await readFile(path)}], isExcerpt: true};
		}
		const files = await readAuditFiles(path);
		if (files.length > 0) return {files, isExcerpt: false};
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		throw new SetUpError(`${path} cannot be read (${code}): name the folder audit of a state folder`);
	}
	throw new SetUpError(`${path} holds no audit: name the folder audit of a state folder`);
}

import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import type {TerminalCredential} from '../../src/window/exchange.ts';

/** A client's certificate with its serial number as openssl tells it. */
export interface ClientFiles extends TerminalCredential {
	readonly serialNumber: string;
}

export interface ClientAuthority {
	/** PEM text. */
	readonly certificate: string;
	issue(options?: {readonly days?: string; readonly usage?: string}): ClientFiles;
}

let folder: string | undefined;

afterAll(() => {
	if (folder) rmSync(folder, {recursive: true, force: true});
});

/** An authority that enrols clients, made by openssl. */
export function clientAuthority(name: string): ClientAuthority {
	folder ??= mkdtempSync(join(tmpdir(), 'madoguchi-clients-'));
	const into = mkdtempSync(join(folder, 'ca-'));
	const path = (file: string) => join(into, file);
	const openssl = (...args: string[]) => execFileSync('openssl', args, {stdio: 'pipe', cwd: into}).toString();
	const newKey = (file: string) => [
		'-newkey',
		'ec',
		'-pkeyopt',
		'ec_paramgen_curve:P-256',
		'-nodes',
		'-keyout',
		file,
	];
	openssl('req', '-x509', ...newKey('ca.key'), '-subj', `/CN=${name}`, '-days', '3', '-out', 'ca.pem');
	let issued = 0;
	return {
		certificate: readFileSync(path('ca.pem'), 'utf8'),
		issue: ({days = '3', usage = 'clientAuth'} = {}) => {
			const client = `client${issued++}`;
			openssl('req', ...newKey(`${client}.key`), '-subj', `/CN=${client}`, '-out', `${client}.csr`);
			writeFileSync(path('ext'), `extendedKeyUsage=${usage}\n`);
			openssl(
				...['x509', '-req', '-in', `${client}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
				...['-days', days, '-extfile', 'ext', '-out', `${client}.pem`],
			);
			const serialNumber = openssl('x509', '-in', `${client}.pem`, '-noout', '-serial').trim().slice(7);
			return {
				certificate: readFileSync(path(`${client}.pem`), 'utf8'),
				key: readFileSync(path(`${client}.key`), 'utf8'),
				serialNumber,
			};
		},
	};
}

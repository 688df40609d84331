import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';

/** A server's key and certificate as PEM text, and the certificate's file for openssl. */
export interface ServerFiles {
	readonly key: string;
	readonly cert: string;
	readonly certFile: string;
}

interface TlsFiles {
	/** The authority that kiosks pin. */
	readonly ca: string;
	readonly otherCa: string;
	readonly otherCaFile: string;
	readonly localhost: ServerFiles;
	readonly otherHost: ServerFiles;
	readonly expired: ServerFiles;
	readonly notYetValid: ServerFiles;
	readonly selfSigned: ServerFiles;
	readonly fromOtherCa: ServerFiles;
}

let made: TlsFiles | undefined;
let folder: string | undefined;

/** Certificates for servers on loopback, made by openssl once a test file. */
export function tlsFiles(): TlsFiles {
	made ??= make();
	return made;
}

afterAll(() => {
	if (folder) rmSync(folder, {recursive: true, force: true});
});

function make(): TlsFiles {
	const into = mkdtempSync(join(tmpdir(), 'madoguchi-tls-'));
	folder = into;
	const path = (name: string) => join(into, name);
	const read = (name: string) => readFileSync(path(name), 'utf8');
	const newKey = (name: string) =>
		['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout'].concat(path(`${name}.key`));
	const authority = (name: string) => {
		const subject = ['-subj', '/C=JP/O=Test, Office/CN=TLS root', '-addext', 'keyUsage=critical,keyCertSign'];
		openssl('req', '-x509', ...newKey(name), ...subject, '-days', '3', '-out', path(`${name}.pem`));
	};
	const filesOf = (name: string, key = name): ServerFiles => ({
		key: read(`${key}.key`),
		cert: read(`${name}.pem`),
		certFile: path(`${name}.pem`),
	});
	const server = (name: string, ca: string, altNames: string, days: string): ServerFiles => {
		openssl('req', ...newKey(name), '-subj', '/C=JP/O=窓口/CN=window', '-utf8', '-out', path(`${name}.csr`));
		writeFileSync(path(`${name}.ext`), `subjectAltName=${altNames}\n`);
		const signer = ['-CA', path(`${ca}.pem`), '-CAkey', path(`${ca}.key`), '-CAcreateserial'];
		const certificate = ['-days', days, '-extfile', path(`${name}.ext`), '-out', path(`${name}.pem`)];
		openssl('x509', '-req', '-in', path(`${name}.csr`), ...signer, ...certificate);
		return filesOf(name);
	};
	/** The only command of openssl that takes a beginning, since its version 1. */
	const later = (name: string, ca: string): ServerFiles => {
		writeFileSync(path('index'), '');
		writeFileSync(path('serial'), '01');
		const policy = '[p]\ncommonName=supplied\norganizationName=optional\ncountryName=optional\n';
		const section = `[d]\ndatabase=${path('index')}\nserial=${path('serial')}\nnew_certs_dir=${into}\ndefault_md=sha256\npolicy=p\n`;
		writeFileSync(path('ca.cnf'), `[ca]\ndefault_ca=d\n${section}${policy}`);
		const signer = ['-cert', path(`${ca}.pem`), '-keyfile', path(`${ca}.key`), '-config', path('ca.cnf')];
		const dates = ['-startdate', '20990101000000Z', '-enddate', '20991231000000Z'];
		const request = ['-in', path('localhost.csr'), '-extfile', path('localhost.ext')];
		openssl('ca', '-batch', '-notext', ...signer, ...dates, ...request, '-out', path(`${name}.pem`));
		return filesOf(name, 'localhost');
	};
	const selfSigned = (name: string, altNames: string): ServerFiles => {
		const subject = ['-subj', '/CN=window', '-addext', `subjectAltName=${altNames}`];
		openssl('req', '-x509', ...newKey(name), ...subject, '-days', '3', '-out', path(`${name}.pem`));
		return filesOf(name);
	};
	authority('ca');
	authority('otherCa');
	const loopback = 'DNS:localhost,IP:127.0.0.1';
	return {
		ca: read('ca.pem'),
		otherCa: read('otherCa.pem'),
		otherCaFile: path('otherCa.pem'),
		localhost: server('localhost', 'ca', loopback, '3'),
		otherHost: server('otherHost', 'ca', 'DNS:elsewhere.example', '3'),
		expired: server('expired', 'ca', loopback, '-1'),
		notYetValid: later('notYetValid', 'ca'),
		selfSigned: selfSigned('selfSigned', loopback),
		fromOtherCa: server('fromOtherCa', 'otherCa', loopback, '3'),
	};
}

function openssl(...args: string[]): void {
	execFileSync('openssl', args, {stdio: 'pipe'});
}

import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {jpkiDriver} from '../src/card/jpki.ts';
import {quantile} from './quantile.ts';
import {type Met, openVirtualDesk, type VirtualDesk} from './virtualDesk.ts';

/**
 * Reads the signing certificate of the same virtual card so many times by our driver and by OpenSC's, and prints
 * commands, bytes and time. OpenSC's time is a program's, start to end; ours has both visits, look and import.
 * @returns whether we need fewer commands and bytes from the SELECT of the password file to the last byte
 */
export async function cost(runs: number): Promise<boolean> {
	const desk = await openVirtualDesk();
	const configuration = await mkdtemp(join(tmpdir(), 'opensc-'));
	try {
		const file = join(configuration, 'opensc.conf');
		// Any other driver would be asked first, and would ask the card.
		await writeFile(file, 'app default {\n\tcard_drivers = jpki;\n}\n');
		const ours = await measure(desk, runs, () => importByUs(desk));
		const theirs = await measure(desk, runs, () => importByOpenSc(desk, file));
		console.table({
			ours: row(ours),
			'OpenSC, jpki driver only': row(theirs),
		});
		return ours.stretch.commands < theirs.stretch.commands && ours.stretch.bytes < theirs.stretch.bytes;
	} finally {
		await rm(configuration, {recursive: true});
		await desk.close();
	}
}

interface Count {
	readonly commands: number;
	readonly bytes: number;
}

interface Measured {
	/** From the SELECT before the VERIFY to the last command. */
	readonly stretch: Count;
	/** Everything before: recognition, realm, same card, tries. */
	readonly before: Count;
	readonly ms: readonly number[];
}

async function measure(desk: VirtualDesk, runs: number, read: () => Promise<void>): Promise<Measured> {
	const ms: number[] = [];
	let [stretch, before]: readonly Met[][] = [[], []];
	for (let run = 0; run < runs; run++) {
		await desk.insert();
		const began = performance.now();
		await read();
		ms.push(performance.now() - began);
		const from = desk.met.findIndex(({ins, sentBytes}) => ins === 0x20 && sentBytes > 5) - 1;
		[before, stretch] = [desk.met.slice(0, from), desk.met.slice(from)];
		await desk.pull();
	}
	return {stretch: count(stretch ?? []), before: count(before ?? []), ms};
}

function count(met: readonly Met[]): Count {
	const bytes = met.reduce((sum, {sentBytes, receivedBytes}) => sum + sentBytes + receivedBytes, 0);
	return {commands: met.length, bytes};
}

async function importByUs({reader, password}: VirtualDesk): Promise<void> {
	const driver = jpkiDriver(reader);
	const admits = () => true;
	const look = await driver.look({admits});
	if (look.status !== 'ready') throw new Error(look.status);
	const takePassword = (write: (bytes: Uint8Array) => void) => {
		write(new TextEncoder().encode(password));
		return true;
	};
	const login = await driver.verify(takePassword, {admits, same: look.identity});
	if (login.status !== 'verified') throw new Error(login.status);
	const certificate = await login.visit.readCertificate();
	await login.visit.end();
	if (certificate.status !== 'read') throw new Error(certificate.status);
}

async function importByOpenSc({password, readerName}: VirtualDesk, configuration: string): Promise<void> {
	const child = Bun.spawn(
		[
			...['pkcs15-tool', '--reader', readerName, '--read-certificate', '02'],
			...['--verify-pin', '--auth-id', '02', '--pin', password],
		],
		{
			env: {...process.env, OPENSC_CONF: configuration},
			stdin: 'ignore',
			stdout: 'ignore',
			stderr: 'pipe',
		},
	);
	if ((await child.exited) !== 0) throw new Error(await new Response(child.stderr).text());
}

function row({stretch, before, ms}: Measured) {
	return {
		'password to certificate: commands': stretch.commands,
		bytes: stretch.bytes,
		'before it: commands': before.commands,
		'its bytes': before.bytes,
		'time p50 (ms)': quantile(ms, 0.5).toFixed(1),
	};
}

import {Database} from 'bun:sqlite';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as after} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {drawUpApplication} from '../../src/pki/application.ts';
import {readSigningCertificate} from '../../src/pki/certificate.ts';
import {issueSigningCertificate} from '../../src/pki/jpkiProfile.ts';
import {policyOid} from '../../src/pki/oids.ts';
import {certificatePem} from '../../src/pki/pem.ts';
import {signApplication} from '../../src/pki/signedApplication.ts';
import {signWith} from '../../src/pki/softwareKey.ts';
import {defaultSettings} from '../../src/settings/settings.ts';
import {citizen} from '../helpers/citizen.ts';
import {around, rootNamed, rsaKeys} from '../helpers/citizenUnder.ts';
import {stateFolder} from '../helpers/headlessKiosk.ts';
import {copyOfPki} from '../helpers/pki.ts';
import {newRequestId} from '../window/fakes.ts';
import {readLines} from './fixture/lines.ts';
import {contradictions} from './station.ts';

const program = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const kioskProgram = join(import.meta.dirname, 'fixture', 'kiosk.ts');
/** Kills are spread over this long after the sending began: a delivery takes 30 to 150 ms, by the machine's load. */
const killedWithinMs = 150;
const runs = 50;

/** Numbers from 0 to 1 that are the same at each run (mulberry32). */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A PKI folder that also trusts a root of this test, and revocations of so many different certificates under it. */
async function manyRevocations(count: number) {
	const pki = await copyOfPki();
	const now = new Date();
	const authority = rootNamed('JPKI-DEMO-OTHER', '01', now);
	writeFileSync(join(pki, 'anchors', 'other.pem'), certificatePem(authority.certificate));
	const keys = rsaKeys();
	const folder = stateFolder();
	const parcels = [];
	for (let nth = 0; nth < count; nth++) {
		const holder = {
			serialNumber: (0x1000 + nth).toString(16).toUpperCase(),
			subject: [['commonName', '20260101000000A']],
			distributionPoint: [['commonName', 'CRL1']],
			validity: around(now, 10, 100),
			publicKey: keys.publicKey,
		} as const;
		const read = readSigningCertificate(
			issueSigningCertificate(authority, holder, citizen, policyOid.signingTest),
		);
		if (read.status !== 'read') throw new Error('the certificate of the test cannot be read');
		const requestId = newRequestId();
		const application = drawUpApplication({
			procedure: 'revocation',
			addressee: defaultSettings.addressee,
			certificate: read.certificate,
			requestId,
			createdAt: now,
		});
		const signing = await signApplication(application, read.certificate, now, signWith(keys.privateKey));
		if (signing.status !== 'signed') throw new Error('the application of the test was not signed');
		const file = join(folder, `${nth}.json`);
		const cms = signing.signedData.toBase64();
		writeFileSync(file, JSON.stringify({requestId, procedure: 'revocation', cms}));
		parcels.push({requestId, file});
	}
	return {pki, parcels};
}

function spawnWindow(pki: string, store: string, port: number) {
	const options = ['--pki', pki, '--listen', `127.0.0.1:${port}`, '--store', `sqlite:${store}`];
	const rates = ['--rate-terminal', '100000', '--rate-all', '100000'];
	const child = Bun.spawn([process.execPath, program, 'window', ...options, ...rates], {
		stdin: 'ignore',
		stdout: 'pipe',
		stderr: 'inherit',
	});
	return {child, printed: readLines(child)};
}

function spawnKiosk(...args: string[]) {
	const child = Bun.spawn([process.execPath, kioskProgram, ...args], {
		stdin: 'ignore',
		stdout: 'pipe',
		stderr: 'inherit',
	});
	return {child, printed: readLines(child)};
}

test('T-01 kiosk and window killed with SIGKILL at random points agree on every application in the end', async () => {
	const random = seeded(28_875);
	const {pki, parcels} = await manyRevocations(runs);
	const folder = stateFolder();
	const outbox = join(folder, 'outbox');
	const store = join(folder, 'store.sqlite');
	const shown = new Map<string, string[]>();
	const hear = (lines: readonly Record<string, unknown>[]) => {
		for (const line of lines) {
			if ('shown' in line)
				shown.set(String(line.of), [...(shown.get(String(line.of)) ?? []), String(line.shown)]);
		}
	};
	const killed = {kiosks: new Set<string>(), windows: 0};

	let window = spawnWindow(pki, store, 0);
	onTestFinished(() => window.child.kill('SIGKILL'));
	const url = String((await window.printed.line('listening')).listening);
	for (const {requestId, file} of parcels) {
		const kiosk = spawnKiosk(pki, outbox, url, file);
		await kiosk.printed.line('sending');
		await after(random() * killedWithinMs);
		const who = random();
		if (who < 2 / 3) {
			if (kiosk.child.exitCode === null) killed.kiosks.add(requestId);
			kiosk.child.kill('SIGKILL');
		}
		if (who > 1 / 3) {
			killed.windows++;
			window.child.kill('SIGKILL');
			await window.child.exited;
			window = spawnWindow(pki, store, Number(new URL(url).port));
			await window.printed.line('listening');
		}
		await kiosk.child.exited;
		await kiosk.printed.ended;
		hear(kiosk.printed.lines);
	}
	const last = spawnKiosk(pki, outbox, url);
	await last.printed.ended;
	hear(last.printed.lines);

	expect(last.printed.lines.at(-1)).toEqual({waiting: 0});
	const entered = enteredBy(store);
	const wrong = parcels.flatMap(({requestId}) =>
		contradictions((shown.get(requestId) ?? []) as never, entered.get(requestId) ?? 0),
	);
	expect(wrong).toEqual([]);
	// Only a kill between striking out and showing may leave an accepted request that nobody hears of.
	const unheard = [...entered.keys()].filter(requestId => !shown.has(requestId));
	expect(unheard.filter(requestId => !killed.kiosks.has(requestId))).toEqual([]);
	// The kills fell on both, some before the window had entered the request and some after.
	expect(killed.kiosks.size).toBeGreaterThan(0);
	expect(killed.windows).toBeGreaterThan(0);
	expect(entered.size).toBeGreaterThan(0);
	expect([...shown.values()].filter(([result]) => result === 'not-received').length).toBeGreaterThan(0);
}, 240_000);

/** How many revocations were entered under each request. */
function enteredBy(store: string): Map<string, number> {
	const database = new Database(store);
	try {
		const rows = database
			.query<{id: string; count: number}, []>(
				'SELECT request_id AS id, count(*) AS count FROM revocations WHERE request_id IS NOT NULL GROUP BY request_id',
			)
			.all();
		return new Map(rows.map(({id, count}) => [id, count]));
	} finally {
		database.close();
	}
}

import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {type AuditTrail, openAudit} from '../../src/audit/trail.ts';
import {audit as auditCommand} from '../../src/commands/audit.ts';
import {startAuditUpkeep} from '../../src/commands/kiosk/auditUpkeep.ts';
import {window as windowCommand} from '../../src/commands/window.ts';
import {believeReceipt} from '../../src/pki/receipt.ts';
import {believeSeenHeads} from '../../src/pki/seenHeads.ts';
import {loadTrust} from '../../src/pki/trust.ts';
import {createClient, sayHead} from '../../src/window/client.ts';
import {openRegistry} from '../../src/window/registry.ts';
import {demoPki} from '../helpers/pki.ts';
import {printed} from '../helpers/printed.ts';
import {issueReceiptSigner} from '../helpers/receiptSigner.ts';
import {type RealWindow, realWindow} from './realWindow.ts';
import {testFolder} from './testWindow.ts';

const now = () => new Date();

/** A terminal's audit before the demo PKI's own window. */
async function terminal(window?: RealWindow) {
	const {url, logged, store} = window ?? (await realWindow());
	const pki = await demoPki();
	const trust = await loadTrust(pki);
	const state = testFolder();
	const site = {url, ca: trust.tlsCa, allowedHosts: ['127.0.0.1']};
	const receipts = {anchors: trust.receiptAnchors, revokedSerials: []};
	const audit = await openAudit({state, now});
	onTestFinished(() => audit.close());
	return {url, logged, store, pki, state, site, receipts, audit};
}

/** Nothing waits: the window is asked once, when the upkeep begins. */
const never = () => () => undefined;

function add(audit: AuditTrail, lines = 1): void {
	for (let i = 0; i < lines; i++) audit.note({kind: 'clockStepped', seconds: i});
}

const first = (state: string) => join(state, 'audit', '000001.jsonl');
const cutTail = async (state: string, lines: number) => {
	const kept = (await readFile(first(state), 'utf8')).split('\n').slice(0, -lines - 1);
	await writeFile(first(state), `${kept.join('\n')}\n`);
};

describe('T-22: the window', () => {
	test('countersigns a head, for this purpose alone', async () => {
		const {site, audit, receipts} = await terminal();
		add(audit);
		const head = audit.signedHead();

		const answer = await sayHead(site, head, 5000);

		if (answer.status !== 'seen') throw new Error(answer.status);
		const seen = believeSeenHeads(answer.countersigned, receipts, now());
		expect(seen).toMatchObject({key: head.key, heads: [{count: head.count, hash: head.hash}]});
		// Of the right shape or not: what counts is that its signer may not sign receipts.
		const expectation = {
			requestId: '',
			procedure: 'revocation',
			digest: '',
			sentAt: now(),
			now: now(),
		} as const;
		expect(
			believeReceipt(answer.countersigned, {...expectation, allowedSkewMs: 60_000}, receipts),
		).toBeUndefined();
	});

	test('keeps every head that came with a request', async () => {
		const {url, site, audit} = await terminal();
		const client = createClient({
			...site,
			url,
			auditHead: () => audit.signedHead(),
			deadlines: {aliveMs: 5000, submitMs: 5000, inquireMs: 5000},
			now,
			believe: async () => undefined,
		});
		await client.alive();
		add(audit);
		await client.alive();

		const answer = await sayHead(site, audit.signedHead(), 5000);

		if (answer.status !== 'seen') throw new Error(answer.status);
		const trust = await loadTrust(await demoPki());
		const seen = believeSeenHeads(
			answer.countersigned,
			{anchors: trust.receiptAnchors, revokedSerials: []},
			now(),
		);
		expect(seen?.heads.map(({count}) => count)).toEqual([1, 2]);
	});

	test.each([
		['went back', 'behind', async (state: string) => cutTail(state, 2)],
		[
			'was written anew from some line on',
			'fork',
			async (state: string, audit: AuditTrail) => {
				await cutTail(state, 2);
				add(audit);
				audit.note({kind: 'stopped', result: 'asked'});
			},
		],
	] as const)('refuses an audit that %s, and tells its operator', async (_, cause, bend) => {
		const {site, audit, state, logged} = await terminal();
		add(audit, 3);
		await sayHead(site, audit.signedHead(), 5000);
		await bend(state, audit);

		const again = await openAudit({state, now});
		expect(await sayHead(site, again.signedHead(), 5000)).toEqual({status: 'refused'});
		expect(logged).toContainEqual(
			expect.objectContaining({route: 'heads', httpStatus: 409, auditHead: cause}),
		);
		again.close();
	});

	test('takes no head that the key it names did not sign', async () => {
		const {site, audit} = await terminal();
		add(audit);
		const head = audit.signedHead();

		expect(await sayHead(site, {...head, count: head.count + 1}, 5000)).toEqual({status: 'none'});
	});
});

test('T-22: window heads release closes the audit of a terminal, and notes it in the window\u2019s own', async () => {
	const folder = testFolder();
	const store = `sqlite:${join(folder, 'heads.sqlite')}`;
	const statement = {at: now().toISOString(), count: 4, hash: 'ab'.repeat(32), key: 'lost'};
	const registry = await openRegistry(store, () => '');
	await registry.heads.take(statement, '0A1F', now());
	await registry.close();
	const words = ['heads', 'release', '--store', store, '--state', folder, '--terminal'];

	expect(await printed(() => windowCommand.run([...words, 'a1f']))).toMatchObject({code: 0});
	const lines = (await readFile(first(folder), 'utf8')).trim().split('\n');
	expect(JSON.parse(lines.at(-1) ?? '').entry).toEqual({
		...{kind: 'auditClosed', terminal: 'A1F', key: 'lost', lines: 4},
	});
	const {out} = await printed(() => windowCommand.run(['heads', '--store', store]));
	expect(JSON.parse(out)).toMatchObject({key: 'lost', closedAt: expect.any(String)});
	await expect(windowCommand.run([...words, 'a1f'])).rejects.toThrow('no audit of this terminal is open');
});

describe('T-22: the terminal', () => {
	test("keeps the window's word, and audit verify proves the tail by it", async () => {
		const {audit, state, site, receipts, pki} = await terminal();
		add(audit, 2);
		await upkeep({audit, state, site, receipts});

		const said = await printed(() =>
			auditCommand.run(verifyWords(state, join(state, 'audit-head.p7s'), pki)),
		);
		expect(said).toMatchObject({code: 0, out: expect.stringContaining('Proved up to the last line, 3.')});
	});

	test('notes that the window refused, once', async () => {
		const {audit, state, site, receipts} = await terminal();
		add(audit, 3);
		await upkeep({audit, state, site, receipts});
		await cutTail(state, 2);
		const again = await openAudit({state, now});

		await upkeep({audit: again, state, site, receipts});

		const [entry] = (await readFile(first(state), 'utf8'))
			.trim()
			.split('\n')
			.slice(-1)
			.map(line => JSON.parse(line).entry);
		expect(entry).toEqual({kind: 'headRefused', cause: 'refused'});
		again.close();
	});

	test("believes no word that is signed as a receipt is, nor by another's root", async () => {
		const {audit, state, site} = await terminal();
		const {root} = issueReceiptSigner();
		const {readX509} = await import('../../src/pki/x509.ts');
		const other = readX509(root);
		if (!other) throw new Error('no root');

		await upkeep({audit, state, site, receipts: {anchors: [other], revokedSerials: []}});

		expect(await Bun.file(join(state, 'audit-head.p7s')).exists()).toBe(false);
		expect(await readFile(first(state), 'utf8')).toContain('"cause":"notBelieved"');
	});

	async function upkeep({
		audit,
		state,
		site,
		receipts,
	}: Pick<Awaited<ReturnType<typeof terminal>>, 'audit' | 'state' | 'site' | 'receipts'>): Promise<void> {
		const upkeep = startAuditUpkeep({
			...{audit, state, site, trust: receipts, now},
			monotonicMs: () => performance.now(),
			setTimer: never,
			report: error => {
				throw error;
			},
		});
		await upkeep.proved();
		upkeep.stop();
	}
});

describe('T-22: audit verify', () => {
	test.each(['url', 'records'] as const)('finds a cut tail by what the window says (%s)', async source => {
		const {audit, state, site, store, pki, url} = await terminal();
		add(audit, 3);
		await sayHead(site, audit.signedHead(), 5000);
		const records = join(state, 'heads.jsonl');
		await writeFile(records, (await printed(() => windowCommand.run(['heads', '--store', store]))).out);
		const words = verifyWords(state, source === 'url' ? url : records, pki);
		expect((await printed(() => auditCommand.run(words))).code).toBe(0);

		await cutTail(state, 1);

		expect(await printed(() => auditCommand.run(words))).toMatchObject({
			code: 1,
			out: expect.stringContaining('line 4  was seen by the window and is missing'),
		});
	});
});

const verifyWords = (state: string, heads: string, pki: string) => [
	...['verify', join(state, 'audit'), '--heads', heads, '--pki', pki],
];

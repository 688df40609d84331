import {readFile} from 'node:fs/promises';
import type {Finding} from '../../audit/chain.ts';
import {type HeadFinding, type SeenHead, type Verdict, verifyAudit} from '../../audit/verify.ts';
import type {SeenHeads} from '../../domain/audit.ts';
import {visibleText} from '../../domain/text.ts';
import {believeSeenHeads} from '../../pki/seenHeads.ts';
import {loadTrust} from '../../pki/trust.ts';
import {askSeenHeads} from '../../window/client.ts';
import {readOptions, SetUpError, UsageError} from '../command.ts';
import {readTerminalCredential, terminalFiles} from '../kiosk/terminalCredential.ts';
import {type NamedAudit, readAudit} from './read.ts';
import {timeInJapan} from './show.ts';

const optional = ['heads', 'pki', 'terminal', 'terminal-key'] as const;
type Given = {readonly [name in (typeof optional)[number]]: string | undefined};

/** `madoguchi audit verify`: exit code 1 when anything does not hold. */
export async function verify(args: readonly string[]): Promise<number> {
	const {words, ...given} = readOptions(args, {optional, words: 1});
	const audit = await readAudit(words[0]);
	const heads = given.heads === undefined ? [] : await readHeads(given.heads, given, audit);
	const verdict = verifyAudit(audit.files, heads, audit.isExcerpt);
	for (const line of textOf(verdict, given.heads !== undefined)) console.log(visibleText(line));
	return verdict.findings.length + verdict.headFindings.length === 0 ? 0 : 1;
}

async function readHeads(source: string, given: Given, audit: NamedAudit): Promise<readonly SeenHead[]> {
	if (source.startsWith('https:')) return askWindow(source, given, audit);
	const bytes = await readFile(source).catch((error: NodeJS.ErrnoException) => {
		throw new SetUpError(`${source} cannot be read (${error.code}): name a file of heads`);
	});
	const recorded = readRecords(bytes);
	if (recorded) return recorded;
	return flat(await believed(bytes, given, source));
}

/** The output of `madoguchi window heads`; undefined for anything else. */
function readRecords(bytes: Uint8Array): readonly SeenHead[] | undefined {
	try {
		return new TextDecoder('utf-8', {fatal: true})
			.decode(bytes)
			.trim()
			.split('\n')
			.map(line => {
				const {count, hash, key} = Object(JSON.parse(line)) as Record<string, unknown>;
				if (typeof count !== 'number' || typeof hash !== 'string' || typeof key !== 'string') {
					throw new TypeError('no head');
				}
				return {count, hash, key};
			});
	} catch {
		return undefined;
	}
}

async function believed(bytes: Uint8Array, {pki}: Given, source: string): Promise<SeenHeads> {
	if (pki === undefined) throw new UsageError('the word of the window needs --pki to be judged by');
	const {receiptAnchors} = await loadTrust(pki);
	const seen = believeSeenHeads(bytes, {anchors: receiptAnchors, revokedSerials: []}, new Date());
	if (seen) return seen;
	throw new SetUpError(`${source} does not give the word of a window trusted in ${pki}`);
}

async function askWindow(url: string, given: Given, audit: NamedAudit): Promise<readonly SeenHead[]> {
	if (given.pki === undefined) throw new UsageError('--heads with a URL needs --pki');
	const {lines} = verifyAudit(audit.files, [], audit.isExcerpt);
	const named = lines.find(({entry}) => entry.kind === 'begun' || entry.kind === 'continued')?.entry;
	if (!named || !('key' in named)) {
		throw new SetUpError('no line of this audit names its key: the window cannot be asked about it');
	}
	const terminal = await readTerminalCredential(terminalFiles(given.terminal, given['terminal-key']));
	const {tlsCa} = await loadTrust(given.pki);
	const site = {url, ca: tlsCa, allowedHosts: [new URL(url).hostname], terminal};
	const answer = await askSeenHeads(site, named.key, 10_000);
	if (answer.status === 'seen') return flat(await believed(answer.countersigned, given, url));
	throw new SetUpError(`${url} does not answer for this audit: name the window that its terminal uses`);
}

function flat({key, heads}: SeenHeads): SeenHead[] {
	return heads.map(head => ({...head, key}));
}

function* textOf({lines, head, findings, headFindings, provedTo}: Verdict, isProofGiven: boolean) {
	const [first, last] = [lines[0], lines.at(-1)];
	for (const {file, line, problem} of findings) yield `NG  ${file}:${line}  ${sentences[problem]}`;
	for (const {count, problem} of headFindings) yield `NG  line ${count}  ${headSentences[problem]}`;
	if (first && last) {
		yield `${lines.length} lines, from ${timeInJapan(first.at)} to ${timeInJapan(last.at)}`;
	}
	if (first && first.n > 1) yield `The lines before ${first.n} are not proved: they are in other files.`;
	if (findings.length === 0) yield 'The lines hold together.';
	if (provedTo === undefined) {
		yield isProofGiven
			? 'The tail is not proved.'
			: 'The tail is not proved: name what the window saw by --heads.';
	} else if (provedTo < head.count) {
		yield `Proved up to line ${provedTo}; the tail from line ${provedTo + 1} on is not proved: the window has not heard of it.`;
	} else if (headFindings.length === 0) yield `Proved up to the last line, ${provedTo}.`;
}

const sentences: Readonly<Record<Finding['problem'], string>> = {
	noBeginning: 'the beginning is missing',
	unreadable: 'not a line of an audit: it was changed',
	badSignature: 'the signature does not hold: the line was changed or is not from this terminal',
	missingBefore: 'lines before this one were removed',
	outOfOrder: 'the line is repeated or out of order',
	brokenChain: 'the line before is not the one this one followed',
	otherKey: 'from here on the audit is by another key',
	torn: 'the end is torn, as by a power cut: the next start mends it',
};

const headSentences: Readonly<Record<HeadFinding['problem'], string>> = {
	cutTail: 'was seen by the window and is missing: the end was cut off',
	otherHead: 'is another than the window saw',
	otherAudit: 'was seen by the window in the audit of another key',
};

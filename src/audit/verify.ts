import type {AuditHead} from '../domain/audit.ts';
import {type Finding, type Progress, walkFile} from './chain.ts';
import type {AuditFile} from './files.ts';
import {spkiOf} from './keys.ts';
import type {AuditLine, ReadLine} from './line.ts';

/** How far the window saw an audit come, by its countersignature or its records. */
export interface SeenHead extends AuditHead {
	/** The audit's public key, SPKI in base64. */
	readonly key: string;
}

/** What a head that the window saw says against the files. */
export interface HeadFinding {
	readonly problem: /** There are fewer lines than the window saw: the end was cut off. */
		| 'cutTail'
		/** The line with this number is another than the window saw. */
		| 'otherHead'
		/** The window saw the audit of another key. */
		| 'otherAudit';
	readonly count: number;
}

export interface Verdict {
	readonly lines: readonly AuditLine[];
	readonly head: AuditHead;
	readonly findings: readonly Finding[];
	readonly headFindings: readonly HeadFinding[];
	/** Up to which line the window's word reaches; undefined without a head: the tail is not proved. */
	readonly provedTo: number | undefined;
}

/**
 * Verifies an audit: form, signature, number and chain of every line, and the heads that the window saw.
 * @param isExcerpt whether earlier files may be missing
 */
export function verifyAudit(
	files: readonly AuditFile[],
	heads: readonly SeenHead[],
	isExcerpt = false,
): Verdict {
	const lines: ReadLine[] = [];
	const findings: Finding[] = [];
	let progress: Progress | undefined;
	for (const file of files) {
		const walk = walkFile(file, {from: progress, isExcerpt, checksSignatures: true});
		lines.push(...walk.lines);
		const isLast = file === files.at(-1);
		// Within an audit a torn end is mended in its own file, before a further one is begun.
		findings.push(
			...walk.findings.map(found =>
				found.problem === 'torn' && !isLast ? {...found, problem: 'unreadable' as const} : found,
			),
		);
		if (walk.lines.length > 0) progress = walk;
	}
	const key = progress?.key && spkiOf(progress.key);
	const judged = heads.map(head => ({head, problem: problemOf(head, key, lines)}));
	const agreed = judged.filter(({problem}) => problem === undefined).map(({head}) => head.count);
	return {
		lines: lines.map(({line}) => line),
		head: progress?.head ?? {count: 0, hash: ''},
		findings:
			lines.length === 0 && findings.length === 0
				? [{problem: 'noBeginning', file: files[0]?.name ?? '', line: 1}]
				: findings,
		headFindings: judged.flatMap(({head: {count}, problem}) => (problem ? [{problem, count}] : [])),
		provedTo: agreed.length === 0 ? undefined : Math.max(...agreed),
	};
}

function problemOf(
	{count, hash, key}: SeenHead,
	audited: string | undefined,
	lines: readonly ReadLine[],
): HeadFinding['problem'] | undefined {
	if (key !== audited) return 'otherAudit';
	if (count > (lines.at(-1)?.line.n ?? 0)) return 'cutTail';
	return lines.find(({line}) => line.n === count)?.hash === hash ? undefined : 'otherHead';
}

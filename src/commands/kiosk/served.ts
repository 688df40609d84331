import {procedures} from '../../domain/procedure.ts';
import type {SiteIdentity} from '../../domain/site.ts';
import type {Resumption} from '../../machines/resumption.ts';

/**
 * What a kiosk tells the one that takes its place, with all memory new: nothing when the person has left, else where it
 * goes on. Public data and the person's wishes, never who they are.
 */
export interface Served {
	readonly resumes?: Resumption;
	/** What is known of the window: the person goes on under the same lock sign. */
	readonly identity?: SiteIdentity | undefined;
}

/** Reads what `JSON.stringify` made of it. Undefined when it is anything else. */
export function parseServed(text: string): Served | undefined {
	const value = parsed(text);
	if (!isRecord(value)) return undefined;
	const {resumes, identity} = value;
	if (!isResumption(resumes) || !(identity === undefined || isIdentity(identity))) return undefined;
	return {resumes, identity};
}

function isResumption(value: unknown): value is Resumption {
	return (
		isRecord(value) &&
		(value.at === 'procedure' || value.at === 'viewer') &&
		procedures.some(procedure => procedure === value.procedure) &&
		(value.language === 'ja' || value.language === 'en') &&
		typeof value.isSlow === 'boolean'
	);
}

const identityMembers = [
	'host',
	'subject',
	'issuer',
	'notBefore',
	'notAfter',
	'fingerprint',
	'protocol',
] as const satisfies readonly (keyof SiteIdentity)[];

function isIdentity(value: unknown): value is SiteIdentity {
	return isRecord(value) && identityMembers.every(name => typeof value[name] === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

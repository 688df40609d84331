import {isInstant} from './application.ts';
import type {PasswordName} from './password.ts';

/** The form for a reset at a counter, by its own name (domain.md 1.2). */
export const resetFormName = '暗証番号変更/初期化申請書';

/** Who came to have a password reset (domain.md 1.2). */
export type ResetComer = 'holder' | 'representative' | 'agent';

/** The comers for whom it can be done on the day; an agent comes twice, with a form that was sent to the holder. */
export type ResettableComer = Exclude<ResetComer, 'agent'>;

/** Documents by kind, never by number: A with a photograph by an authority, B others, and proofs of authority. */
export const documentKinds = {
	a: ['drivingLicence', 'passport', 'residenceCard', 'disabilityCard'],
	b: ['insuranceCertificate', 'pensionBook'],
	authority: ['familyRegister', 'guardianRegister', 'sameHousehold'],
} as const;

export type DocumentClass = keyof typeof documentKinds;
export type DocumentKind = (typeof documentKinds)[DocumentClass][number];

/** Whose document it is, or what it proves. */
export type DocumentOf = 'holder' | 'representative' | 'authority';

export interface SeenDocument {
	readonly of: DocumentOf;
	readonly kind: DocumentKind;
}

/** What two officers answer for: which password of which card, who came, what was seen. No personal data. */
export interface ResetOrder {
	/** 128 random bits in lower-case hex: one order, one reset. */
	readonly resetId: string;
	readonly password: PasswordName;
	/** The card by the mark of the terminal's audit. */
	readonly card: string;
	readonly comer: ResettableComer;
	readonly documents: readonly SeenDocument[];
}

/** An order as one officer signs it. */
export interface ResetStatement extends ResetOrder {
	readonly part: 'first' | 'second';
	/** When it was put before the officer, by the terminal's clock; ISO 8601 in UTC. */
	readonly at: string;
}

/** The text that an officer's card signs: canonical JSON (RFC 8785). */
export function statementText(statement: ResetStatement): string {
	const {at, card, comer, documents, part, password, resetId} = statement;
	return JSON.stringify({
		at,
		card,
		comer,
		documents: documents.map(({kind, of}) => ({kind, of})),
		part,
		password,
		resetId,
		type: 'password-reset',
		version: 1,
	});
}

/** Reads a statement; undefined unless it is exactly one, in canonical form. Never throws. */
export function parseStatement(text: string): ResetStatement | undefined {
	try {
		const value = JSON.parse(text) as ResetStatement;
		return isStatement(value) && statementText(value) === text ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Whether two officers signed the same order. */
export function isSameOrder(one: ResetStatement, other: ResetStatement): boolean {
	const common = {part: 'first', at: ''} as const;
	return statementText({...one, ...common}) === statementText({...other, ...common});
}

function isStatement(value: ResetStatement): boolean {
	return (
		/^[0-9a-f]{32}$/.test(value.resetId) &&
		['signing', 'authentication'].includes(value.password) &&
		/^[0-9a-f]{32}$/.test(value.card) &&
		['holder', 'representative'].includes(value.comer) &&
		['first', 'second'].includes(value.part) &&
		isInstant(value.at) &&
		value.documents.every(isSeenDocument)
	);
}

function isSeenDocument({of, kind}: SeenDocument): boolean {
	const kinds: readonly string[] =
		of === 'authority' ? documentKinds.authority : [...documentKinds.a, ...documentKinds.b];
	return ['holder', 'representative', 'authority'].includes(of) && kinds.includes(kind);
}

/** What has to be seen of one person: any one of these sets, each a count by class. */
export type DocumentSets = ReadonlyArray<Partial<Readonly<Record<DocumentClass, number>>>>;

/** Which documents are needed, by who came and whose they are: settings of the municipality (domain.md 1.2). */
export type DocumentRules = Readonly<
	Record<ResettableComer, Partial<Readonly<Record<DocumentOf, DocumentSets>>>>
>;

/** As most municipalities have it: one of A or B of the holder; of a representative two of A or one of each. */
export const defaultDocumentRules: DocumentRules = {
	holder: {holder: [{a: 1}, {b: 1}]},
	representative: {
		representative: [{a: 2}, {a: 1, b: 1}],
		holder: [{a: 1}, {b: 1}],
		authority: [{authority: 1}],
	},
};

/** The class of a kind of document. */
function classOf(kind: DocumentKind): DocumentClass {
	const classes = Object.entries(documentKinds) as Array<[DocumentClass, readonly DocumentKind[]]>;
	const found = classes.find(([, kinds]) => kinds.includes(kind));
	if (!found) throw new TypeError('every kind of document has a class');
	return found[0];
}

/** Whose documents do not suffice yet, in the order they are asked for; empty when all do. */
export function missingDocuments(
	rules: DocumentRules,
	comer: ResettableComer,
	seen: readonly SeenDocument[],
): readonly DocumentOf[] {
	const needed = Object.entries(rules[comer]) as Array<[DocumentOf, DocumentSets]>;
	return needed
		.filter(([of, sets]) => {
			const classes = seen.filter(document => document.of === of).map(({kind}) => classOf(kind));
			const has = (name: DocumentClass) => classes.filter(each => each === name).length;
			const suffices = (set: DocumentSets[number]) =>
				(Object.entries(set) as Array<[DocumentClass, number]>).every(([name, count]) => has(name) >= count);
			return !sets.some(suffices);
		})
		.map(([of]) => of);
}

/** The kinds that may be ticked off for a person or proof, in the order they are shown. */
export function documentsOf(of: DocumentOf): readonly DocumentKind[] {
	return of === 'authority' ? documentKinds.authority : [...documentKinds.a, ...documentKinds.b];
}

/** Ticks the nth kind of a page off, or takes the tick back; in the order of the page, however they were ticked. */
export function toggled(seen: readonly SeenDocument[], of: DocumentOf, nth: number): readonly SeenDocument[] {
	const kinds = documentsOf(of);
	const kind = kinds[nth];
	if (kind === undefined) return seen;
	const others = seen.filter(document => document.of !== of || document.kind !== kind);
	const ticked = others.length < seen.length ? others : [...seen, {of, kind}];
	return [
		...ticked.filter(document => document.of !== of),
		...kinds
			.filter(each => ticked.some(document => document.of === of && document.kind === each))
			.map(each => ({of, kind: each})),
	];
}

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	type DocumentKind,
	type DocumentOf,
	documentsOf,
	missingDocuments,
	parseStatement,
	type ResetStatement,
	defaultDocumentRules as rules,
	type SeenDocument,
	statementText,
	toggled,
} from '../../src/domain/reset.ts';

const seen = (of: DocumentOf, ...kinds: DocumentKind[]): SeenDocument[] => kinds.map(kind => ({of, kind}));

// domain.md 1.2: of the holder one document; of a representative two with a photograph or one of each, never two others.
describe('T-21: the documents that are enough', () => {
	test.each<[string, 'holder' | 'representative', SeenDocument[], DocumentOf[]]>([
		['a holder with nothing', 'holder', [], ['holder']],
		['a holder with a licence', 'holder', seen('holder', 'drivingLicence'), []],
		['a holder with a pension book', 'holder', seen('holder', 'pensionBook'), []],
		[
			'a representative with two of A',
			'representative',
			[
				...seen('representative', 'drivingLicence', 'passport'),
				...seen('holder', 'insuranceCertificate'),
				...seen('authority', 'familyRegister'),
			],
			[],
		],
		[
			'a representative with one of each',
			'representative',
			[
				...seen('representative', 'drivingLicence', 'pensionBook'),
				...seen('holder', 'insuranceCertificate'),
				...seen('authority', 'sameHousehold'),
			],
			[],
		],
		[
			'a representative with two of B',
			'representative',
			[
				...seen('representative', 'insuranceCertificate', 'pensionBook'),
				...seen('holder', 'insuranceCertificate'),
				...seen('authority', 'guardianRegister'),
			],
			['representative'],
		],
		[
			'a representative without proof and without the holder\u2019s',
			'representative',
			seen('representative', 'drivingLicence', 'passport'),
			['holder', 'authority'],
		],
	])('%s', (_, comer, documents, missing) => {
		expect(missingDocuments(rules, comer, documents)).toEqual(missing);
	});
});

const anyOf = fc.constantFrom<DocumentOf>('holder', 'representative', 'authority');
const anyToggles = fc.array(fc.tuple(anyOf, fc.nat({max: 5})), {maxLength: 12});

test('what was ticked comes out the same in whatever order, and a second tick takes the first one back', () => {
	fc.assert(
		fc.property(anyToggles, fc.nat(), (toggles, seed) => {
			const tick = (order: typeof toggles) =>
				order.reduce<readonly SeenDocument[]>((all, [of, nth]) => toggled(all, of, nth), []);
			const once = tick(toggles);
			const byPage = (all: readonly SeenDocument[]) =>
				(['holder', 'representative', 'authority'] as const).map(of => all.filter(each => each.of === of));
			const turned = [
				...toggles.slice(seed % (toggles.length + 1)),
				...toggles.slice(0, seed % (toggles.length + 1)),
			];
			expect(byPage(tick(turned))).toEqual(byPage(once));
			for (const [of, nth] of toggles) {
				const isThere = documentsOf(of)[nth] !== undefined;
				expect(toggled(once, of, nth).length - once.length).toBe(
					isThere ? (once.some(each => each.of === of && each.kind === documentsOf(of)[nth]) ? -1 : 1) : 0,
				);
			}
		}),
	);
});

const statement: ResetStatement = {
	resetId: '0'.repeat(32),
	password: 'signing',
	card: 'a'.repeat(32),
	comer: 'holder',
	documents: seen('holder', 'drivingLicence'),
	part: 'first',
	at: '2026-11-22T01:02:03.000Z',
};

describe('an order that officers sign', () => {
	test('is read as it was written', () => {
		expect(parseStatement(statementText(statement))).toMatchObject(statement);
	});

	test.each<[string, (text: string) => string]>([
		['a blank more', text => `${text} `],
		['a member more', text => text.replace('{', '{"name":"x",')],
		['a doubled member', text => text.replace('"part":"first"', '"part":"first","part":"first"')],
		['members in another order', text => JSON.stringify({version: 1, ...JSON.parse(text)})],
		['another type', text => text.replace('password-reset', 'password-change')],
		['a document of no kind', text => text.replace('drivingLicence', 'libraryCard')],
		['a proof in place of a document', text => text.replace('drivingLicence', 'familyRegister')],
		['an agent', text => text.replace('"comer":"holder"', '"comer":"agent"')],
		['nothing', () => ''],
	])('is none with %s', (_, bend) => {
		expect(parseStatement(bend(statementText(statement)))).toBeUndefined();
	});
});

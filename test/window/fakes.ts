import {createHmac, randomBytes} from 'node:crypto';
import type {Procedure} from '../../src/domain/procedure.ts';
import type {Receipt} from '../../src/domain/receipt.ts';
import type {Expectation} from '../../src/window/client.ts';
import type {CrlCalendar} from '../../src/window/crlTime.ts';
import {type Parcel, packParcel} from '../../src/window/delivery.ts';
import type {DeskParts, Judgement} from '../../src/window/desk.ts';
import {drawReceiptNumber} from '../../src/window/receiptNumber.ts';
import type {Registry} from '../../src/window/registry.ts';
import {createVault, vaultKeyBytes} from '../../src/window/vault.ts';

/** What a fake document says; signing and judging belong to pki and are tested there. */
export interface FakeDocument {
	readonly requestId: string;
	readonly procedure: Procedure;
	readonly certificate: {readonly issuer: string; readonly serialNumber: string};
	/** Stands for the personal data in the application. */
	readonly name?: string;
	readonly refusedAs?: Extract<Judgement, {status: 'refused'}>['result'];
}

export const certificate = {issuer: '0123456789abcdef', serialNumber: '01A2B3'};

export function newRequestId(): string {
	return randomBytes(16).toString('hex');
}

export function fakeDocument(document: Partial<FakeDocument> = {}): FakeDocument {
	return {requestId: newRequestId(), procedure: 'revocation', certificate, ...document};
}

/** A fake document packed for sending. */
export function parcelOf(document: Partial<FakeDocument> = {}, sentAt = new Date(0)): Parcel {
	const full = fakeDocument(document);
	const cms = new TextEncoder().encode(JSON.stringify(full));
	return packParcel({requestId: full.requestId, procedure: full.procedure, cms}, sentAt);
}

/** Judges a fake document by what it says of itself; other bytes are malformed and nameless. */
export async function fakeJudge(cms: Uint8Array): Promise<Judgement> {
	let document: FakeDocument;
	try {
		document = JSON.parse(new TextDecoder().decode(cms));
	} catch {
		return {status: 'refused', result: 'malformed'};
	}
	const {requestId, procedure, certificate, refusedAs} = document;
	return refusedAs
		? {status: 'refused', result: refusedAs, requestId, procedure}
		: {status: 'sound', requestId, procedure, certificate};
}

const seal = 'the window of these tests';

/** A receipt under a keyed hash, in the place of the signature. */
export async function fakeReceipt(receipt: Receipt): Promise<Uint8Array> {
	const text = JSON.stringify(receipt);
	return new TextEncoder().encode(`${createHmac('sha256', seal).update(text).digest('hex')}${text}`);
}

/** Believes a sealed receipt that names what is expected. */
export async function fakeBelieve(bytes: Uint8Array, expected: Expectation): Promise<Receipt | undefined> {
	const receipt = openReceipt(bytes);
	return receipt?.requestId === expected.requestId &&
		receipt.digest === expected.digest &&
		receipt.procedure === expected.procedure
		? receipt
		: undefined;
}

/** The receipt under the seal; undefined for one without it. */
export function openReceipt(bytes: Uint8Array): Receipt | undefined {
	const text = new TextDecoder().decode(bytes);
	const json = text.slice(64);
	return createHmac('sha256', seal).update(json).digest('hex') === text.slice(0, 64)
		? JSON.parse(json)
		: undefined;
}

/** 11:05 in Japan on 22 November 2026. */
export const noon = new Date('2026-11-22T02:05:00.000Z');

export const midnight: CrlCalendar = {hourJst: 0, periodHours: 24};

/** The vault of the test windows; its key is in no store. */
const testVault = createVault(Buffer.alloc(vaultKeyBytes, 7), randomBytes);

export function deskParts(registry: Registry, parts: Partial<DeskParts> = {}): DeskParts {
	return {
		registry,
		judge: fakeJudge,
		issueReceipt: fakeReceipt,
		now: () => noon,
		calendar: midnight,
		seal: testVault.seal,
		retentionDays: 30,
		drawReceiptNumber: () => drawReceiptNumber(randomBytes),
		...parts,
	};
}

/** Issues the fake lists that are due at `at` for the authority of `certificate`: what they say, in place of DER. */
export function issueFakeLists(registry: Registry, at: Date): Promise<void> {
	return registry.issueLists({
		issuers: [certificate.issuer],
		calendar: midnight,
		sign: list => new TextEncoder().encode(JSON.stringify(list)),
		now: () => at,
	});
}

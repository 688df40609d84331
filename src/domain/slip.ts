import {type Stop, stopCode} from './codes.ts';
import type {PasswordName} from './password.ts';
import type {Procedure} from './procedure.ts';
import type {Notice} from './receipt.ts';
import {parseStatement, type ResetComer, resetFormName} from './reset.ts';

/**
 * What may be printed, each kind with exactly the fields that may stand on its paper (T-24): never an address, a date
 * of birth, a serial number or a password, and a name only masked.
 */
export type Slip =
	| AcceptanceSlip
	| ValiditySlip
	| UnknownOutcomeSlip
	| GuidanceSlip
	| ResetSlip
	| ClosingSlip;

/** 受理通知, for whoever revoked a certificate. */
export interface AcceptanceSlip {
	readonly kind: 'acceptance';
	readonly receiptNumber: string;
	/** ISO 8601, by the window's clock. */
	readonly decidedAt: string;
	readonly effectiveAt?: string;
}

/** 有効性確認結果, of whatever result. */
export interface ValiditySlip {
	readonly kind: 'validity';
	readonly result: Notice['result'];
	readonly receiptNumber: string;
	readonly decidedAt: string;
	/** Whom it is about, where the settings let a name be printed. */
	readonly name?: MaskedName;
}

/** A request whose outcome was not known at the end, or that the window did not receive (T-01). */
export interface UnknownOutcomeSlip {
	readonly kind: 'unknownOutcome';
	readonly procedure: Procedure;
	readonly isReceived: 'unknown' | 'no';
	/** The code to tell staff. */
	readonly code: string;
	readonly at: string;
}

/** Where to go with a password that cannot be used, and with what (2.2.7). */
export interface GuidanceSlip {
	readonly kind: 'guidance';
	readonly at: string;
	/** The code to tell staff, where a screen gave one. */
	readonly code?: string;
	readonly passwords: readonly PasswordName[];
	readonly reason: 'blocked' | 'forgotten';
	/** Who will come: what to bring goes by it. */
	readonly comer: ResetComer;
	/** The form to fill in, by its own name. */
	readonly form: string;
	/** The counter to go to, in the municipality's own words; empty where the settings name none. */
	readonly counter: string;
}

/** What was done about a password with staff at hand, for the citizen to keep. */
export interface ResetSlip {
	readonly kind: 'reset';
	readonly at: string;
	readonly passwords: readonly PasswordName[];
	/** The number under which the audit knows it. */
	readonly caseNumber: string;
	readonly name?: MaskedName;
}

/** The day's list that staff print at closing time, with the audit's head (T-22). */
export interface ClosingSlip {
	readonly kind: 'closing';
	/** The terminal's name. */
	readonly terminal: string;
	readonly from: string;
	readonly to: string;
	/** What was counted, in the order it is to be printed. */
	readonly counts: ReadonlyArray<{readonly label: string; readonly count: number}>;
	/** The audit's last line: its number and its hash, hex. */
	readonly audit: {readonly count: number; readonly hash: string};
}

/** How a request ended, as far as paper tells it. */
export interface RequestEnd {
	readonly procedure: Procedure;
	readonly notice: Notice | undefined;
	readonly stop: Stop | undefined;
	/** Whom a valid certificate is about; empty where nobody is named. */
	readonly applicantName: string;
}

/** What stands on slips beside what they are about. */
export interface SlipMaking {
	/** ISO 8601 in UTC. */
	readonly at: string;
	readonly isNamePrinted: boolean;
	/** The counter to go to, in the municipality's own words; may be empty. */
	readonly counter: string;
}

/** What a request's end may be printed as; undefined where there is nothing to take along. */
export function slipOfRequest(
	{procedure, notice, stop, applicantName}: RequestEnd,
	{at, isNamePrinted, counter}: SlipMaking,
): Slip | undefined {
	if (stop === 'passwordLocked') {
		const code = stopCode(stop, procedure);
		return slipOfGuidance({password: 'signing', reason: 'blocked', comer: 'holder', code}, {at, counter});
	}
	if (stop === 'outcomeUnknown' || stop === 'notReceived') {
		const isReceived = stop === 'notReceived' ? 'no' : 'unknown';
		return {kind: 'unknownOutcome', procedure, isReceived, code: stopCode(stop, procedure), at};
	}
	if (!notice) return undefined;
	const {result, receiptNumber, decidedAt, effectiveAt} = notice;
	if (procedure === 'revocation') {
		if (result !== 'accepted') return undefined;
		return {kind: 'acceptance', receiptNumber, decidedAt, ...(effectiveAt && {effectiveAt})};
	}
	const isNamed = isNamePrinted && applicantName !== '';
	return {
		kind: 'validity',
		result,
		receiptNumber,
		decidedAt,
		...(isNamed && {name: maskName(applicantName)}),
	};
}

/** A password that cannot be used, and who will come about it. */
export interface Guidance {
	readonly password: PasswordName;
	readonly reason: GuidanceSlip['reason'];
	readonly comer: ResetComer;
	readonly code?: string;
}

/** Where to go, and with what. */
export function slipOfGuidance(
	{password, reason, comer, code}: Guidance,
	{at, counter}: Pick<SlipMaking, 'at' | 'counter'>,
): GuidanceSlip {
	const form = resetFormName;
	return {kind: 'guidance', at, ...(code && {code}), passwords: [password], reason, comer, form, counter};
}

/** How a staff-assisted reset ended, as far as paper tells it. */
export type ResetEnd =
	/** With the order (domain/reset.ts) under which the password was set. */
	| {readonly result: 'reset'; readonly password: PasswordName; readonly order: string}
	| ({readonly result: 'guided'} & Guidance);

/** What a reset's end may be printed as; undefined where the order is none. */
export function slipOfReset(
	end: ResetEnd,
	{at, counter}: Pick<SlipMaking, 'at' | 'counter'>,
): Slip | undefined {
	if (end.result === 'guided') return slipOfGuidance(end, {at, counter});
	const caseNumber = parseStatement(end.order)?.resetId;
	return caseNumber === undefined ? undefined : {kind: 'reset', at, passwords: [end.password], caseNumber};
}

declare const masked: unique symbol;

/** A name of which only the first character of each part is left. */
export type MaskedName = string & {readonly [masked]: true};

/** 吉田 太郎 becomes 吉＊ 太＊: as much as its owner needs to tell the paper from another's. */
export function maskName(name: string): MaskedName {
	return name
		.split(/[\s　]+/u)
		.filter(Boolean)
		.map(part =>
			[...new Intl.Segmenter('ja').segment(part)].map(({segment}, nth) => (nth === 0 ? segment : '＊')),
		)
		.map(characters => characters.join(''))
		.join(' ') as MaskedName;
}

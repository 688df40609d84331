import type {ReaderPort} from '../../card/reader.ts';
import type {PasswordFault} from '../../domain/password.ts';
import type {ServicePlan} from '../../domain/serviceHours.ts';
import type {Slip, SlipMaking} from '../../domain/slip.ts';
import type {SetTimer} from '../../keys/timer.ts';
import type {PasswordVault} from '../../keys/vault.ts';
import type {MachineEvent, TerminalFault} from '../../machines/events.ts';
import {loginChild, type VisitKind} from '../../machines/login.ts';
import type {Printer} from '../../slips/printer.ts';
import type {Client} from '../../window/client.ts';
import type {Postman} from '../../window/delivery.ts';
import type {CardDesk} from './cardDesk.ts';
import type {ClockGuard} from './clockGuard.ts';
import type {DeskParts} from './deskDevices.ts';
import {device} from './device.ts';
import type {PasswordDesk} from './passwordDesk.ts';
import type {ResetDesk} from './resetDesk.ts';

/** What the machines' placeholders stand for in a running kiosk. */
export interface DeviceParts {
	readonly reader: ReaderPort;
	readonly desk: CardDesk;
	readonly passwordDesk: PasswordDesk;
	readonly resetDesk: ResetDesk;
	readonly vault: PasswordVault;
	readonly slot: {examine(): PasswordFault | undefined; empty(): void};
	readonly client: Client;
	readonly postman: Postman;
	readonly addressee: string;
	/** The names of the authorities whose signing certificates are believed, RFC 4514 text. */
	readonly signingIssuers: readonly string[];
	readonly allowedSkewMs: number;
	readonly now: () => Date;
	readonly clock: ClockGuard;
	/** Where slips come out; none where the settings name no printer. */
	readonly printer: Printer | undefined;
	/** Whether a masked name may stand on a slip. */
	readonly printsName: boolean;
	/** The counter to which slips send people, in the municipality's own words; may be empty. */
	readonly counter: string;
	/** When procedures may begin. */
	readonly servicePlan: ServicePlan;
	readonly setTimer: SetTimer;
	/** Whether the running program is one that may serve here (S004-026). */
	readonly isGenuine: () => Promise<boolean>;
	/** What of the terminal itself is wrong: its size or its character set. */
	readonly terminalFault: () => TerminalFault | undefined;
	/** A bug was met: told without personal data. */
	readonly report: (error: unknown) => void;
	readonly staffDesk: DeskParts;
}

/** What is said of a card when a device's own code fails: a bug, told as the outcome that claims least. */
export const cardFailed = {type: 'card.failed'} as const satisfies MachineEvent;
export const clockFailed = {type: 'terminal.failed', cause: 'clock'} as const satisfies MachineEvent;
export const softwareFailed = {type: 'terminal.failed', cause: 'software'} as const satisfies MachineEvent;

/** Ends the visit to the card, forgets it, and empties slot and vault. */
export function leaveCard({desk, passwordDesk, vault, report}: DeviceParts): void {
	vault.empty();
	passwordDesk.forget();
	desk.leave().catch(report);
}

/** Prints the slip of how a procedure ended; whoever leaves gives it up. */
export const printSlipOf = <End>(
	{printer, printsName, counter, now, report}: DeviceParts,
	slipOf: (end: End, making: SlipMaking) => Slip | undefined,
) =>
	device<End>(
		async (end, answer, left) => {
			const slip = slipOf(end, {at: now().toISOString(), isNamePrinted: printsName, counter});
			const outcome = slip && (await printer?.print(slip, left));
			answer({type: outcome === 'printed' ? 'slip.printed' : 'slip.failed'});
		},
		{type: 'slip.failed'},
		report,
	);

/** Which card is it, and how many tries are left? */
export const lookAtCard = ({desk, report}: DeviceParts) =>
	device<undefined>(async (_, answer) => answer(await desk.look()), cardFailed, report);

/** The login with its devices. */
export function loginWithDevices({slot, desk, report}: DeviceParts): typeof loginChild {
	return loginChild.provide({
		actors: {
			examinePassword: device<undefined>(
				(_, answer) => {
					const found = slot.examine();
					answer(found ? {type: 'password.malformed', fault: found} : {type: 'password.wellFormed'});
				},
				{type: 'password.malformed', fault: 'empty'},
				report,
			),
			checkPassword: device<{readonly visit: VisitKind}>(
				async ({visit}, answer, left) => answer(await desk.check(visit, left)),
				cardFailed,
				report,
			),
			checkOnPad: device<{readonly visit: VisitKind}>(
				async ({visit}, answer, left) => answer(await desk.checkOnPad(visit, left)),
				cardFailed,
				report,
			),
		},
		actions: {emptySlot: () => slot.empty()},
	});
}

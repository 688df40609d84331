import type {PasswordName} from '../../domain/password.ts';
import {type ResetEnd, slipOfReset} from '../../domain/slip.ts';
import {assistedResetChild, type OrderedReset, type OrderParts} from '../../machines/assistedReset.ts';
import type {MachineEvent} from '../../machines/events.ts';
import type {staffSignInChild} from '../../machines/staffSignIn.ts';
import {device} from './device.ts';
import {cardFailed, type DeviceParts, printSlipOf} from './deviceParts.ts';
import {newPasswordWithDevices} from './passwordDevices.ts';

const noAnswer = {type: 'reset.noAnswer'} as const satisfies MachineEvent;
const unknown = {type: 'card.changeUnknown'} as const satisfies MachineEvent;

/** How often the time that is left is said. */
const countMs = 10_000;

/** The staff-assisted reset with its devices. */
export function resetWithDevices(
	parts: DeviceParts,
	staffSignIn: typeof staffSignInChild,
): typeof assistedResetChild {
	const {resetDesk, vault, desk, slot, setTimer, report} = parts;
	return assistedResetChild.provide({
		actors: {
			staffSignIn,
			newPassword: newPasswordWithDevices(parts),
			lookForReset: device<{readonly password: PasswordName}>(
				async ({password}, answer) => answer(await resetDesk.look(password)),
				cardFailed,
				report,
			),
			drawUpOrder: device<OrderParts>((order, answer) => answer(resetDesk.drawUp(order)), noAnswer, report),
			askWindow: device<OrderedReset>(
				async (ordered, answer, left) => answer(await resetDesk.ask(ordered, left)),
				noAnswer,
				report,
			),
			countDown: device<undefined>(
				(_, answer, left) => {
					let cancel: (() => void) | undefined;
					const say = () => {
						answer({type: 'reset.secondsLeft', seconds: resetDesk.secondsLeft()});
						cancel = setTimer(say, countMs);
					};
					left.addEventListener('abort', () => cancel?.());
					say();
				},
				noAnswer,
				report,
			),
			// A bug on the way may have met a card whose password was set.
			resetPassword: device<OrderedReset>(
				async (ordered, answer, left) => answer(await resetDesk.reset(ordered, left)),
				unknown,
				report,
			),
			tellReset: device<{readonly password: PasswordName}>(
				async ({password}, answer, left) => answer(await resetDesk.tell(password, left)),
				unknown,
				report,
			),
			printSlip: printSlipOf<ResetEnd>(parts, slipOfReset),
		},
		actions: {
			emptyVault: () => vault.empty(),
			endVisit: () => {
				slot.empty();
				vault.empty();
				desk.leave().catch(report);
			},
			noteEnd: (_, ending) => {
				try {
					resetDesk.noteEnd(ending);
				} catch (error) {
					report(error);
				}
			},
		},
	});
}

import type {ReaderChange} from '../../card/reader.ts';
import type {MachineEvent} from '../../machines/events.ts';
import {kioskMachine} from '../../machines/kiosk.ts';
import {deskWithDevices} from './deskDevices.ts';
import {device} from './device.ts';
import {type DeviceParts, softwareFailed} from './deviceParts.ts';
import {passwordChangeWithDevices} from './passwordDevices.ts';
import {requestWithDevices} from './requestDevices.ts';
import {resetWithDevices} from './resetDevices.ts';
import {selfCheck} from './selfCheck.ts';
import {watchService} from './serviceWatch.ts';
import {staffSignInWithDevices} from './staffDevices.ts';
import {viewerWithDevices} from './viewerDevices.ts';

/** The kiosk's machine with real devices behind every placeholder. */
export function withDevices(parts: DeviceParts): typeof kioskMachine {
	const {reader, client, postman, staffDesk, resetDesk, report} = parts;
	let readerStatus: ReaderChange['status'] = 'noService';
	const diagnosis = device<undefined>(
		async (_, answer, left) => {
			const faultAtHand = () =>
				parts.terminalFault() ?? (readerStatus === 'noService' ? 'readerService' : undefined);
			answer(await selfCheck({...parts, faultAtHand}, left));
		},
		softwareFailed,
		report,
	);
	const request = requestWithDevices(parts, diagnosis);
	return kioskMachine.provide({
		actors: {
			signedRequest: request.machine,
			certificateViewer: viewerWithDevices(parts),
			passwordChange: passwordChangeWithDevices(parts),
			staffDesk: deskWithDevices(staffDesk),
			assistedReset: resetWithDevices(parts, staffSignInWithDevices(staffDesk)),
			watchReader: device<undefined>(
				(_, answer, left) => {
					const stop = reader.watch(change => {
						readerStatus = change.status;
						answer(eventOfReader(change));
					});
					left.addEventListener('abort', stop);
				},
				{type: 'reader.lost'},
				report,
			),
			watchService: device<undefined>(
				(_, answer, left) => left.addEventListener('abort', watchService(parts, answer)),
				{type: 'service.open'},
				report,
			),
			selfCheck: diagnosis,
			settleOutbox: device<undefined>(
				async (_, answer, left) => answer({type: 'outbox.counted', waiting: await postman.settle(left)}),
				softwareFailed,
				report,
			),
			identifyWindow: device<undefined>(
				async (_, answer, left) => {
					const alive = await client.alive(left);
					if (alive.status === 'alive') answer({type: 'window.identified', identity: alive.identity});
					else {
						const cause = alive.status === 'unreachable' ? alive.cause : 'noConnection';
						answer({type: 'window.unreachable', cause});
					}
				},
				{type: 'window.unreachable', cause: 'noConnection'},
				report,
			),
		},
		actions: {
			forgetEverything: () => {
				request.forget();
				try {
					resetDesk.leave();
				} catch (error) {
					report(error);
				}
			},
			noteSignOut: (_, {officer, cause}) => {
				if (!officer) return;
				try {
					staffDesk.audit.note({kind: 'staffSignedOut', officer: officer.id, cause});
				} catch (error) {
					// Nobody stays signed in because a disk is full.
					report(error);
				}
			},
			restart: () => staffDesk.restart(),
		},
	});
}

function eventOfReader({status}: ReaderChange): MachineEvent {
	switch (status) {
		case 'present':
			return {type: 'reader.present'};
		case 'empty':
			return {type: 'reader.empty'};
		case 'stuck':
			return {type: 'reader.stuck'};
		case 'noReader':
		case 'noService':
			return {type: 'reader.lost'};
	}
}

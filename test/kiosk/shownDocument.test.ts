import {expect, onTestFinished, test} from 'vitest';
import {type AnyActorLogic, createActor, createMachine} from 'xstate';
import type {DeviceParts} from '../../src/commands/kiosk/deviceParts.ts';
import {withDevices} from '../../src/commands/kiosk/devices.ts';
import {ShownDocument} from '../../src/commands/kiosk/shownDocument.ts';
import type {MachineEvent} from '../../src/machines/events.ts';
import {openSignedData} from '../../src/pki/openSignedData.ts';
import {signWith} from '../../src/pki/softwareKey.ts';
import {addressee, cardFile, signingKey} from '../helpers/pki.ts';

test('T-07 one text is shown at a time, byte for byte, and none after it is forgotten', () => {
	const shown = new ShownDocument();
	expect(shown.is('')).toBe(false);

	shown.keep('失効申請書');
	expect(shown.is('失効申請書')).toBe(true);
	expect(shown.is('失効申請書 ')).toBe(false);
	// か and a combining mark look like が and are other bytes.
	shown.keep('が');
	expect(shown.is('か\u3099')).toBe(false);
	expect(shown.is('失効申請書')).toBe(false);

	shown.forget();
	expect(shown.is('が')).toBe(false);
});

type Device = 'drawUpApplication' | 'signApplication';

/** What a device answers the state that asks it. */
function answerOf(src: AnyActorLogic, input: unknown): Promise<MachineEvent> {
	return new Promise(resolve => {
		const asking = createMachine({
			invoke: {src, input},
			on: {'*': {actions: ({event}) => resolve(event as MachineEvent)}},
		});
		const actor = createActor(asking).start();
		onTestFinished(() => void actor.stop());
	});
}

/** The kiosk's own devices, over a desk whose card is the demo card `valid`. */
async function kioskDevices() {
	const sign = signWith(await signingKey('valid'));
	const asked: string[] = [];
	const faults: unknown[] = [];
	const parts = {
		desk: {
			sign: async (use: (card: typeof sign) => Promise<MachineEvent>) => {
				asked.push('sign');
				return use(sign);
			},
			leave: async () => undefined,
		},
		addressee,
		now: () => new Date(),
		clock: {hasStepped: () => false},
		staffDesk: {},
		vault: {empty: () => undefined},
		passwordDesk: {forget: () => undefined},
		report: (error: unknown) => void faults.push(error),
	} as unknown as DeviceParts;
	const {signedRequest} = withDevices(parts).implementations.actors as unknown as {
		signedRequest: {
			implementations: {actors: Record<Device, AnyActorLogic>; actions: {endVisit: () => void}};
		};
	};
	const {actors, actions} = signedRequest.implementations;
	return {
		asked,
		faults,
		certificate: Buffer.from(await cardFile('valid', 'sign.der')).toString('base64'),
		endVisit: () => actions.endVisit(),
		drawUp: (certificate: string) =>
			answerOf(actors.drawUpApplication, {procedure: 'revocation', certificate}),
		sign: (application: string, certificate: string) =>
			answerOf(actors.signApplication, {application, certificate}),
	};
}

async function drawnUp({drawUp, certificate}: Awaited<ReturnType<typeof kioskDevices>>): Promise<string> {
	const event = await drawUp(certificate);
	if (event.type !== 'application.drawn') throw new Error(event.type);
	return event.application;
}

test('T-07 what was drawn up and shown is what is signed', async () => {
	const kiosk = await kioskDevices();
	const application = await drawnUp(kiosk);

	const event = await kiosk.sign(application, kiosk.certificate);

	if (event.type !== 'card.signed') throw new Error(event.type);
	const content = openSignedData(Uint8Array.fromBase64(event.signed))?.content;
	expect(new TextDecoder().decode(content)).toBe(application);
	expect(kiosk.faults).toEqual([]);
});

test.each<[string, (application: string) => string]>([
	['a byte changed', text => text.replace('千代田区', '千代田市')],
	['the same meaning in other bytes', text => `${text}\n`],
	['another request number', text => text.replace(/"requestId":"../, '"requestId":"zz')],
	['nothing', () => ''],
])('T-07 the card is not asked to sign what was not shown: %s', async (_description, bend) => {
	const kiosk = await kioskDevices();
	const application = await drawnUp(kiosk);
	const bent = bend(application);
	expect(bent).not.toBe(application);

	expect(await kiosk.sign(bent, kiosk.certificate)).toEqual({type: 'card.failed'});

	expect(kiosk.asked).toEqual([]);
	expect(kiosk.faults).toHaveLength(1);
	// A fault goes to the journal: it quotes nothing of the document.
	expect(String(kiosk.faults[0])).not.toContain('吉田');
});

test('T-02 T-07 a document drawn up anew takes the place of the one before, under another request number', async () => {
	const kiosk = await kioskDevices();
	const first = await drawnUp(kiosk);
	const second = await drawnUp(kiosk);

	expect(JSON.parse(second).requestId).not.toBe(JSON.parse(first).requestId);
	expect((await kiosk.sign(first, kiosk.certificate)).type).toBe('card.failed');
	expect((await kiosk.sign(second, kiosk.certificate)).type).toBe('card.signed');
});

test('T-07 a document is not signed after its visit has ended', async () => {
	const kiosk = await kioskDevices();
	const application = await drawnUp(kiosk);

	kiosk.endVisit();

	expect((await kiosk.sign(application, kiosk.certificate)).type).toBe('card.failed');
	expect(kiosk.asked).toEqual([]);
});

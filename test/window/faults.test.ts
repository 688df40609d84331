import {describe, expect, test} from 'vitest';
import {window as windowCommand} from '../../src/commands/window.ts';
import {faults} from '../../src/window/faults.ts';
import {realWindow, signedParcel, wordOf} from './realWindow.ts';

/** The real window with a fault, and the real client before it. */
async function windowWith(name: string) {
	const fault = faults[name];
	if (!fault) throw new Error(`no fault ${name}`);
	// A slow answer is due at once: the drill's patience is not what is tested.
	const {client} = await realWindow({
		fault: {...fault, bend: parts => fault.bend(parts, async () => undefined)},
	});
	return client;
}

/** The manual's screens hang on these words: alive at the start, the answer to sending, the answer to asking. */
const expectations: Readonly<
	Record<string, {alive?: string; revocation: string; inquiry: string; validity?: string}>
> = {
	busy: {alive: 'busy', revocation: 'busy', inquiry: 'busy'},
	'service-error': {alive: 'serviceError', revocation: 'serviceError', inquiry: 'serviceError'},
	'busy-on-send': {revocation: 'busy', inquiry: 'not-received'},
	'service-error-on-send': {revocation: 'serviceError', inquiry: 'not-received'},
	'cut-before': {revocation: 'cut', inquiry: 'not-received'},
	'cut-during': {revocation: 'cut', inquiry: 'accepted'},
	'cut-after-storing': {revocation: 'cut', inquiry: 'accepted'},
	silent: {revocation: 'cut', inquiry: 'cut'},
	garbage: {revocation: 'notBelieved', inquiry: 'accepted'},
	unsigned: {revocation: 'notBelieved', inquiry: 'notBelieved'},
	'other-request': {revocation: 'notBelieved', inquiry: 'notBelieved'},
	slow: {revocation: 'accepted', inquiry: 'accepted'},
	'clock-wrong': {revocation: 'notBelieved', inquiry: 'notBelieved'},
	malformed: {revocation: 'malformed', inquiry: 'malformed', validity: 'malformed'},
	'unknown-issuer': {revocation: 'unknown-issuer', inquiry: 'unknown-issuer', validity: 'unknown-issuer'},
	'certificate-unverified': {
		revocation: 'certificate-unverified',
		inquiry: 'certificate-unverified',
		validity: 'certificate-unverified',
	},
	'not-yet-valid': {revocation: 'not-yet-valid', inquiry: 'not-yet-valid', validity: 'not-yet-valid'},
	expired: {revocation: 'expired', inquiry: 'expired', validity: 'expired'},
	'application-unverified': {
		revocation: 'application-unverified',
		inquiry: 'application-unverified',
		validity: 'application-unverified',
	},
	'wrong-addressee': {
		revocation: 'wrong-addressee',
		inquiry: 'wrong-addressee',
		validity: 'wrong-addressee',
	},
	'already-revoked': {
		revocation: 'already-revoked',
		inquiry: 'already-revoked',
		validity: 'already-revoked',
	},
	duplicate: {revocation: 'duplicate', inquiry: 'duplicate', validity: 'duplicate'},
	'status-unknown': {revocation: 'accepted', inquiry: 'accepted', validity: 'status-unknown'},
	'store-unreadable': {
		revocation: 'serviceError',
		inquiry: 'serviceError',
		validity: 'status-unknown',
	},
};

describe('a fault of the window as the kiosk meets it', () => {
	test.each(Object.entries(expectations))(
		'%s',
		async (name, {alive = 'alive', revocation, inquiry, validity}) => {
			const client = await windowWith(name);
			expect((await client.alive()).status).toBe(alive);
			if (validity)
				expect(await wordOf(client.submit(await signedParcel('valid', 'validity')))).toBe(validity);
			const parcel = await signedParcel('valid');
			expect(await wordOf(client.submit(parcel))).toBe(revocation);
			expect(await wordOf(client.inquire(parcel))).toBe(inquiry);
		},
	);

	test('T-09 clock-wrong is seen before anything is sent', async () => {
		const alive = await (await windowWith('clock-wrong')).alive();
		expect(alive.status === 'alive' && Math.abs(alive.skewMs)).toBeGreaterThan(60_000);
	});

	test('has a test each, and a line in the help', () => {
		expect(Object.keys(expectations).sort()).toEqual(Object.keys(faults).sort());
		for (const [name, {summary}] of Object.entries(faults)) {
			expect(windowCommand.usage).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
		}
	});
});

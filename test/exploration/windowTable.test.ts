import fc from 'fast-check';
import {expect, test} from 'vitest';
import {LiveWindow} from './liveWindow.ts';
import {tabulateWindow, type WindowCase} from './windowTable.ts';

const drawn = fc.record({
	procedure: fc.constantFrom('revocation' as const, 'validity' as const),
	card: fc.constantFrom('A' as const, 'A' as const, 'B' as const),
});
const event = fc.record({
	event: fc.constantFrom('document' as const, 'document' as const, 'inquiry' as const, 'midnight' as const),
	nth: fc.nat(2),
});

test('T-01 T-04 a window with three requests does to each what the table says of it alone', async () => {
	const table = await tabulateWindow();
	await fc.assert(
		fc.asyncProperty(
			fc.array(drawn, {minLength: 3, maxLength: 3}),
			fc.array(event, {maxLength: 10}),
			async (requests, events) => {
				const window = await LiveWindow.open();
				try {
					let cases = requests.map<WindowCase>(request => ({...request, record: 'none', revoked: 'no'}));
					for (const {procedure, card} of requests) window.sign(procedure, card);
					for (const {event, nth} of events) {
						const expected = table(cases[nth] as WindowCase, event);
						expect(await window.happens(event, nth)).toEqual({
							receipt: expected.receipt,
							entered: expected.entered,
						});
						const revoked =
							requests[nth]?.card === 'A' || event === 'midnight' ? expected.revoked : undefined;
						cases = cases.map((before, at) => ({
							...before,
							...(at === nth && {record: expected.record}),
							...(revoked && {revoked: requests[nth]?.card === 'A' ? revoked : before.revoked}),
						}));
						if (event === 'midnight') {
							cases = cases.map(before => ({
								...before,
								revoked: before.revoked === 'entered' ? 'listed' : before.revoked,
							}));
						}
					}
				} finally {
					await window.close();
				}
			},
		),
		{numRuns: 200, seed: 20_261_122},
	);
});

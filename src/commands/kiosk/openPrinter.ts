import type {Slip} from '../../domain/slip.ts';
import type {Settings} from '../../settings/settings.ts';
import {cupsPrinter} from '../../slips/cupsPrinter.ts';
import type {Printer} from '../../slips/printer.ts';
import {wordsIn} from '../../words/index.ts';

/** Where the CUPS of a terminal listens (kiosk/terminal/root/etc/cups). */
export const cupsSocket = '/run/cups/cups.sock';

/**
 * The printer that the settings name; undefined where they name none. A citizen's slip is in Japanese for the counter
 * and in English below, since nobody knows who will read it; staff's own list is in Japanese.
 * @param isTrial whether the band 試験用 stands on everything (T-14)
 */
export function openPrinter(
	{printer, printerPaper}: Pick<Settings, 'printer' | 'printerPaper'>,
	isTrial: boolean,
	socket = cupsSocket,
): Printer | undefined {
	if (printer === '') return undefined;
	const {frame, slip: inJapanese} = wordsIn('ja');
	const {slip: inEnglish} = wordsIn('en');
	// A kiosk that is never asked for a slip reads no fonts.
	let drawing: Promise<(slip: Slip) => Promise<Uint8Array>> | undefined;
	const openDrawing = async () => {
		const [{drawSlip}, {openTypefaces}] = await Promise.all([
			import('../../slips/paper.ts'),
			import('../../slips/typefaces.ts'),
		]);
		const faces = await openTypefaces();
		return (slip: Slip) =>
			drawSlip(slip.kind === 'closing' ? [inJapanese(slip)] : [inJapanese(slip), inEnglish(slip)], {
				paper: printerPaper,
				faces,
				heading: frame.service,
				trial: isTrial ? frame.trial : undefined,
			});
	};
	return cupsPrinter({
		socket,
		queue: printer,
		paper: printerPaper,
		draw: async slip => {
			drawing ??= openDrawing();
			try {
				return await (await drawing)(slip);
			} catch (error) {
				// Fonts may be there the next time.
				drawing = undefined;
				throw error;
			}
		},
	});
}

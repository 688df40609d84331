import type {Procedure} from '../domain/procedure.ts';
import type {Language} from './kiosk.ts';
import type {View} from './view.ts';

/**
 * Where a kiosk goes on that became itself anew with a person still there: at the screen that says that the card was
 * taken out too early, with all that the kiosk still knows of them. Nothing in it tells who they are.
 */
export interface Resumption {
	readonly at: 'procedure' | 'viewer';
	/** The procedure that was cut short, or was chosen last. */
	readonly procedure: Procedure;
	readonly language: Language;
	readonly isSlow: boolean;
}

const places: Readonly<Record<string, Resumption['at']>> = {
	'procedure.unexpectedError': 'procedure',
	'viewer.cardLeft': 'viewer',
};

/** How to go on from here in a new kiosk; undefined where it cannot, or should not while the card is in. */
export function resumptionOf({path, procedure, language, isSlow, isCardIn}: View): Resumption | undefined {
	const at = places[path];
	if (at === undefined || isCardIn) return undefined;
	return {at, procedure: procedure ?? 'revocation', language, isSlow};
}

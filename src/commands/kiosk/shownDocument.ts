import {createHash} from 'node:crypto';

/**
 * Knows the application that was drawn up for the citizen to read, by its digest, so that nothing else is
 * signed in its place (T-07). It holds no text.
 */
export class ShownDocument {
	#digest: string | undefined;

	/** From here on this text, and no earlier one, is what is shown. */
	keep(application: string): void {
		this.#digest = digestOf(application);
	}

	/** Whether a text is the one shown, byte for byte. */
	is(application: string): boolean {
		return this.#digest === digestOf(application);
	}

	forget(): void {
		this.#digest = undefined;
	}
}

function digestOf(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

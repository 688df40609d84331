/** A PKI folder that cannot be used: broken configuration, told to staff in one line with the remedy. */
export class PkiFolderError extends Error {
	override readonly name = 'PkiFolderError';

	constructor(
		readonly path: string,
		fault: string,
		options?: ErrorOptions,
	) {
		super(`${path} ${fault}`, options);
	}
}

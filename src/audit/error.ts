/** The audit cannot be written or read: one line with the remedy, without personal data. */
export class AuditError extends Error {
	override readonly name = 'AuditError';
}

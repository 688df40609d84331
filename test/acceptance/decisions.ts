/** A row that no test proves, because on a kiosk it means nothing that could be tested. */
export interface Decision {
	readonly row: string;
	/** X-nn or G-nn. */
	readonly reason: string;
	readonly why: string;
}

/** Reads the list of docs/acceptance-decisions.md: `- S004-001: why`. */
export function parseDecisions(page: string): Decision[] {
	return [...page.matchAll(/^- (S\d{3}-\d{3}) \(([XG]-\d{2})\): (.+)$/gm)].map(
		([, row = '', reason = '', why = '']) => ({row, reason, why}),
	);
}

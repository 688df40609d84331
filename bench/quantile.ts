/** The smallest value that at least the share `p` (0 to 1) of the values do not exceed: the nearest-rank quantile. */
export function quantile(values: readonly number[], p: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const value = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
	if (value === undefined) throw new RangeError('No quantile of nothing');
	return value;
}

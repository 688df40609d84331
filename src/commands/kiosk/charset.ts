/**
 * Whether the locale of the environment draws in UTF-8. A locale that is not set at all is taken for one that
 * does: bare containers set none, and every terminal of today draws UTF-8 unless told otherwise.
 */
export function isUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
	// POSIX 8.2: the first of these that is set and not empty names the character set.
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
	const charset = locale.split('.')[1]?.split('@')[0];
	if (charset === undefined) return locale === '' || locale === 'C' || locale === 'POSIX';
	return /^utf-?8$/i.test(charset);
}

/** The keys of a terminal as ncurses' own database has them: capability name to bytes (infocmp(1M)). */
export function terminfoKeys(terminal: string): ReadonlyMap<string, readonly number[]> {
	const {stdout, success} = Bun.spawnSync(['infocmp', '-1', '-x', terminal]);
	if (!success)
		throw new Error(`infocmp knows no terminal ${terminal}: install ncurses-bin and ncurses-base`);
	const capabilities = stdout.toString().matchAll(/^\t(k\w+)=(.*),$/gm);
	return new Map([...capabilities].map(([, name, value]) => [name ?? '', bytesOf(value ?? '')]));
}

/** terminfo(5): `\E` is ESC, `^?` DEL, `^X` a control character, `\177` octal. */
function bytesOf(value: string): readonly number[] {
	return [...value.matchAll(/\\E|\^.|\\[0-7]{3}|\\.|./g)].map(([sign]) => {
		if (sign === '\\E') return 0x1b;
		if (sign === '^?') return 0x7f;
		if (sign.startsWith('^')) return sign.charCodeAt(1) & 0x1f;
		if (/^\\[0-7]/.test(sign)) return Number.parseInt(sign.slice(1), 8);
		return sign.charCodeAt(sign.length - 1);
	});
}

import {expect, test} from 'vitest';
import {isUtf8} from '../../src/commands/kiosk/charset.ts';

test.each([
	[{LANG: 'ja_JP.UTF-8'}, true],
	[{LANG: 'C.utf8'}, true],
	[{LANG: 'ja_JP.eucJP'}, false],
	[{LANG: 'ja_JP'}, false],
	[{LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.SJIS'}, false],
	[{LANG: 'ja_JP.eucJP', LC_CTYPE: 'ja_JP.UTF-8@cjknarrow'}, true],
	[{LANG: 'ja_JP.eucJP', LC_ALL: ''}, false],
	[{}, true],
	[{LANG: 'C'}, true],
])('the character set of %o', (env, expected) => {
	expect(isUtf8(env)).toBe(expected);
});

import {visibleText} from '../../domain/text.ts';
import {signsOf, widthOf} from './width.ts';

/**
 * A text as it may reach the terminal (threats T-13), with a blank after each sign for which a terminal has one cell
 * but a Japanese font two: `×`, `①`, Greek, Cyrillic (mostly what UAX #11 calls ambiguous). Without it, they overlap
 * the next sign, and an `Ⅱ` may look like an `Ⅰ`. Our own sentences have none of them; addresses and the manual have.
 */
export function roomy(text: string): string {
	const visible = visibleText(text);
	if (!suspected.test(visible)) return visible;
	return signsOf(visible)
		.map(sign => (widthOf(sign) === 1 && suspected.test(sign) ? `${sign} ` : sign))
		.join('');
}

/** Signs that are not of a script and shape known to be as wide in the font as in the terminal. */
const suspected =
	/[^\p{ASCII}[\p{Script=Latin}--\p{N}]\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{M}\u2500-\u257F]/v;

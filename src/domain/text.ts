/** What stands for a sign that must not reach screen, paper, log or journal. */
const replacementMark = '〓';

/**
 * The one gate for text we did not write (threats T-13): C0, C1, DEL and ESC, line breaks, bidi controls,
 * zero-width, unassigned, private-use and lone surrogate code points become a visible mark.
 * Variation selectors stay: they choose the form of a character in a name.
 */
export function visibleText(text: string): string {
	return text.replaceAll(unsafe, replacementMark);
}

const unsafe =
	/(?![\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u034F]/gu;

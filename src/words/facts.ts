/** A card locks after this many wrong signing passwords in a row (S004-043); the card counts, this is only said. */
export const tryLimit = 5;

/** マイナンバー総合フリーダイヤル: suspends a lost card at any hour. */
export const freeDial = '0120-95-0178';

/** The clause of the terms of use that asks for the erasure at the counter (S004-091, X-36). */
export const termsClause = '第9条第1項';

/** The same clause in English. */
export const termsClauseInEnglish = 'Article 9, paragraph 1';

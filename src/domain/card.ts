/** What lies in the reader, told by SELECT and the token label, never by ATR (card-facts 1.2, 2). */
export type CardKind =
	| 'myNumber'
	/** 住民基本台帳カード, the card before the My Number card. */
	| 'juki'
	/** A My Number card without a signing certificate: a child's, or one never issued. */
	| 'authOnly'
	/** JPKI on a telephone. */
	| 'phone'
	/** A card of the other realm: a genuine card at a demo kiosk, a demo card in production (threats T-14). */
	| 'otherRealm'
	/** Answers, but has no JPKI application. */
	| 'other';

/** Why there is no card to speak to; each is a sentence of its own (2.2.5, S004-102..104). */
export type AbsentCause =
	/** The PC/SC service does not answer. */
	| 'noService'
	| 'noReader'
	| 'noCard'
	/** Another program holds the reader. */
	| 'held'
	/** The card does not answer: it lies the wrong way round, or is broken. */
	| 'mute';

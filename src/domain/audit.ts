/** Which of a citizen's passwords is meant; the names of the card's profile. */
export type AuditedPassword = 'signing' | 'authentication';

/**
 * Everything the terminal writes into its audit (T-21, T-22): one closed union, so that nothing is noted whose
 * members were not thought over. Who is a staff number, a card is its keyed hash; never a name, an address, a
 * birth date, a serial number, a document's number or a word that somebody typed.
 */
export type AuditEntry =
	/** The first line of an audit: by whose key its lines are signed, SPKI in base64. */
	| {readonly kind: 'begun'; readonly key: string}
	/** The first line of each further file, which names the key again. */
	| {readonly kind: 'continued'; readonly file: number; readonly key: string}
	/** Bytes that a power cut left of a line that nobody relied on; they stay where they are, before this line. */
	| {readonly kind: 'mended'; readonly bytes: number; readonly digest: string}
	/** The program began to serve; `settings` has a mark for the value of each, to see at the next start what changed. */
	| {
			readonly kind: 'started';
			readonly version: string;
			readonly isTrial: boolean;
			readonly settings: Readonly<Record<string, string>>;
	  }
	/** Another version than at the start before. */
	| {readonly kind: 'versionChanged'; readonly from: string; readonly to: string}
	| {readonly kind: 'stopped'; readonly result: 'asked' | 'failed'}
	/** Staff asked for the restart of the program. */
	| {readonly kind: 'restarted'; readonly officer: string}
	/** The names of the settings whose values are others than before; `officer` when staff set them here. */
	| {readonly kind: 'settingsChanged'; readonly settings: readonly string[]; readonly officer?: string}
	/** The wall clock was set, by whole seconds forward or back (T-09). */
	| {readonly kind: 'clockStepped'; readonly seconds: number}
	/** The window refused a head, or its answer was not believed: somebody has to look. */
	| {readonly kind: 'headRefused'; readonly cause: 'refused' | 'notBelieved'}
	| {
			readonly kind: 'staffSignedIn';
			readonly officer: string;
			readonly role: string;
			readonly method: 'card' | 'passphrase';
	  }
	| {readonly kind: 'staffSignedOut'; readonly officer: string; readonly cause: 'asked' | 'idle' | 'ended'}
	/** A sign-in that failed; without a number when nobody known was named. */
	| {readonly kind: 'staffRefused'; readonly officer?: string; readonly cause: string}
	| {readonly kind: 'staffLockedOut'; readonly officer: string; readonly seconds: number}
	| {readonly kind: 'staffUnlocked'; readonly officer: string; readonly unlocked: string}
	/** The roster was changed by a command. */
	| {readonly kind: 'rosterChanged'; readonly change: 'added' | 'removed'; readonly changed: string}
	| {readonly kind: 'exported'; readonly officer: string; readonly what: 'journal'}
	| {readonly kind: 'outboxFileRemoved'; readonly officer: string; readonly file: string}
	| {readonly kind: 'readerReset'; readonly officer: string}
	| {
			readonly kind: 'printed';
			readonly slip: string;
			readonly result: 'printed' | 'failed' | 'notConfigured';
			readonly officer?: string;
	  }
	/** The opening or the closing list, with the points that were not ticked. */
	| {
			readonly kind: 'listFinished';
			readonly list: 'opening' | 'closing';
			readonly officer: string;
			readonly missing: readonly string[];
	  }
	/** A step of a staff-assisted reset; `reset` ties the steps of one together. */
	| {
			readonly kind: 'resetStep';
			readonly reset: string;
			readonly step: 'begun' | 'documentsSeen' | 'confirmed' | 'authorised';
			readonly password: AuditedPassword;
			readonly card: string;
			/** Whose step it was, where it was one officer's. */
			readonly officer?: string;
	  }
	/** How it ended; `officers` are all who had signed in for it, the first first. */
	| {
			readonly kind: 'resetEnded';
			readonly reset: string;
			readonly result: 'reset' | 'guided' | 'refused' | 'cancelled' | 'failed' | 'unknown';
			readonly password: AuditedPassword;
			readonly card: string;
			readonly officers: readonly string[];
			/** Why, for a refusal or a failure: a code of ours. */
			readonly cause?: string;
	  }
	/** Somebody closed a terminal's audit at the window; `key` is its public key, `lines` how far it was seen. */
	| {readonly kind: 'auditClosed'; readonly terminal: string; readonly key: string; readonly lines: number}
	/** The window ruled on a reset; `card` is the window's own mark, `terminal` the serial number of the terminal's certificate. */
	| {
			readonly kind: 'unblockRuled';
			readonly reset: string;
			readonly result: 'authorised' | 'refused';
			readonly card: string;
			readonly officers: readonly string[];
			readonly terminal?: string;
			readonly cause?: string;
	  };

/** How far an audit has come: the number of its lines and the SHA-256 of the last one, lower-case hex. */
export interface AuditHead {
	readonly count: number;
	readonly hash: string;
}

/**
 * Where audited things are noted. An entry is on disk when `note` returns; it throws when the disk refuses, and
 * then what was to be audited must not go on.
 */
export interface Audit {
	note(entry: AuditEntry): void;
	/** The mark by which the audit knows a card again: an HMAC of its identity under a secret of this terminal. */
	markOf(cardIdentity: string): string;
}

/** What a terminal says to the window of its audit. */
export interface HeadStatement extends AuditHead {
	/** By the terminal's clock, ISO 8601 in UTC. */
	readonly at: string;
	/** The audit's public key, SPKI in base64: by this the window knows the audit again. */
	readonly key: string;
}

/** The text of a statement that is signed: canonical JSON (RFC 8785), with what it is for. */
export function headText({at, count, hash, key}: HeadStatement): string {
	return JSON.stringify({at, count, hash, key, purpose: 'madoguchi audit head'});
}

/** What the window says it saw of an audit: its own word, signed for this purpose alone. */
export interface SeenHeads {
	/** The audit's public key, SPKI in base64. */
	readonly key: string;
	/** The newest heads, the newest last; those before them were seen too, and are left out for length. */
	readonly heads: readonly AuditHead[];
	/** By the window's clock, ISO 8601 in UTC. */
	readonly seenAt: string;
}

/** Why the window takes a head for none of this audit's. */
export type HeadRefusal =
	/** Fewer lines than were seen: the end was cut off. */
	| 'behind'
	/** As many lines as were seen, but others. */
	| 'fork'
	/** This terminal had an audit by another key. */
	| 'otherKey'
	/** This audit was closed at the window, that another may begin. */
	| 'closed';

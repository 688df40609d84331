/** The things that are checked, in the order of the report; a PC/SC call is named as pcsc-lite's winscard.h has it. */
export type CheckName = Exclude<CheckTopic, 'calls'> | `SCard${string}`;

/** What is checked; the calls of PC/SC are one thing. */
export type CheckTopic =
	| 'terminal'
	| 'locale'
	| 'width'
	| 'pcscd'
	| 'calls'
	| 'reader'
	| 'card'
	| 'token'
	| 'tries'
	| 'card log'
	| 'swap'
	| 'ptrace'
	| 'core files'
	| 'input devices'
	| 'settings'
	| 'printer'
	| 'release'
	| 'pki'
	| 'window'
	| 'clock';

/** What was found of one thing. Text from devices has passed the gate of T-13. */
export type Finding =
	| {readonly check: CheckName; readonly status: 'ok'; readonly found: string}
	| {
			readonly check: CheckName;
			readonly status: 'ng';
			readonly found: string;
			/** What the next person does about it. */
			readonly remedy: string;
	  }
	/** Could not be asked; that is no fault of the terminal. */
	| {readonly check: CheckName; readonly status: 'unasked'; readonly found: string};

export function ok(check: CheckName, found: string): Finding {
	return {check, status: 'ok', found};
}

export function ng(check: CheckName, found: string, remedy: string): Finding {
	return {check, status: 'ng', found, remedy};
}

export function unasked(check: CheckName, found: string): Finding {
	return {check, status: 'unasked', found};
}

/** What a check is about. */
export function topicOf(check: CheckName): CheckTopic {
	return isCall(check) ? 'calls' : check;
}

function isCall(check: CheckName): check is `SCard${string}` {
	return check.startsWith('SCard');
}

import type {Procedure} from '../../src/domain/procedure.ts';
import type {ButtonName} from '../../src/machines/screen.ts';
import type {Card, MyNumberCard} from './environment.ts';

/** How much of the world takes part. Every scope is explored to its last state. */
export interface Scope {
	readonly name: string;
	readonly procedures: readonly Procedure[];
	/** What else is chosen on the top screen and in what it leads to. */
	readonly choices: readonly ButtonName[];
	readonly cards: readonly Card[];
	/** Those whose password was blocked before anybody came. */
	readonly blocked: readonly MyNumberCard[];
	/** From where staff can be called. */
	readonly callsStaff: 'nowhere' | 'atRest' | 'everywhere';
	/** A wrong password can be typed, and an ill-formed one. */
	readonly hasWrongPasswords: boolean;
	/** The reader has keys of its own, and the password is typed there. */
	readonly hasPad: boolean;
	/** The reader can be lost, and a card can stop answering or refuse. */
	readonly hasReaderFaults: boolean;
	/** A message can arrive more than once; that it is lost, late or out of order is always possible. */
	readonly doublesMessages: boolean;
	/** The kiosk can be killed and start again; a window that dies has lost a message or its receipt, which is always possible. */
	readonly hasCrashes: boolean;
	/** Files can fail to be written or removed, the clock can be set, the window can be out of service. */
	readonly hasTerminalFaults: boolean;
	/** Another terminal can revoke the same certificate, and the list of the day can be issued. */
	readonly hasOtherTerminal: boolean;
	/** How many requests can be alive at once: sent ones, and the one that is drawn up. */
	readonly slots: number;
}

import type {DialogueName} from '../machines/children.ts';
import type {MachineEvent} from '../machines/events.ts';
import type {KioskInput} from '../machines/kiosk.ts';
import type {Definitions} from './definition.ts';

/**
 * A journal is JSON, one object a line: a header, then entries, now and then a note of a fault, and an ending.
 * Several runs may follow each other in one file. A run without an ending was cut off.
 */
export type Line = Header | Entry | FaultNote | Ending;

/** The first line of a run. */
export interface Header {
	readonly format: 'madoguchi-journal';
	readonly version: 1;
	/** Which build recorded it. */
	readonly build: string;
	/** The machines it was recorded with. */
	readonly machines: Definitions;
	/** How the kiosk was set up. */
	readonly input: KioskInput;
	/** What the screens were drawn with. */
	readonly screen: {readonly columns: number; readonly rows: number; readonly isTrial: boolean};
}

/** One event from outside, and what it led to. */
export interface Entry {
	/** Whole milliseconds since the run began. */
	readonly at: number;
	/** The machine that heard it. */
	readonly to: MachineId;
	/** Without secrets: personal data replaced by placeholders. */
	readonly event: MachineEvent;
	/** The state reached. */
	readonly path: string;
	/** SHA-256 of the view as drawn from placeholders, the first 16 hex digits. */
	readonly view: string;
}

/** A bug that a device met: its kind, never its text, which may quote data. */
export interface FaultNote {
	readonly fault: string;
}

/** How a run ended: in order, or with its file full, so that what came then was not written. */
export interface Ending {
	readonly end: 'stopped' | 'full';
	readonly at: number;
}

/** Who hears: the kiosk, the machine in its session's charge, whichever that is, or that one's dialogue by its name. */
export type MachineId = 'kiosk' | 'procedure' | DialogueName;

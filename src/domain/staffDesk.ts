import type {Finding} from './finding.ts';
import type {Procedure} from './procedure.ts';
import type {StaffRole} from './staff.ts';

/** What can be chosen at the staff desk and while signing in. */
export type DeskChoice =
	| StaffMethodChoice
	| DeskPage
	| DeskListName
	| DeskAct
	| DeskSetting
	| DeskItem
	| 'lists'
	| 'upkeep'
	| 'assistedReset'
	| 'signOut';

export type StaffMethodChoice = 'staffCard' | 'staffPassphrase';

/** A page of facts. */
export type DeskPage = 'readiness' | 'requests' | 'lockouts' | 'deskSettings';

/** The list that is gone through when the office opens, and when it closes. */
export type DeskListName = 'openingList' | 'closingList';

/** What staff do to the terminal. */
export type DeskAct = 'removeFiles' | 'resetReader' | 'exportJournal' | 'restart';

/** What an operator sets at the desk; the other settings are texts, and stand in settings.json. */
export type DeskSetting = 'setLanguage' | 'setSlowMode' | 'setReveal';

/** The nth entry of a list on screen. */
export type DeskItem = (typeof deskItems)[number];

export const deskItems = ['item1', 'item2', 'item3', 'item4', 'item5', 'item6'] as const;

/** The points of both lists, in the order of the items. */
export const deskListPoints = {
	openingList: ['screen', 'keyboard', 'reader', 'printer', 'readiness', 'surroundings'],
	closingList: ['cards', 'requests', 'paper', 'readiness', 'surroundings', 'power'],
} as const satisfies Record<DeskListName, readonly string[]>;

export type DeskListPoint = (typeof deskListPoints)[DeskListName][number];

/** Which role each thing at the desk needs; what is not named needs none beyond being staff. */
const needs: Partial<Readonly<Record<DeskChoice, StaffRole>>> = {
	assistedReset: 'resetOfficer',
	lockouts: 'operator',
	deskSettings: 'operator',
	setLanguage: 'operator',
	setSlowMode: 'operator',
	setReveal: 'operator',
	removeFiles: 'operator',
	exportJournal: 'operator',
};

/** The role that a choice at the desk needs. */
export function roleNeededFor(choice: DeskChoice): StaffRole {
	return needs[choice] ?? 'helper';
}

/** What became of the slip of something done at the desk; `none` where there is none, or no printer. */
export type DeskSlip = 'none' | 'printed' | 'failed';

/** What a page of the desk shows. No personal data. */
export type DeskReport =
	| {readonly kind: 'readiness'; readonly findings: readonly Finding[]}
	| {
			readonly kind: 'requests';
			readonly waiting: ReadonlyArray<{readonly procedure: Procedure; readonly ageMinutes: number}>;
			/** Names of files in the outbox that cannot be read. */
			readonly unreadable: readonly string[];
	  }
	| {
			readonly kind: 'lockouts';
			/** `isOwn`: the officer's who looks; another lifts it. */
			readonly lockouts: ReadonlyArray<{
				readonly id: string;
				readonly seconds: number;
				readonly isOwn: boolean;
			}>;
	  }
	| {
			readonly kind: 'settings';
			readonly language: 'ja' | 'en';
			readonly isSlow: boolean;
			readonly mayReveal: boolean;
			readonly addressee: string;
	  };

/** Reads a report from the text in which a machine holds it; it was written by us. */
export function parseDeskReport(text: string): DeskReport {
	return JSON.parse(text) as DeskReport;
}

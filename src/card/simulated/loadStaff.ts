import {createPrivateKey} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {demoStaffCard} from '../staff.ts';
import {SimulatedCard, type SimulatedFile} from './card.ts';

/** What `card.json` of a staff card says. */
export interface StaffCardDescription {
	readonly application: 'staff';
	readonly id: string;
	readonly pin: string;
	readonly triesLeft: number;
	/** What the card is there to show. */
	readonly note: string;
}

/** What of a staff card changes while it is used. */
export type StaffCardState = Pick<StaffCardDescription, 'pin' | 'triesLeft'>;

/** Reads the `card.json` of a staff card; undefined when it describes another. */
export function parseStaffDescription(text: string): StaffCardDescription | undefined {
	const value = Object(JSON.parse(text)) as Record<string, unknown>;
	const {application, id, pin, triesLeft, note} = value;
	const isOne =
		application === 'staff' &&
		[id, pin, note].every(each => typeof each === 'string') &&
		Number.isInteger(triesLeft) &&
		(triesLeft as number) >= 0 &&
		(triesLeft as number) <= demoStaffCard.mostTries;
	return isOne ? (value as unknown as StaffCardDescription) : undefined;
}

/**
 * A staff card from its folder: `card.json`, `staff.der`, `staff.key`. Throws when a file is missing or broken.
 * @param save told of PIN and counter after each change, for a card that outlives the program
 */
export async function loadStaffCard(
	folder: string,
	description: StaffCardDescription,
	save?: (state: StaffCardState) => void,
): Promise<SimulatedCard> {
	const {files: ef, mostTries, aid, pinBytes, signScheme} = demoStaffCard;
	const [certificate, key] = await Promise.all([
		readFile(join(folder, 'staff.der')),
		readFile(join(folder, 'staff.key')),
	]);
	const files = new Map<number, SimulatedFile>([
		[ef.certificate, {holds: 'data', bytes: new Uint8Array(certificate)}],
		[ef.key, {holds: 'key', key: createPrivateKey(key), guard: ef.pin}],
		[
			ef.pin,
			{
				holds: 'password',
				password: new TextEncoder().encode(description.pin),
				mostTries,
				triesLeft: description.triesLeft,
			},
		],
	]);
	return new SimulatedCard(files, {
		application: {aid, passwordBytes: pinBytes, signScheme},
		onChange: (_, {password, triesLeft}) => save?.({pin: new TextDecoder().decode(password), triesLeft}),
	});
}

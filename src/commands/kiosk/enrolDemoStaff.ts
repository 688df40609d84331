import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {demoStaffCards} from '../../pki/demoStaff.ts';
import {type EnrolledOfficer, readRoster, writeRoster} from '../../staff/roster.ts';
import {SetUpError} from '../command.ts';
import {enrolledCardOf} from '../staff/enrolledCard.ts';

/** Puts the demo staff cards of a PKI folder into the roster of a demo, beside whoever was enrolled by the command. */
export async function enrolDemoStaff(pki: string, state: string): Promise<void> {
	const demoStaff = await Promise.all(
		Object.entries(demoStaffCards).map(async ([name, {id, role}]): Promise<EnrolledOfficer> => {
			const file = join(pki, 'cards', name, 'staff.der');
			const card = enrolledCardOf(await readFile(file));
			if (!card) throw new SetUpError(`${file} is no certificate: remove ${pki} to have it made anew`);
			return {id, role, card};
		}),
	);
	const others = (await readRoster(state)).filter(({id}) => demoStaff.every(officer => officer.id !== id));
	await writeRoster(state, [...demoStaff, ...others]);
}

import type {PlacedMutant} from './tree.ts';

/** A sample of about so many mutants, of each file its share and at least one: the same ones for the same seed. */
export function sampleOf(mutants: readonly PlacedMutant[], count: number, seed: number): PlacedMutant[] {
	const share = count / mutants.length;
	return [...Map.groupBy(mutants, ({file}) => file).values()].flatMap(own => {
		const some = Math.max(1, Math.round(own.length * share));
		return own
			.map(mutant => ({
				mutant,
				by: Bun.hash.wyhash(`${seed} ${mutant.file} ${mutant.start} ${mutant.replacement}`),
			}))
			.sort((one, other) => (one.by < other.by ? -1 : 1))
			.slice(0, some)
			.map(({mutant}) => mutant)
			.sort((one, other) => one.id - other.id);
	});
}

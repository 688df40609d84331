/** A procedure a citizen carries out by a signed request (seed 004): chapter 2 revocation 失効申請, chapter 3 validity check 有効性確認. */
export type Procedure = 'revocation' | 'validity';

export const procedures: readonly Procedure[] = ['revocation', 'validity'];

/** What the citizen signs in each procedure, as written at the head of the document (S004-051, S004-052). */
export const documentTypes = {
	revocation: '失効申請書',
	validity: '有効性確認申請書',
} as const satisfies Record<Procedure, string>;

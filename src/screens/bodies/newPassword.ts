import type {PasswordPart} from '../../machines/newPassword.ts';
import type {Screen} from './body.ts';

/**
 * The fields of a new password (S001-016): how far they are filled, what to type now and what was wrong stay in sight
 * above the active one.
 */
export const newPassword: Screen = (
	{newPasswordFault, asksCurrent, passwordPart = 'next'},
	{screen, words: {frame}},
) => {
	const parts: readonly PasswordPart[] = asksCurrent ? ['current', 'next', 'again'] : ['next', 'again'];
	const at = parts.indexOf(passwordPart);
	return {
		head: [
			{
				kind: 'fields',
				rows: parts.map((part, index) => [frame.passwordParts[part], filled(index - at, frame.filled)]),
			},
			{
				kind: 'text',
				sentences: screen.plain,
				tone: newPasswordFault === undefined ? 'strong' : 'warning',
			},
		],
		body: [{kind: 'list', sentences: screen.notes}],
	};
};

function filled(
	distance: number,
	words: {readonly done: string; readonly now: string; readonly later: string},
): string {
	if (distance === 0) return words.now;
	return distance < 0 ? words.done : words.later;
}

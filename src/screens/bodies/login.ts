import type {Screen} from './body.ts';

/**
 * ログイン: what to type, what was wrong and how many tries are left stay in sight above the field (S004-035..043).
 * Our remarks come first below it: they say that a malformed password cost no try (G-13).
 */
export const login: Screen = ({passwordFault, staff}, {screen}) => ({
	head: [
		{
			kind: 'text',
			sentences: screen.plain,
			tone: (passwordFault ?? staff?.typingFault) === undefined ? 'strong' : 'warning',
		},
	],
	body: [
		{kind: 'list', sentences: screen.notes},
		{kind: 'quote', quotes: screen.legal},
	],
});

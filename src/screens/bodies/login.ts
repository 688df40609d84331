import {remarks, type Screen} from './body.ts';

/** ログイン: what to type, what was wrong and how many tries are left stay in sight above the field (S004-035..043). */
export const login: Screen = ({passwordFault}, {screen}) => ({
	head: [{kind: 'text', sentences: screen.plain, tone: passwordFault === undefined ? 'strong' : 'warning'}],
	body: remarks(screen),
});

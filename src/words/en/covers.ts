import type {Words} from '../words.ts';
import {forgottenLine, settingsLine, waitingLine} from './terms.ts';

export const covers: Words['covers'] = {
	idleWarning: secondsLeft => ({
		title: 'Are you still there?',
		plain: [
			'Press any key to go on.',
			`This procedure ends in ${secondsLeft} ${secondsLeft === 1 ? 'second' : 'seconds'}.`,
			'Your data and what you typed will be erased.',
			'If you need more time, press F6: this terminal then waits ten times as long.',
		],
		close: 'Go on',
	}),
	help: {
		title: 'Help',
		plain: ['About this screen.'],
		close: 'Close',
	},
	language: {
		title: 'Language / 言語',
		plain: ['Change the language to Japanese.', '画面の言葉を日本語に替えます。'],
		close: 'Stay in English',
		confirm: '日本語',
	},
	staff: (waiting, forgottenCards, settingsFaults, canSignIn) => ({
		title: 'Call staff',
		plain: [
			'Please speak to a member of staff nearby.',
			'If you see a notice code, tell them the code.',
			'Never tell anyone your password, not even the staff.',
			...(waiting > 0 ? [waitingLine(waiting)] : []),
			...(forgottenCards > 0 ? [forgottenLine(forgottenCards)] : []),
			...(settingsFaults === undefined ? [] : [settingsLine(settingsFaults)]),
			...(canSignIn ? ['When staff sign in, the present procedure ends.'] : []),
		],
		close: 'Close',
		...(canSignIn && {confirm: 'Staff sign-in'}),
	}),
};

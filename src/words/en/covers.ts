import type {Words} from '../words.ts';
import {waitingLine} from './terms.ts';

export const covers: Words['covers'] = {
	idleWarning: secondsLeft => ({
		title: 'Are you still there?',
		plain: [
			'Press any key to go on.',
			`This procedure ends in ${secondsLeft} ${secondsLeft === 1 ? 'second' : 'seconds'}.`,
			'Your data and what you typed will be erased.',
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
	staff: waiting => ({
		title: 'Call staff',
		plain: [
			'Please speak to a member of staff nearby.',
			'If you see a notice code, tell them the code.',
			'Never tell anyone your password, not even the staff.',
			...(waiting > 0 ? [waitingLine(waiting)] : []),
		],
		close: 'Close',
	}),
};

import type {ScreenTexts, Situation} from '../words.ts';
import {momentInEnglish} from './instant.ts';
import {finish} from './terms.ts';

/** Why nothing can begin now, from when it can again, and who helps meanwhile (G-10). */
export function closedLines({service, counter}: Situation): readonly string[] {
	if (service.status === 'open') return ['No procedure can begin now.'];
	const opens =
		service.opensAt === undefined
			? 'The day it opens again is not set yet.'
			: `It opens again on ${momentInEnglish(service.opensAt)}.`;
	return [whyClosed(service), opens, ...(counter === '' ? [] : [`Until then you are served at: ${counter}`])];
}

function whyClosed(service: Exclude<Situation['service'], {status: 'open'}>): string {
	if (service.status === 'closing') return 'This terminal closes soon, so no new procedure can begin.';
	return service.why === 'maintenance'
		? 'This terminal is out of service for maintenance.'
		: 'This terminal is closed at this hour.';
}

/** Until when procedures are offered; nothing where there is no end in sight. */
export function openLine({service}: Situation): readonly string[] {
	if (service.status !== 'open' || service.until === undefined) return [];
	return [`Open until ${momentInEnglish(service.until)}`];
}

export const hours = {
	outOfHours: at => ({
		title: 'No procedure can begin',
		plain: [...closedLines(at), at.isCardIn ? 'Press "Finish" and take your card.' : 'Press "Finish".'],
		buttons: finish,
		help: [
			'Neither you nor your card is the cause.',
			'A little before the end nothing new begins, so that no procedure is cut short.',
			'The municipal counter can revoke a certificate too.',
		],
	}),
} satisfies Partial<ScreenTexts>;

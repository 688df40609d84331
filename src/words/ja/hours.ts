import {formatMoment} from '../../domain/time.ts';
import type {ScreenTexts, Situation} from '../words.ts';
import {finish} from './terms.ts';

/** Why nothing can begin now, from when it can again, and who helps meanwhile (G-10). */
export function closedLines({service, counter}: Situation): readonly string[] {
	if (service.status === 'open') return ['ただいま手続を始められません。'];
	const opens =
		service.opensAt === undefined
			? '始まる日時は決まっていません。'
			: `${formatMoment(service.opensAt)}から使えます。`;
	return [
		whyClosed(service),
		opens,
		...(counter === '' ? [] : [`それまでの手続は、${counter}で受け付けています。`]),
	];
}

function whyClosed(service: Exclude<Situation['service'], {status: 'open'}>): string {
	if (service.status === 'closing') return 'まもなく受付を終わるため、新しい手続は始められません。';
	return service.why === 'maintenance'
		? 'ただいま保守のため休止しています。'
		: 'ただいま受付の時間ではありません。';
}

/** Until when procedures are offered; nothing where there is no end in sight. */
export function openLine({service}: Situation): readonly string[] {
	if (service.status !== 'open' || service.until === undefined) return [];
	return [`受付は、${formatMoment(service.until)}までです。`];
}

export const hours = {
	outOfHours: at => ({
		title: '手続を始められません',
		plain: [
			...closedLines(at),
			at.isCardIn ? '「終わる」を押して、カードをお取りください。' : '「終わる」を押してください。',
		],
		buttons: finish,
		help: [
			'お客さまの操作やカードの問題ではありません。',
			'始めた手続が途中で止まらないように、終わりの少し前から受付を止めています。',
			'失効申請は、市区町村の窓口でもできます。',
		],
	}),
} satisfies Partial<ScreenTexts>;

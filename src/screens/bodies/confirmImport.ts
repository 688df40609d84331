import {hasSubstitutes} from '../../domain/applicant.ts';
import {type Application, parseApplication} from '../../domain/application.ts';
import {parseBirthDate} from '../../domain/birthDate.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Block} from '../block.ts';
import {lead, remarks, type Screen} from './body.ts';

/**
 * 取込み情報の確認: the whole document before it is signed (S004-044..061), every member but the requestId (T-02).
 * Veiled, what is of the person gives way to a mark.
 */
export const confirmImport: Screen = (view, {screen, words: {frame}}) => {
	const application = view.application === undefined ? undefined : parseApplication(view.application);
	if (application === undefined) return {body: [lead(screen), ...remarks(screen)], isIncomplete: true};
	return {body: [lead(screen), sheetOf(application, view.isVeiled, frame), ...remarks(screen)]};
};

function sheetOf(application: Application, isVeiled: boolean, frame: FrameWords): Block {
	const {applicant, certificate} = application;
	const shown = (text: string) => (isVeiled ? frame.hidden : text);
	const substituted =
		hasSubstitutes(applicant.nameSubstitutes) || hasSubstitutes(applicant.addressSubstitutes);
	return {
		kind: 'sheet',
		title: application.type,
		blocks: [
			{kind: 'fields', rows: [[frame.addressee, application.addressee]]},
			{kind: 'text', sentences: [application.request, application.effect], tone: 'text'},
			{kind: 'text', sentences: frame.documentMeans[application.procedure], tone: 'quiet'},
			{
				kind: 'fields',
				rows: [
					[frame.name, shown(applicant.name)],
					[frame.address, shown(applicant.address)],
					[frame.sex, shown(frame.sexes[applicant.sex])],
					[frame.birthDate, shown(birthDateOf(applicant.birthDate, frame))],
				],
			},
			{kind: 'list', sentences: substituted ? [frame.substitutes] : []},
			{
				kind: 'fields',
				rows: [
					[frame.certificateIssuer, certificate.issuer],
					[frame.certificateSerial, shown(certificate.serialNumber)],
					[frame.createdAt, frame.instant(application.createdAt)],
				],
			},
		],
	};
}

/** A date that cannot be read is shown as certified, so that nothing signed stays unseen. */
function birthDateOf(certified: string, frame: FrameWords): string {
	const date = parseBirthDate(certified);
	return date ? frame.birthDay(date) : certified;
}

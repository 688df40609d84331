import {parseBirthDate} from '../../domain/birthDate.ts';
import {type CertificateFact, isInstantField, parseCertificateDescription} from '../../domain/certificate.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Block} from '../block.ts';
import {lead, remarks, type Screen} from './body.ts';

/**
 * 証明書表示ツール: the basic page as one table, the detail page with the meaning under each fact. Veiled, every
 * value gives way to a mark.
 */
export const certificate =
	(page: 'basic' | 'detail'): Screen =>
	(view, {screen, words: {frame}}) => {
		const description =
			view.certificate === undefined ? undefined : parseCertificateDescription(view.certificate);
		const rows = (description?.[page] ?? []).map(fact => rowOf(fact, view.isVeiled, frame));
		const facts: Block[] =
			page === 'basic'
				? [{kind: 'fields', rows: rows.map(({row}) => row)}]
				: rows.flatMap(({row, meaning}): Block[] => [
						{kind: 'fields', rows: [row]},
						{kind: 'list', sentences: [meaning]},
					]);
		const title: Block[] = description
			? [{kind: 'text', sentences: [frame.certificate.names[description.choice]], tone: 'text'}]
			: [];
		return {body: [lead(screen), ...title, ...(rows.length > 0 ? facts : []), ...remarks(screen)]};
	};

function rowOf(fact: CertificateFact, isVeiled: boolean, frame: FrameWords) {
	const {label, meaning} = frame.certificate.fields[fact.field];
	const name = fact.isCritical ? `${label} ${frame.certificate.critical}` : label;
	return {row: [name, isVeiled ? frame.hidden : textOf(fact, frame)] as const, meaning};
}

function textOf({field, value}: CertificateFact, frame: FrameWords): string {
	if (isInstantField(field)) return frame.instant(value);
	if (field === 'holderSex' && Object.hasOwn(frame.sexes, value)) {
		return frame.sexes[value as keyof FrameWords['sexes']];
	}
	const date = field === 'holderBirthDate' ? parseBirthDate(value) : undefined;
	return date ? frame.birthDay(date) : value;
}

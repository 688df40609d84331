import {type Finding, topicOf} from '../../domain/finding.ts';
import {type DeskReport, parseDeskReport} from '../../domain/staffDesk.ts';
import type {DeskWords, FrameWords} from '../../words/words.ts';
import type {Block} from '../block.ts';
import {lead, remarks, type Screen} from './body.ts';

/** A page of the staff desk: what was found, as a table. */
export const deskPage: Screen = ({staff, screen: name}, {screen, words: {frame}}) => ({
	body: [
		lead(screen),
		...(staff?.report ? blocksOf(parseDeskReport(staff.report), frame) : []),
		...remarks(screen),
	],
	isList: name === 'staffLockouts',
});

type Row = readonly [label: string, value: string];

function blocksOf(report: DeskReport, frame: FrameWords): Block[] {
	const rows = rowsOf(report, frame);
	return rows.length === 0 ? [] : [{kind: 'fields', rows}];
}

function rowsOf(report: DeskReport, {desk, procedureName, addressee}: FrameWords): Row[] {
	switch (report.kind) {
		case 'readiness':
			return report.findings.flatMap(finding => rowsOfFinding(finding, desk));
		case 'requests':
			return [
				...report.waiting.map(
					({procedure, ageMinutes}): Row => [procedureName[procedure], desk.age(ageMinutes)],
				),
				...report.unreadable.map((name): Row => [desk.unreadable, name]),
			];
		case 'lockouts':
			return report.lockouts.map(({id, seconds}, at) => [
				`${at + 1} ${id === '*' ? desk.nobody : id}`,
				desk.wait(seconds),
			]);
		case 'settings':
			return [
				[desk.language.label, desk.language.names[report.language]],
				[desk.slowMode, report.isSlow ? desk.yes : desk.no],
				[desk.reveal, report.mayReveal ? desk.yes : desk.no],
				[addressee, report.addressee],
			];
		default:
			return report satisfies never;
	}
}

/** In the words of staff; what support asks for below it. */
function rowsOfFinding(finding: Finding, {findings, checks, ...desk}: DeskWords): Row[] {
	const {name, remedy = desk.callSupport} = checks[topicOf(finding.check)];
	const label = `${findings[finding.status]} ${name}`;
	switch (finding.status) {
		case 'ok':
			return [[label, desk.well]];
		case 'unasked':
			return [[label, desk.notChecked]];
		case 'ng':
			return [
				[label, remedy],
				['', desk.technical(finding.found, finding.remedy)],
			];
	}
}

import {stepCount} from '../../machines/screen.ts';
import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Line} from '../block.ts';
import type {Canvas} from '../canvas.ts';
import {columnOf, isRoomy} from '../size.ts';
import {widthOf} from '../text/width.ts';
import {theme} from '../theme.ts';
import {headerRows} from './headerHeight.ts';

export interface HeaderProps {
	readonly view: View;
	readonly trial: boolean;
	readonly frame: FrameWords;
	/** The band says which key opens the simulator. */
	readonly hasSimulator: boolean;
	readonly demoPassword: string | undefined;
	/** What that password is, where it is not the signing password. */
	readonly fieldLabel: string | undefined;
}

/** The band 試験用, the service and the lock sign of its connection, the procedure and how far it has come. */
export function paintHeader(canvas: Canvas, props: HeaderProps): void {
	const {view, trial, frame, hasSimulator, demoPassword} = props;
	const {size} = canvas;
	const rows = headerRows(view, size, trial);
	const {column, columns} = columnOf(size);
	const bar = {column: 0, columns: size.columns};
	const right = (text: string) => column + columns - widthOf(text);
	if (trial) {
		canvas.fill({...bar, row: 0, rows: 1}, theme.trial.ground);
		canvas.write(0, Math.floor((size.columns - widthOf(frame.trial)) / 2), [
			{text: frame.trial, tone: 'trial'},
		]);
		const hint = `F9 ${frame.keys.simulator}`;
		if (hasSimulator) canvas.write(0, right(hint), [{text: hint, tone: 'trial'}]);
		const label = view.field === 'staffPin' ? props.fieldLabel : frame.passwordLabel;
		if (
			demoPassword !== undefined &&
			(view.field === 'password' || view.field === 'staffPin') &&
			view.cover === undefined
		) {
			canvas.write(0, column, [{text: `${label} ${demoPassword}`, tone: 'trial'}]);
		}
	}
	if (view.duty) {
		const {officer, secondsLeft} = view.duty;
		const text = frame.duty(officer.id, frame.desk.roles[officer.role], secondsLeft);
		canvas.fill({...bar, row: rows.band, rows: rows.duty}, theme.duty.ground);
		canvas.write(rows.band, Math.floor((size.columns - widthOf(text)) / 2), [{text, tone: 'duty'}]);
	}
	const top = rows.band + rows.duty;
	canvas.fill({...bar, row: top, rows: rows.name}, theme.header.ground);
	const nameRow = top + (isRoomy(size) ? 1 : 0);
	const lock = lockOf(view, frame);
	canvas.write(nameRow, column, [{text: frame.service, tone: 'headerStrong'}]);
	canvas.write(nameRow, right(lock), [{text: lock, tone: 'header'}]);
	if (view.procedure !== undefined) {
		const at = view.step === undefined ? '' : frame.step(view.step, stepCount);
		canvas.write(nameRow + 1, column, [{text: frame.procedureName[view.procedure], tone: 'header'}]);
		canvas.write(nameRow + 1, right(at), [{text: at, tone: 'header'}]);
	}
	if (rows.steps > 0) {
		const row = top + rows.name;
		canvas.fill({...bar, row, rows: rows.steps}, theme.step.ground);
		canvas.write(row + Math.floor(rows.steps / 2), column - 1, stepsOf(view, frame, columns + 1));
	}
}

/** The steps by name, or the others by number alone where the names do not fit; the present one stands out. */
function stepsOf({step}: View, frame: FrameWords, columns: number): Line {
	const named = frame.stepNames.map((name, index) => ` ${index + 1} ${name} `);
	const isFitting = named.reduce((sum, text) => sum + widthOf(text), 0) + named.length - 1 <= columns;
	const shown = isFitting
		? named
		: named.map((text, index) => (index + 1 === step ? text : ` ${index + 1} `));
	return shown.flatMap((text, index) => [
		...(index === 0 ? [] : [{text: '─', tone: 'step'} as const]),
		{text, tone: index + 1 === step ? 'stepNow' : 'step'} as const,
	]);
}

/** The words of the lock sign; nothing before the first look at the window. */
function lockOf({identity, unreachable}: View, frame: FrameWords): string {
	if (identity) return frame.secure;
	return unreachable === undefined ? '' : frame.notSecure;
}

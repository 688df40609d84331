import type {ReactNode} from 'react';
import {stepCount} from '../../machines/screen.ts';
import type {View} from '../../machines/view.ts';
import type {FrameWords} from '../../words/words.ts';
import type {Line} from '../block.ts';
import {columnOf, isRoomy, type Size} from '../size.ts';
import {widthOf} from '../text/width.ts';
import {theme} from '../theme.ts';
import {headerRows} from './headerHeight.ts';
import {Ground, Row} from './Row.tsx';

interface Props {
	readonly view: View;
	readonly size: Size;
	readonly trial: boolean;
	readonly frame: FrameWords;
	/** The band says which key opens the simulator. */
	readonly hasSimulator: boolean;
}

/** The band 試験用, the service and the lock sign of its connection, the procedure and how far it has come. */
export function Header({view, size, trial, frame, hasSimulator}: Props): ReactNode {
	const {columns} = size;
	const rows = headerRows(view, size, trial);
	const {column, columns: width} = columnOf(size);
	const right = (text: string) => column + width - widthOf(text);
	const nameRow = rows.band + (isRoomy(size) ? 1 : 0);
	const lock = lockOf(view, frame);
	const at = view.step === undefined ? '' : frame.step(view.step, stepCount);
	const simulatorHint = `F9 ${frame.keys.simulator}`;
	return (
		<>
			{trial && (
				<>
					<Ground row={0} column={0} columns={columns} rows={1} color={theme.trial.ground} />
					<Row row={0} column={centre(frame.trial, columns)} line={[{text: frame.trial, tone: 'trial'}]} />
					{hasSimulator && (
						<Row row={0} column={right(simulatorHint)} line={[{text: simulatorHint, tone: 'trial'}]} />
					)}
				</>
			)}
			<Ground row={rows.band} column={0} columns={columns} rows={rows.name} color={theme.header.ground} />
			<Row row={nameRow} column={column} line={[{text: frame.service, tone: 'headerStrong'}]} />
			{lock !== '' && <Row row={nameRow} column={right(lock)} line={[{text: lock, tone: 'header'}]} />}
			{view.procedure !== undefined && (
				<>
					<Row
						row={nameRow + 1}
						column={column}
						line={[{text: frame.procedureName[view.procedure], tone: 'header'}]}
					/>
					<Row row={nameRow + 1} column={right(at)} line={[{text: at, tone: 'header'}]} />
				</>
			)}
			{rows.steps > 0 && (
				<Steps view={view} row={rows.band + rows.name} rows={rows.steps} size={size} frame={frame} />
			)}
		</>
	);
}

interface StepsProps extends Pick<Props, 'view' | 'size' | 'frame'> {
	readonly row: number;
	readonly rows: number;
}

/** The steps by name, or the others by number alone where the names do not fit; the present one stands out. */
function Steps({view, row, rows, size, frame}: StepsProps): ReactNode {
	const {column, columns} = columnOf(size);
	const named = frame.stepNames.map((name, index) => ` ${index + 1} ${name} `);
	const isFitting = named.reduce((sum, text) => sum + widthOf(text), 0) + named.length - 1 <= columns + 1;
	const shown = isFitting
		? named
		: named.map((text, index) => (index + 1 === view.step ? text : ` ${index + 1} `));
	const line: Line = shown.flatMap((text, index) => [
		...(index === 0 ? [] : [{text: '─', tone: 'step'} as const]),
		{text, tone: index + 1 === view.step ? 'stepNow' : 'step'} as const,
	]);
	return (
		<>
			<Ground row={row} column={0} columns={size.columns} rows={rows} color={theme.step.ground} />
			<Row row={row + Math.floor(rows / 2)} column={column - 1} line={line} />
		</>
	);
}

/** The words of the lock sign; nothing before the first look at the window. */
function lockOf({identity, unreachable}: View, frame: FrameWords): string {
	if (identity) return frame.secure;
	return unreachable === undefined ? '' : frame.notSecure;
}

function centre(text: string, columns: number): number {
	return Math.floor((columns - widthOf(text)) / 2);
}

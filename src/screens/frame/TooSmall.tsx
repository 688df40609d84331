import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import type {FrameWords} from '../../words/words.ts';
import {type Size, smallest} from '../size.ts';
import {wrapText} from '../text/wrap.ts';
import {theme} from '../theme.ts';

/** All that a terminal under 80x24 shows: that it is too small, and how large it should be (S-11). */
export function TooSmall({size, frame}: {readonly size: Size; readonly frame: FrameWords}): ReactNode {
	const lines = wrapText(frame.tooSmall(smallest.columns, smallest.rows), Math.max(size.columns, 2));
	return (
		<Box
			width={size.columns}
			height={size.rows}
			flexDirection="column"
			overflow="hidden"
			backgroundColor={theme.strong.ground}
		>
			{lines.map(line => (
				<Text key={line} color={theme.strong.color} bold wrap="truncate">
					{line}
				</Text>
			))}
		</Box>
	);
}

import {Box, render, Text, useInput, useWindowSize} from 'ink';
import {useState} from 'react';

/** The least an Ink program can do on a whole screen, drawn with the kiosk's options: what the kiosk is measured against. */
function Hello() {
	const {columns, rows} = useWindowSize();
	const [presses, setPresses] = useState(0);
	useInput(() => setPresses(before => before + 1));
	return (
		<Box
			width={columns}
			height={rows}
			borderStyle="round"
			flexDirection="column"
			justifyContent="space-between"
		>
			<Text inverse>窓口 {presses}</Text>
			<Text>ready</Text>
		</Box>
	);
}

render(<Hello />, {alternateScreen: true, exitOnCtrlC: false, maxFps: 60, incrementalRendering: true});

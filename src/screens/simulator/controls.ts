/** What a key asks of the simulated reader. */
export type SimulatorRequest = {readonly type: 'insert'; readonly index: number} | {readonly type: 'pull'};

export interface SimulatorState {
	readonly isOpen: boolean;
	/** The index of the card under the marker. */
	readonly selected: number;
}

export interface SimulatorPressed {
	readonly state: SimulatorState;
	readonly request?: SimulatorRequest;
	/** False when the key is not for the simulator and goes to the screen. */
	readonly isTaken: boolean;
}

/**
 * The keys of the demo's reader: F9 opens and closes it, up and down choose a card, Enter puts the chosen card in
 * or, when it is in, pulls it out; both close the panel, so that the screen's answer is seen.
 * @param inserted the index of the card in the reader
 */
export function pressSimulator(
	key: string,
	state: SimulatorState,
	cardCount: number,
	inserted: number | undefined,
): SimulatorPressed {
	if (key === 'f9') return {state: {...state, isOpen: !state.isOpen}, isTaken: true};
	if (!state.isOpen) return {state, isTaken: false};
	const {selected} = state;
	switch (key) {
		case 'up':
			return {state: {...state, selected: (selected + cardCount - 1) % cardCount}, isTaken: true};
		case 'down':
			return {state: {...state, selected: (selected + 1) % cardCount}, isTaken: true};
		case 'escape':
			return {state: {...state, isOpen: false}, isTaken: true};
		case 'enter':
			return {
				state: {...state, isOpen: false},
				isTaken: true,
				request: selected === inserted ? {type: 'pull'} : {type: 'insert', index: selected},
			};
		default:
			return {state, isTaken: true};
	}
}

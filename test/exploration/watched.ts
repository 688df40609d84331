import type {SimulatedCard} from '../../src/card/simulated/card.ts';
import type {InsertableCard} from '../../src/card/simulated/reader.ts';

/** The same card, and who hears that a command of this instruction byte was done (9000), whether its answer arrives or not. */
export function watched(card: SimulatedCard, ins: number, heard: () => void): InsertableCard {
	return {
		powerOn: () => card.powerOn(),
		powerOff: () => card.powerOff(),
		reset: () => card.reset(),
		transmit: command => {
			const answer = card.transmit(command);
			if (command[1] === ins && answer.at(-2) === 0x90) heard();
			return answer;
		},
	};
}

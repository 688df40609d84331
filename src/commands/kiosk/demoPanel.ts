import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type CardState, loadSimulatedCard, parseDescription} from '../../card/simulated/load.ts';
import {parseStaffDescription} from '../../card/simulated/loadStaff.ts';
import type {InsertableCard, SimulatedReader} from '../../card/simulated/reader.ts';
import type {Language} from '../../machines/kiosk.ts';
import type {Canvas} from '../../screens/canvas.ts';
import {pressSimulator, type SimulatorState} from '../../screens/simulator/controls.ts';
import {paintSimulator} from '../../screens/simulator/panel.ts';

interface DemoCard {
	readonly name: string;
	readonly note: string;
	/** Shown as a hint: these cards are nobody's. It follows a change. */
	password: string;
	readonly card: InsertableCard;
}

/** The demo's hand: which simulated card lies in the reader, and the panel that puts it there (F9). */
export class DemoPanel {
	readonly #reader: SimulatedReader;
	readonly #cards: readonly DemoCard[];
	#state: SimulatorState = {isOpen: false, selected: 0};
	#inserted: number | undefined;

	constructor(reader: SimulatedReader, cards: readonly DemoCard[]) {
		this.#reader = reader;
		this.#cards = cards;
	}

	get isOpen(): boolean {
		return this.#state.isOpen;
	}

	/** The password of the card in the reader. */
	get password(): string | undefined {
		return this.#inserted === undefined ? undefined : this.#cards[this.#inserted]?.password;
	}

	press(key: string): 'taken' | 'passed' {
		const {state, request, isTaken} = pressSimulator(key, this.#state, this.#cards.length, this.#inserted);
		this.#state = state;
		if (request?.type === 'pull') {
			this.#inserted = undefined;
			this.#reader.pull();
		} else if (request?.type === 'insert') {
			const chosen = this.#cards[request.index];
			if (chosen) {
				this.#inserted = request.index;
				this.#reader.insert(chosen.card);
			}
		}
		return isTaken ? 'taken' : 'passed';
	}

	/** Draws the panel over the screen, while it is open. */
	painter(language: Language): ((canvas: Canvas) => void) | undefined {
		if (!this.#state.isOpen) return undefined;
		return canvas =>
			paintSimulator(canvas, {
				...captions[language],
				selected: this.#state.selected,
				cards: this.#cards.map(({name, note, password}, index) => ({
					name,
					note: `${note} (${password})`,
					isIn: index === this.#inserted,
				})),
			});
	}
}

const captions = {
	ja: {title: '模擬カード読取り機', hint: '上下 選ぶ  Enter 入れる・抜く  Esc 閉じる  F12 終了'},
	en: {title: 'Simulated card reader', hint: 'Up/Down choose  Enter in/out  Esc close  F12 quit'},
} as const;

/** The cards of a demo PKI, the ordinary one first. */
export async function loadDemoCards(pki: string): Promise<DemoCard[]> {
	const folder = join(pki, 'cards');
	const names = (await readdir(folder)).sort(
		(one, other) => Number(other === 'valid') - Number(one === 'valid') || one.localeCompare(other),
	);
	return Promise.all(
		names.map(async name => {
			const text = await readFile(join(folder, name, 'card.json'), 'utf8');
			const staff = parseStaffDescription(text);
			const {note, password} = staff
				? {note: staff.note, password: staff.pin}
				: (({note, signPassword}) => ({note, password: signPassword}))(parseDescription(text));
			let followed: DemoCard | undefined;
			const save = ({signPassword}: CardState) => {
				if (followed) followed.password = signPassword;
			};
			followed = {name, note, password, card: await loadSimulatedCard(join(folder, name), {save})};
			return followed;
		}),
	);
}

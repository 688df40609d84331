import type {Expected, TestTerminal} from '../helpers/terminal.ts';

const keys = {
	Enter: '\r',
	Esc: '\x1b',
	Tab: '\t',
	Up: '\x1b[A',
	Down: '\x1b[B',
	Right: '\x1b[C',
	Left: '\x1b[D',
	PgDn: '\x1b[6~',
	F1: '\x1bOP',
	F2: '\x1bOQ',
	F3: '\x1bOR',
	F4: '\x1bOS',
	F9: '\x1b[20~',
	F10: '\x1b[21~',
	F12: '\x1b[24~',
} as const;

/** A person at the terminal: what the tests of whole journeys are told with. */
export class Citizen {
	constructor(readonly terminal: TestTerminal) {}

	/** Waits until the screen shows each of these. */
	async sees(...expected: readonly Expected[]): Promise<void> {
		for (const each of expected) await this.terminal.waitFor(each, {timeoutMs: 20_000});
	}

	press(...names: ReadonlyArray<keyof typeof keys>): void {
		for (const name of names) this.terminal.send(keys[name]);
	}

	/** Presses a key, then waits for the mark of the button that now has the focus. */
	async moveTo(caption: string, key: 'Tab' | 'Right' | 'Down' = 'Tab'): Promise<void> {
		const isFocused = (screen: string) => new RegExp(`> \\d? *${escaped(caption)}`).test(screen);
		const marked = (screen: string) => /> \d? *\S+/.exec(screen)?.[0];
		await this.sees(screen => marked(screen) !== undefined);
		for (let moves = 0; moves < 6 && !isFocused(this.terminal.screen()); moves++) {
			const before = marked(this.terminal.screen());
			this.press(key);
			await this.sees(screen => marked(screen) !== before);
		}
		await this.sees(isFocused);
	}

	/** Moves to a button and presses it. */
	async chooses(caption: string): Promise<void> {
		await this.moveTo(caption);
		this.press('Enter');
	}

	/** In the demo: puts a card into the simulated reader, from the resting screen to the top screen. */
	async putsIn(card: string): Promise<void> {
		await this.sees('始める');
		this.press('F9');
		await this.sees('模擬カード読取り機', /> \[ \] \S+/);
		while (!this.terminal.screen().includes(`> [ ] ${card}`)) {
			const before = this.terminal.screen();
			this.press('Down');
			await this.sees(screen => screen !== before);
		}
		this.press('Enter');
		await this.sees('手続を選んでください', '通信は安全です');
	}

	/** From the top screen to the first login of a procedure (2.1.2-2.1.4, 3.1.2-3.1.4). */
	async goesToLogin(act: '失効申請' | '有効性確認' = '失効申請'): Promise<void> {
		await this.chooses(`自己の電子証明書の${act}`);
		await this.sees(act === '失効申請' ? '申請に必要な情報の取込み' : '確認に必要な情報の取込み');
		await this.chooses('OK');
		await this.sees('ログイン', '残り回数は5回です');
	}

	/** Types the password of a login, and sends it. */
	async logsIn(password: string): Promise<void> {
		await this.types(password);
		this.press('Enter');
	}

	/** From the imported information through both dialogs and the second login to the sending (2.1.5-2.1.8). */
	async signsAndSends(password: string): Promise<void> {
		await this.readsToTheEnd();
		await this.chooses('電子署名');
		await this.sees('署名確認');
		await this.chooses('了解');
		await this.sees('ログイン', '残り回数は5回です');
		await this.logsIn(password);
		// The harmless button has the focus.
		await this.sees('送信確認', /> \d? *送信中止/);
		await this.chooses('了解');
	}

	/** Types into the password field, as many marks as characters. */
	async types(password: string): Promise<void> {
		this.terminal.send(password);
		await this.sees(`${'*'.repeat(password.length)}_`);
	}

	/** Reads a scrolling document down to its last line. */
	async readsToTheEnd(): Promise<void> {
		while (this.terminal.screen().includes('PgDn')) {
			const before = this.terminal.screen();
			this.press('PgDn');
			await this.sees(screen => screen !== before);
		}
	}
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

import type {Machine} from './machine.ts';
import {passwordOf} from './office.ts';
import {difference, type Picture, readText} from './picture.ts';

/** Waits for something that a slow machine does in its own time; asks it again and again. */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined>,
	limitMs = 240_000,
): Promise<T> {
	const end = performance.now() + limitMs;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (performance.now() > end) throw new Error(`${what} did not come`);
		await Bun.sleep(100);
	}
}

/** The kiosk in a machine: what its journal says of it, and what its screen shows. */
export class KioskInside {
	constructor(readonly machine: Machine) {}

	/** The path of the state that the journal wrote last. */
	async path(): Promise<string | undefined> {
		// Only the path comes over: the line to a machine is slow.
		const path = await this.machine.run(
			`cat /var/lib/madoguchi/journal/*.jsonl 2>/dev/null | tail -n 1 | sed -n 's/.*"path":"\\([^"]*\\)".*/\\1/p'`,
		);
		return path || undefined;
	}

	/** Waits for a state. */
	async comes(path: RegExp): Promise<void> {
		let last: string | undefined;
		await until(`${path}, after ${last},`, async () => {
			last = await this.path();
			return last !== undefined && path.test(last) ? true : undefined;
		});
	}

	/** Waits until the service manager counts the kiosk as ready, and it rests. */
	async rests(): Promise<void> {
		const isReady = async () =>
			(await this.machine.run('systemctl is-active madoguchi || true')) === 'active' ? true : undefined;
		// A boot takes a minute here, and three where other work shares the processors.
		await until('the kiosk', isReady, 600_000);
		await this.comes(/^idle$/);
	}

	/** Waits until the last that the kiosk heard of its reader is that it is there, and empty. */
	async hasReader(): Promise<void> {
		const last = `cat /var/lib/madoguchi/journal/*.jsonl | grep -o '"type":"reader\\.[a-z]*"' | tail -n 1`;
		await until('the reader', async () =>
			(await this.machine.run(last)) === '"type":"reader.empty"' ? true : undefined,
		);
	}

	/** Waits until it has looked at the window since its start, and its screen says so by a sign. */
	async hasWindow(): Promise<void> {
		const last = `cat /var/lib/madoguchi/journal/*.jsonl | grep -oE '"(format|type)":"(madoguchi-journal|terminal.failed|terminal.ready)"' | tail -n 1`;
		await until('the look at the window', async () =>
			(await this.machine.run(last)) === '"type":"terminal.ready"' ? true : undefined,
		);
		// The journal is written before the screen is: a second by the machine's own clock is long for that.
		await this.machine.run('sleep 1');
	}

	/** Waits until two pictures in a row are the same. */
	async stillPicture(): Promise<Picture> {
		let last = await this.machine.picture();
		return until('a still picture', async () => {
			const next = await this.machine.picture();
			const isStill = difference(last, next) === 0;
			last = next;
			return isStill ? next : undefined;
		});
	}

	/** Waits until these words can be read on the screen. */
	async shows(words: RegExp, folder: string): Promise<void> {
		let text = '';
		await until(`${words}, but ${text},`, async () => {
			text = await readText(await this.machine.picture(), folder);
			return words.test(text) ? true : undefined;
		});
	}

	async types(text: string): Promise<void> {
		for (const sign of text.toLowerCase()) await this.machine.press(sign);
	}

	/** Chooses the numbered button of a screen. */
	async chooses(number: number): Promise<void> {
		await this.machine.press(String(number));
		await this.machine.press('ret');
	}

	/** With this card put in: from the top screen to 送信確認 (2.1.2-2.1.8) and its 了解, with the keyboard only. */
	async revokes(card: string): Promise<void> {
		const password = await passwordOf(card);
		await this.comes(/^menu$/);
		await this.chooses(1);
		await this.comes(/importPrompt$/);
		await this.chooses(1);
		await this.comes(/\.login\.typing$/);
		await this.types(password);
		await this.machine.press('ret');
		await this.comes(/confirmImport\./);
		for (let pages = 0; pages < 6; pages++) await this.machine.press('pgdn');
		await this.chooses(1);
		await this.comes(/signConfirm$/);
		await this.chooses(1);
		await this.comes(/secondLogin\.typing$/);
		await this.types(password);
		await this.machine.press('ret');
		await this.comes(/sendConfirm$/);
		await this.chooses(1);
	}
}

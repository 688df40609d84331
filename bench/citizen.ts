import {type ActorRefFrom, createActor} from 'xstate';
import {PasswordSlot} from '../src/keys/slot.ts';
import type {MachineEvent} from '../src/machines/events.ts';
import type {kioskMachine} from '../src/machines/kiosk.ts';
import type {ScreenName} from '../src/machines/screen.ts';
import {deepestActor, type View, viewOf} from '../src/machines/view.ts';

/**
 * When a screen was first there after the card was in, by `performance.now()`; `importPrompt` and `login2`: when its OK
 * was pressed, at the import and at the second login.
 */
export type Times = ReadonlyMap<ScreenName | 'login2', number>;

/** Somebody who answers each screen at once: what is left is the kiosk's own time. */
export class Citizen {
	readonly slot = new PasswordSlot();
	#actor: ActorRefFrom<typeof kioskMachine> | undefined;
	#times = new Map<ScreenName | 'login2', number>();
	#isDue = false;
	#place = '';
	#look: () => void = () => undefined;

	/** Stands before a kiosk without a screen: frames are out as soon as they are due. */
	serveAt(machine: typeof kioskMachine): void {
		this.#actor = createActor(machine, {
			input: {language: 'ja', procedures: ['validity'], timeScale: 1},
			inspect: event => {
				if (event.type !== '@xstate.snapshot' || this.#isDue) return;
				this.#isDue = true;
				queueMicrotask(() => this.#draw());
			},
		}).start();
	}

	stop(): void {
		this.#actor?.stop();
	}

	/** From the screen of a free kiosk to where a card is wanted. */
	async goToPrompt(): Promise<void> {
		await this.#until('idle');
		this.#press('ok');
		await this.#until('menu');
		this.#press('validity');
		await this.#until('importPrompt');
	}

	/** With the card in, from there to the answer 有効. Throws where it does not come. */
	async check(password: string): Promise<Times> {
		await this.#untilView(({isCardIn}) => isCardIn);
		this.#times = new Map([['importPrompt', performance.now()]]);
		this.#press('ok');
		await this.#until('login');
		this.#type(password);
		this.#press('ok');
		await this.#until('confirmImport');
		this.#tell({type: 'screen.readToEnd'});
		this.#press('ok');
		await this.#until('signConfirm');
		this.#press('ok');
		await this.#until('login');
		this.#type(password);
		this.#times.set('login2', performance.now());
		this.#press('ok');
		await this.#until('sendConfirm');
		this.#press('ok');
		await this.#until('valid');
		this.#press('ok');
		return this.#times;
	}

	/** Until the kiosk is free for the next one; the card must have been taken. */
	async leave(): Promise<void> {
		await this.#until('idle');
	}

	#type(password: string): void {
		for (const sign of password) this.slot.append(sign.codePointAt(0) ?? 0);
	}

	#press(button: 'ok' | 'validity'): void {
		const {buttons, screen} = this.#view();
		if (!buttons.includes(button)) throw new Error(`no button ${button} on ${screen}`);
		this.#tell(button === 'ok' ? {type: 'user.ok'} : {type: 'user.choose', choice: button});
	}

	#tell(event: MachineEvent): void {
		if (this.#actor) deepestActor(this.#actor).send(event);
	}

	async #until(wanted: ScreenName): Promise<void> {
		await this.#untilView(({screen, buttons, code}) => {
			if (code !== undefined && screen !== wanted) throw new Error(`stopped at ${screen} with ${code}`);
			return screen === wanted && buttons.length > 0;
		});
	}

	#untilView(isWanted: (view: View) => boolean): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#look = () => {
				try {
					if (isWanted(this.#view())) resolve();
				} catch (error) {
					reject(error);
				}
			};
			this.#look();
		});
	}

	#view(): View {
		if (!this.#actor) throw new Error('there is no kiosk yet');
		return viewOf(this.#actor.getSnapshot());
	}

	#draw(): void {
		this.#isDue = false;
		if (this.#actor?.getSnapshot().status !== 'active') return;
		const {path, screen} = this.#view();
		if (this.#place !== `${path} ${screen}`) {
			this.#place = `${path} ${screen}`;
			if (!this.#times.has(screen)) this.#times.set(screen, performance.now());
			this.#tell({type: 'screen.shown', screen});
		}
		this.#look();
	}
}

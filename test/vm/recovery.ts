import {type KioskInside, until} from './kiosk.ts';
import type {Run} from './run.ts';

/** How one process that was killed or stopped came back, in seconds of the machine's own clock. */
export interface Recovery {
	readonly process: string;
	readonly signal: 'KILL' | 'STOP';
	/** Until the system noticed and had ended it all. */
	readonly noticedAfter: number;
	/** Until the kiosk was ready again, or the reader's service answered. */
	readonly backAfter: number;
}

/** Who is harmed, the unit that must come back, and by what pattern the process is found. */
const victims = [
	{process: 'kiosk', pid: 'pidof madoguchi-terminal', unit: 'madoguchi.service'},
	{process: 'foot', pid: 'pidof foot', unit: 'madoguchi.service'},
	{process: 'sway', pid: 'pidof sway', unit: 'madoguchi.service'},
	{process: 'pcscd', pid: 'pidof pcscd', unit: 'pcscd.service'},
] as const;

/** Kills and stops each process in turn, and waits until the kiosk rests again and hears its reader. */
export async function tryRecoveries(run: Run, kiosk: KioskInside): Promise<void> {
	for (const victim of victims) {
		for (const signal of ['KILL', 'STOP'] as const) {
			await run.step(`back at the resting screen: ${victim.process} after SIG${signal}`, async () => {
				const seen = await recovery(kiosk, victim, signal);
				run.results.recoveries.push(seen);
				const [noticed, back] = [seen.noticedAfter.toFixed(1), seen.backAfter.toFixed(1)];
				console.log(`        by the machine's clock: ended after ${noticed} s, back after ${back} s`);
			});
		}
	}
}

async function recovery(
	kiosk: KioskInside,
	{process, pid, unit}: (typeof victims)[number],
	signal: Recovery['signal'],
): Promise<Recovery> {
	const before = await enteredAt(kiosk, unit);
	// Looked at once a second from inside: whoever asks more often takes the processor from those who start.
	const harmedAt = Number(
		await kiosk.machine.run(
			`cut -d' ' -f1 /proc/uptime; kill -${signal} $(${pid}); for i in $(seq 60); do [ "$(systemctl show ${unit} -P ActiveEnterTimestampMonotonic)" = ${before.entered} ] || break; sleep 1; done`,
		),
	);
	const back = await until(`${process} after ${signal}`, async () => {
		const now = await enteredAt(kiosk, unit);
		return now.state === 'active' && now.active > before.active ? now : undefined;
	});
	await kiosk.rests();
	await kiosk.hasReader();
	return {process, signal, noticedAfter: back.inactive - harmedAt, backAfter: back.active - harmedAt};
}

/** When a unit was last ended and last ready, in seconds since the machine's start. */
async function enteredAt(kiosk: KioskInside, unit: string) {
	const output = await kiosk.machine.run(
		`systemctl show ${unit} -p ActiveState -p ActiveEnterTimestampMonotonic -p InactiveEnterTimestampMonotonic -p ActiveExitTimestampMonotonic`,
	);
	const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(output)?.[1] ?? '';
	return {
		state: value('ActiveState'),
		entered: value('ActiveEnterTimestampMonotonic'),
		active: Number(value('ActiveEnterTimestampMonotonic')) / 1e6,
		inactive: Number(value('ActiveExitTimestampMonotonic')) / 1e6,
	};
}

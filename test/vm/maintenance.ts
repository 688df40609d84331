import {bootForMaintenance} from './boot.ts';
import {until} from './kiosk.ts';
import {demand, type Run} from './run.ts';

/** The locked image in an engineer's hands: the way in that is left, for who has the boot's password. */
export async function tryMaintenance(run: Run, disk: string): Promise<void> {
	await run.step('an engineer with the boot’s password gets a root shell, and no kiosk', async () => {
		await using machine = await bootForMaintenance(disk, run);
		for (const key of 'i d spc minus u shift-dot slash r u n slash w h o ret'.split(' '))
			await machine.press(...key.split('-'));
		const who = await until(
			'its answer',
			async () => (await machine.run('cat /run/who 2>/dev/null || true')) || undefined,
		);
		demand(who === '0', who);
		const unit = await machine.run('systemctl is-active madoguchi || true');
		demand(unit === 'inactive', unit);
	});
}

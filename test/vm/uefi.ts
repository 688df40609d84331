import {askGrub, boot} from './boot.ts';
import {demand, type Run} from './run.ts';

/** The locked image on a machine with UEFI and Secure Boot, as PCs come today. `newDisk` gives one of the image as it was built. */
export async function tryUefi(run: Run, newDisk: () => string): Promise<void> {
	await run.step('UEFI starts the terminal, with Secure Boot on', async () => {
		const kiosk = await boot(newDisk(), run, {firmware: 'UEFI'});
		await using machine = kiosk.machine;
		// The last of five bytes; the four before are the variable's attributes.
		const secureBoot = await machine.run('od -An -tu1 -j4 /sys/firmware/efi/efivars/SecureBoot-*');
		demand(secureBoot === '1', `Secure Boot: ${secureBoot}`);
		const lockdown = await machine.run('cat /sys/kernel/security/lockdown');
		demand(lockdown.includes('[integrity]'), lockdown);
	});
	await run.step('T-19 started by UEFI, GRUB gives no prompt without its password either', async () => {
		const seen = await askGrub(newDisk(), run, 'UEFI');
		demand(seen === 'a name and a password were asked for', seen);
	});
}

import {boot} from './boot.ts';
import {type KioskInside, until} from './kiosk.ts';
import {insertCard, Office} from './office.ts';
import {demand, type Run} from './run.ts';

/**
 * The plug is pulled at three moments of a sending, and the machine started again: the outbox asks, the journal can
 * be read, and nothing is sent twice. The window stands outside of the machine and keeps what it stored.
 */
export async function tryCuts(run: Run, disk: string): Promise<void> {
	const office = await Office.of(run);
	let kiosk = await boot(disk, run, office);
	try {
		await run.step('a cut before the window has stored it', async () => {
			await using window = await office.openWindow('silent');
			await using card = await insertCard('second', kiosk.machine.reader);
			await kiosk.revokes('second');
			await kiosk.comes(/inquiring/);
			await kiosk.machine.cut();
			await Promise.all([window.end(), card.exited]);
			kiosk = await seesItSettled(run, disk, office, 'before the window had stored it', 0);
		});
		await run.step('a cut in the moment of the storing', async () => {
			await using window = await office.openWindow('slow');
			await using card = await insertCard('long-address', kiosk.machine.reader);
			await kiosk.revokes('long-address');
			await until('the storing', async () => (office.accepted() === 1 ? true : undefined));
			await kiosk.machine.cut();
			await Promise.all([window.end(), card.exited]);
			kiosk = await seesItSettled(run, disk, office, 'when the window had just stored it', 1);
		});
	} finally {
		await kiosk.machine.cut();
	}
}

async function seesItSettled(
	run: Run,
	disk: string,
	office: Office,
	name: string,
	accepted: number,
): Promise<KioskInside> {
	await using window = await office.openWindow();
	const kiosk = await boot(disk, run, office);
	await until('the empty outbox', async () =>
		(await kiosk.machine.run('ls /var/lib/madoguchi/outbox | wc -l')) === '0' ? true : undefined,
	);
	await kiosk.machine.run(
		'cd /var/lib/madoguchi/journal; /opt/madoguchi/madoguchi-terminal replay "$(ls | tail -n 2 | head -n 1)" --assert',
	);
	demand(office.accepted() === accepted, `${office.accepted()} accepted instead of ${accepted}`);
	const asked = await window.line(/"route":"inquiries"/);
	run.results.cuts.push({name, seen: /"outcome":"([^"]*)"/.exec(asked)?.[1] ?? 'asked'});
	return kiosk;
}

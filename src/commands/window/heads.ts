import {openAudit} from '../../audit/trail.ts';
import {openRegistry} from '../../window/registry.ts';
import {plainSerial} from '../../window/struckList.ts';
import {readOptions, SetUpError, UsageError} from '../command.ts';

/** `madoguchi window heads`: every head of a terminal's audit that the window has seen, one JSON object a line. */
export async function listHeads([action, ...args]: readonly string[]): Promise<number> {
	if (action === 'release') return release(args);
	const {store} = readOptions(action === undefined ? [] : [action, ...args], {required: ['store']});
	const registry = await openRegistry(store, () => '');
	try {
		for (const {key, count, hash, terminal, seenAt, closedAt} of await registry.heads.all()) {
			console.log(JSON.stringify({count, hash, key, terminal, seenAt, closedAt}));
		}
	} finally {
		await registry.close();
	}
	return 0;
}

/** `madoguchi window heads release`: closes the audit of a terminal that has lost its key, that another may begin. */
async function release(args: readonly string[]): Promise<number> {
	const {store, terminal, state} = readOptions(args, {required: ['store', 'terminal', 'state']});
	const serial = plainSerial(terminal);
	if (serial === undefined) throw new UsageError('--terminal wants the serial number of a certificate');
	const now = () => new Date();
	const audit = await openAudit({state, now});
	try {
		const registry = await openRegistry(store, () => '');
		try {
			const known = (await registry.heads.all()).find(head => plainSerial(head.terminal) === serial);
			const closed = known ? await registry.heads.close(known.terminal, now()) : [];
			if (closed.length === 0) throw new SetUpError('no audit of this terminal is open here');
			for (const {key, count} of closed) {
				audit.note({kind: 'auditClosed', terminal: serial, key, lines: count});
				console.log(`The audit seen up to line ${count} is closed; the terminal may begin another.`);
			}
		} finally {
			await registry.close();
		}
	} finally {
		audit.close();
	}
	return 0;
}

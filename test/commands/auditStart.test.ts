import {expect, test} from 'vitest';
import {noteStart} from '../../src/commands/kiosk/auditStart.ts';
import type {AuditEntry} from '../../src/domain/audit.ts';
import {defaultSettings} from '../../src/settings/settings.ts';

/** An audit that keeps its entries and marks a text by itself. */
function audit() {
	const entries: AuditEntry[] = [];
	return {
		entries,
		note: (entry: AuditEntry) => void entries.push(entry),
		findLast: <Entry extends AuditEntry>(isIt: (entry: AuditEntry) => entry is Entry) =>
			entries.findLast(isIt),
		markOf: (text: string) => text,
	};
}

const kinds = ({entries}: {readonly entries: readonly AuditEntry[]}) => entries.map(({kind}) => kind);
const start = {version: '1.0', isTrial: true, settings: defaultSettings, isRenewed: false};

test('T-22 a kiosk that renewed itself after a visit has not begun anew', () => {
	const kept = audit();
	noteStart(kept, start);
	noteStart(kept, {...start, isRenewed: true});
	expect(kinds(kept)).toEqual(['started']);
});

test('T-22 what became another with the renewal is noted all the same', () => {
	const kept = audit();
	noteStart(kept, start);
	noteStart(kept, {...start, isRenewed: true, settings: {...defaultSettings, addressee: '別の市長殿'}});
	noteStart(kept, {...start, isRenewed: true, version: '1.1', settings: defaultSettings});
	expect(kinds(kept)).toEqual([
		'started',
		...['started', 'settingsChanged'],
		...['started', 'versionChanged', 'settingsChanged'],
	]);
});

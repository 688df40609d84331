import type {AuditTrail} from '../../audit/trail.ts';
import type {AuditEntry} from '../../domain/audit.ts';
import type {Settings} from '../../settings/settings.ts';

type Started = Extract<AuditEntry, {readonly kind: 'started'}>;

/**
 * Notes that the kiosk began to serve, and what is another than at the start before: version and settings (T-22).
 * A kiosk that renewed itself after a visit has not begun, and notes it only when something is another.
 */
export function noteStart(
	audit: Pick<AuditTrail, 'findLast' | 'markOf' | 'note'>,
	{
		version,
		isTrial,
		settings,
		isRenewed,
	}: {
		readonly version: string;
		readonly isTrial: boolean;
		readonly settings: Settings;
		readonly isRenewed: boolean;
	},
): void {
	const before = audit.findLast((entry): entry is Started => entry.kind === 'started');
	// Marks, not values: what a setting says may be nobody's business who reads the audit.
	const marks = Object.fromEntries(
		Object.entries(settings).map(([name, value]) => [name, audit.markOf(JSON.stringify(value))]),
	);
	const names = [...new Set([...Object.keys(before?.settings ?? {}), ...Object.keys(marks)])].sort();
	const changed = names.filter(name => before?.settings[name] !== marks[name]);
	if (isRenewed && before?.version === version && changed.length === 0) return;
	audit.note({kind: 'started', version, isTrial, settings: marks});
	if (!before) return;
	if (before.version !== version) {
		audit.note({kind: 'versionChanged', from: before.version, to: version});
	}
	if (changed.length > 0) audit.note({kind: 'settingsChanged', settings: changed});
}

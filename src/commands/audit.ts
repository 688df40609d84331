import {defaultResetLimits as limits} from '../domain/resetRules.ts';
import {reportAudit} from './audit/report.ts';
import {showAudit} from './audit/show.ts';
import {verify} from './audit/verify.ts';
import {type Command, UsageError} from './command.ts';

export const audit: Command = {
	name: 'audit',
	summary: 'verifies, shows and sums up what a terminal noted of staff and itself',
	usage: `madoguchi audit verify FILE|DIR [--heads FILE|URL --pki DIR] [options]
madoguchi audit show FILE|DIR [--json]
madoguchi audit report FILE|DIR [--json] [limits]

The audit of a terminal is the folder audit of its state folder; a FILE of it may be named
alone. It holds staff numbers, and of a card only a mark that the terminal alone can make.

verify finds every line that was changed, removed, repeated or put out of order. Only the
window knows where the end was: without --heads the tail is not proved. Exit code 1 when
anything does not hold.
  --heads FILE|URL     what the window saw of it: its own word (audit-head.p7s of the state
                       folder), the output of madoguchi window heads, or the window, https
  --pki DIR            what is trusted: the roots of receipts and of TLS
  --terminal FILE      the certificate this terminal is enrolled with at the window, PEM
  --terminal-key FILE  its private key, PEM

show prints a line each, oldest first, in the time of Japan.
report sums up by day and officer, and names second resets of one card and days above the limits.
  --per-day N          resets a day (${limits.perDay})
  --per-officer N      resets a day of one officer (${limits.perOfficer})
  --card-days N        days within which a second reset of one card is named (${limits.cardDays})
  --json               for programs`,
	async run([action, ...args]) {
		switch (action) {
			case 'verify':
				return verify(args);
			case 'show':
				return showAudit(args);
			case 'report':
				return reportAudit(args);
			default:
				throw new UsageError('audit wants verify, show or report');
		}
	},
};

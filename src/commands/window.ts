import {resetBounds, defaultResetLimits as resets} from '../domain/resetRules.ts';
import {defaultSettings} from '../settings/settings.ts';
import {faults} from '../window/faults.ts';
import type {Command} from './command.ts';
import {defaultWindowSettings as defaults} from './openWindow.ts';
import {exportApplication} from './window/export.ts';
import {listHeads} from './window/heads.ts';
import {runWindow} from './window/run.ts';
import {strike} from './window/strike.ts';

export const window: Command = {
	name: 'window',
	summary: 'runs the online window',
	usage: `madoguchi window --pki DIR --listen HOST:PORT --store sqlite:FILE [options]
madoguchi window strike SERIAL --authority FILE
madoguchi window heads --store sqlite:FILE
madoguchi window heads release --terminal SERIAL --store sqlite:FILE --state DIR
madoguchi window export NUMBER --pki DIR --store sqlite:FILE [--store-key FILE] --out DIR

Runs the online window over TLS 1.3 until SIGINT or SIGTERM. One JSON object a request
on standard output, without personal data.
  --addressee TEXT     the 宛先 it decides for; ${defaultSettings.addressee} if not given
  --store-key FILE     the key under which applications are stored, 32 bytes in base64;
                       store.key of the PKI folder if not given
  --retention-days N   how long the application of an accepted revocation is kept (${defaults.retentionDays})
  --terminals FILE     serves only terminals enrolled by this authority (PEM);
                       any terminal if not given
  --verifiers FILE     the authority (PEM) that enrols who may have the revocation lists
  --crl enrolled|open  who may have the revocation lists (${defaults.crl})
  --crl-hour H         an hour in Japan at which a list is issued (${defaults.calendar.hourJst})
  --crl-period N       hours from list to list, a divisor of 24 (${defaults.calendar.periodHours})
  --rate-terminal N    requests a minute from one terminal (${defaults.rates.perTerminal})
  --rate-all N         requests a minute in all (${defaults.rates.inAll})
  --capacity N         requests worked on at a time (${defaults.capacity})
  --connections N      connections open at a time (${defaults.mostConnections})
  --fault NAME         a drill: does one thing wrong, see below
  --unblock-key FILE   authorises password resets of simulated cards by this key (P-256, PEM),
                       in place of the municipality's own terminal; needs the three below
  --staff-ca FILE      the staff root (PEM) under whose cards two officers sign each reset
  --own-cards FILE     {"STAFF NUMBER": ["IDENTITY", ...]}: the officers' own citizen cards, that
                       nobody resets his own. IDENTITY is the SHA-256 of the first 256 bytes of the
                       card's authentication certificate in DER; an officer not named resets nothing
  --state DIR          where the window keeps the audit of its rulings
  --resets-day N       resets a day at this window (${resets.perDay})
  --resets-officer N   resets a day in which one officer takes part (${resets.perOfficer})
  --resets-card-days N within so many days a second reset of one card needs an operator
                       (${resets.cardDays}; not fewer)
  --resets-between N   minutes from the first officer to the second (${resets.minutesBetween}; not more)
  --resets-after N     seconds from the second officer to the card (${resets.secondsAfter}; not more, ${resetBounds.secondsAfter[0]} at least)

strike takes the enrolment of the certificate with this serial number away, from the next
connection on. --authority is the file given to --terminals or --verifiers; the list lies
beside it as FILE.struck.

heads prints every head of a terminal's audit that this window has seen, one JSON object a
line, for madoguchi audit verify --heads. heads release closes the audit of the terminal whose
certificate has this serial number: what was seen of it stays, it gets no more lines, and the
terminal may begin a new one. Noted in the window's own audit, in --state.

export writes a folder with the evidence of the accepted revocation with this receipt number:
application and receipt, readable and signed, the certificates, the revocation list of the
day, and verify.sh, by which anybody checks all of it with openssl alone. The folder holds
personal data: give it to whoever has a right to it.

Faults:
${Object.entries(faults)
	.map(([name, {summary}]) => `  ${name.padEnd(24)}${summary}`)
	.join('\n')}`,
	run([action, ...args]) {
		if (action === 'strike') return strike(args);
		if (action === 'heads') return listHeads(args);
		if (action === 'export') return exportApplication(args);
		return runWindow(action === undefined ? [] : [action, ...args]);
	},
};

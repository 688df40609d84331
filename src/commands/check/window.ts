import {join} from 'node:path';
import {type Finding, ng, ok, unasked} from '../../domain/finding.ts';
import type {UnreachableCause} from '../../domain/site.ts';
import {visibleText} from '../../domain/text.ts';
import type {Trust} from '../../pki/trust.ts';
import type {Settings} from '../../settings/settings.ts';
import {type Alive, createClient} from '../../window/client.ts';
import type {TerminalCredential} from '../../window/exchange.ts';

export interface WindowCheckOptions {
	readonly url: string;
	readonly socket?: string | undefined;
	readonly trust: Trust;
	readonly settings: Settings;
	readonly terminal: TerminalCredential | undefined;
	readonly now: () => Date;
}

/** Shorter than a visitor's patience, longer than a window that answers at all. */
const deadlineMs = 5000;

/** The window's TLS as the kiosk sees it, whether it serves, and how far the clocks are apart. */
export async function checkWindow({
	url,
	socket,
	trust,
	settings,
	terminal,
	now,
}: WindowCheckOptions): Promise<Finding[]> {
	const client = createClient({
		url,
		socket,
		ca: trust.tlsCa,
		allowedHosts: settings.allowedHosts,
		terminal,
		deadlines: {aliveMs: deadlineMs, submitMs: deadlineMs, inquireMs: deadlineMs},
		now,
		// Nothing is sent that a receipt could answer.
		believe: async () => undefined,
	});
	const alive = await client.alive();
	return [ofWindow(alive), ofClock(alive, settings.allowedSkewSeconds)];
}

function ofWindow(alive: Alive): Finding {
	switch (alive.status) {
		case 'alive': {
			const {protocol, host, subject, notAfter} = alive.identity;
			return ok('window', visibleText(`${host} by ${protocol}, ${subject}, until ${notAfter}`));
		}
		case 'busy':
			return ng('window', 'is busy', 'check again later; raise its --capacity if it stays so');
		case 'serviceError':
			return ng('window', 'answers with an error', "read the window's log, and restart it");
		case 'unreachable':
			return ng('window', ...refusals[alive.cause]);
	}
}

function ofClock(alive: Alive, allowedSkewSeconds: number): Finding {
	if (alive.status !== 'alive') return unasked('clock', 'no window to compare it with');
	const seconds = Math.round(alive.skewMs / 1000);
	const found = `${Math.abs(seconds)} s ${seconds < 0 ? 'ahead of' : 'behind'} the window's`;
	return Math.abs(alive.skewMs) <= allowedSkewSeconds * 1000
		? ok('clock', seconds === 0 ? "as the window's" : found)
		: ng('clock', found, `set the clock by NTP; ${allowedSkewSeconds} s are allowed`);
}

const refusals: Readonly<Record<UnreachableCause, readonly [found: string, remedy: string]>> = {
	noConnection: ['cannot be reached', 'check network, name server and firewall, and whether the window runs'],
	untrusted: [
		'has a certificate of another authority',
		`put the authority that issued it in ${join('PKI', 'tls-ca.pem')}`,
	],
	selfSigned: [
		'has a certificate that it issued itself',
		'give the window a certificate of the pinned authority',
	],
	expired: ['has a certificate that has run out', "renew the window's certificate"],
	notYetValid: ['has a certificate that is not valid yet', "set the terminal's clock by NTP"],
	wrongHost: ['has a certificate for another host', 'give --window the host that the certificate names'],
	oldProtocol: ['speaks no TLS 1.3', 'let the server before the window speak TLS 1.3'],
	plainHttp: ['does not speak TLS', 'check host and port of --window'],
	notAllowed: ['is a host that is not on the allow list', 'add its host to allowedHosts in settings.json'],
};

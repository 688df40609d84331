import {type Finding, ng, ok, unasked} from '../../domain/finding.ts';
import {cardRealm} from '../../pki/realm.ts';
import {loadTrust, type Trust} from '../../pki/trust.ts';
import {defaultSettings, faultText, loadSettings, type Settings} from '../../settings/settings.ts';
import type {TerminalCredential} from '../../window/exchange.ts';
import {cupsSocket} from '../kiosk/openPrinter.ts';
import {examineOwnRelease, isAccepted, ownProgram} from '../kiosk/ownRelease.ts';
import {checkCard, type Look} from './card.ts';
import {checkPrinter} from './printer.ts';
import {checkSecrecy} from './secrecy.ts';
import {type CheckedTerminal, checkTerminal} from './terminal.ts';
import {checkWindow} from './window.ts';

export interface CheckOptions {
	/** Undefined: without a terminal. */
	readonly terminal: CheckedTerminal | undefined;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly readerName: string | undefined;
	/** How to look at the card where a program has the reader for itself; else a reader of PC/SC is opened for it. */
	readonly look?: Look;
	/** The reader is simulated: there is no PC/SC to ask. */
	readonly isSimulated?: boolean;
	readonly pki: string | undefined;
	readonly window: string | undefined;
	/** A socket file that leads to the window. */
	readonly windowSocket?: string | undefined;
	/** The state folder whose settings.json holds; the defaults do without one. */
	readonly state: string | undefined;
	readonly credential: TerminalCredential | undefined;
	readonly now: () => Date;
}

/** Checks everything a kiosk stands on, in the order of the report. Spends no try and sends no application. */
export async function runChecks(options: CheckOptions): Promise<Finding[]> {
	const {pki, state, window, windowSocket} = options;
	const {settings, finding: ofSettings} = readSettings(state);
	const {trust, finding: ofPki} = await readTrust(pki);
	const admits = trust
		? (head: Uint8Array | undefined) => cardRealm(head, trust.citizens.anchors, trust.realm) === 'ours'
		: () => true;
	return [
		...(await checkTerminal(options.terminal, options.env)),
		...(options.isSimulated
			? [ok('reader', 'simulated')]
			: await checkCard({readerName: options.readerName, admits, look: options.look})),
		...checkSecrecy({production: settings.production}),
		ofSettings,
		await checkPrinter(settings, cupsSocket),
		ofPki,
		await checkRelease(pki, trust),
		...(trust && window !== undefined
			? await checkWindow({
					url: window,
					socket: windowSocket,
					trust,
					settings,
					terminal: options.credential,
					now: options.now,
				})
			: [
					unasked('window', 'needs --window, and a PKI that can be used'),
					unasked('clock', 'no window to compare it with'),
				]),
	];
}

async function checkRelease(pki: string | undefined, trust: Trust | undefined): Promise<Finding> {
	if (pki === undefined || !trust) return unasked('release', 'needs --pki');
	const release = await examineOwnRelease({...ownProgram, pki});
	if (release.status === 'genuine') return ok('release', `${release.build}, commit ${release.commit}`);
	const found = release.status === 'wrong' ? wrongReleases[release.why] : 'this program was not signed';
	return isAccepted(release, trust.realm)
		? unasked('release', found)
		: ng('release', found, 'install the signed release anew (docs/operations.md)');
}

const wrongReleases = {
	noKey: 'the publisher’s key is missing: release.pem among what is trusted',
	signature: 'release.json is not what the publisher signed',
	program: 'this program is not the one that was signed',
	unreadable: 'the release cannot be read',
} as const;

function readSettings(state: string | undefined): {settings: Settings; finding: Finding} {
	if (state === undefined) {
		return {settings: defaultSettings, finding: unasked('settings', 'no --state: the defaults are used')};
	}
	const {settings, faults} = loadSettings(state);
	const finding =
		faults.length > 0
			? ng(
					'settings',
					`not used of settings.json: ${faults.map(faultText).join('; ')}`,
					'correct it, or remove it for the default',
				)
			: ok('settings', settings.production ? 'production' : 'not production');
	return {settings, finding};
}

async function readTrust(pki: string | undefined): Promise<{trust: Trust | undefined; finding: Finding}> {
	if (pki === undefined) return {trust: undefined, finding: unasked('pki', 'no --pki')};
	try {
		const trust = await loadTrust(pki);
		return {
			trust,
			finding: ok('pki', `realm ${trust.realm}, ${trust.citizens.anchors.length} signing roots`),
		};
	} catch (error) {
		if (!(error instanceof Error && error.name === 'PkiFolderError')) throw error;
		// "FILE is broken: do this", as each of these says.
		const [found = '', ...remedy] = error.message.split(': ');
		return {trust: undefined, finding: ng('pki', found, remedy.join(': '))};
	}
}

import {jpkiDriver, type LookOutcome} from '../../card/jpki.ts';
import {openPcscReader} from '../../card/pcsc.ts';
import {type PcscCallOutcome, type PcscProbe, probePcsc} from '../../card/pcscProbe.ts';
import type {Admits} from '../../card/recognise.ts';
import type {AbsentCause, CardKind} from '../../domain/card.ts';
import {type Finding, ng, ok, unasked} from '../../domain/finding.ts';
import {visibleText} from '../../domain/text.ts';

export interface CardCheckOptions {
	readonly readerName: string | undefined;
	/** Whether a card belongs to this terminal's realm; any does where no PKI was named. */
	readonly admits: Admits;
	/** Looks at the card in the chosen reader; a reader of our own is opened if not given. */
	readonly look?: Look | undefined;
}

export type Look = (admits: Admits) => Promise<LookOutcome>;

/** The PC/SC service call by call, the readers by name, and the card in the chosen one. Spends no try. */
export async function checkCard({readerName, admits, look}: CardCheckOptions): Promise<Finding[]> {
	const probe = await probePcsc(readerName);
	const findings = [serviceOf(probe), ...probe.calls.map(ofCall), ...readersOf(probe, readerName)];
	if (!probe.chosen?.hasCard) {
		const why = probe.chosen ? 'none in the reader: put one in to have it checked' : 'no reader';
		return [...findings, unasked('card', why)];
	}
	const {name} = probe.chosen;
	return [...findings, ...ofLook(await (look ?? lookFor(name))(admits))];
}

function serviceOf({calls}: PcscProbe): Finding {
	const [establish] = calls;
	return establish?.status === 'done'
		? ok('pcscd', 'answers')
		: ng('pcscd', 'does not answer', 'install and start pcscd: systemctl enable --now pcscd.socket');
}

function ofCall({call, status, code}: PcscCallOutcome): Finding {
	if (status === 'done') return ok(call, 'done');
	if (status === 'notCalled') return unasked(call, 'not called');
	return ng(
		call,
		`failed with ${code}`,
		remedies.get(code) ?? 'restart pcscd, then read its log: journalctl -u pcscd',
	);
}

const remedies: ReadonlyMap<string, string> = new Map([
	['SharingViolation', 'another program holds the reader: end it'],
	['UnresponsiveCard', 'the card does not answer: turn it over, or try another'],
	['UnpoweredCard', 'the card does not answer: turn it over, or try another'],
	['NoAnswer', 'the card does not answer: turn it over, or try another'],
	['RemovedCard', 'the card left: leave it in during the check'],
	['NoService', 'install and start pcscd: systemctl enable --now pcscd.socket'],
]);

function readersOf({calls, readers, chosen}: PcscProbe, readerName: string | undefined): Finding[] {
	if (calls[0]?.status !== 'done') return [unasked('reader', 'no service to ask')];
	if (readers.length === 0) {
		return [ng('reader', 'none', 'plug a reader in, with power; install its driver (libccid)')];
	}
	const findings = readers.map(({name, hasCard}) =>
		ok(
			'reader',
			`${visibleText(name)}${hasCard ? ', with a card' : ''}${name === chosen?.name ? ', the chosen one' : ''}`,
		),
	);
	if (chosen) return findings;
	return [
		...findings,
		ng(
			'reader',
			`none whose name holds ${visibleText(readerName ?? '')}`,
			'name one of these by --reader-name',
		),
	];
}

const lookFor =
	(readerName: string) =>
	async (admits: Admits): Promise<LookOutcome> => {
		const reader = await openPcscReader({readerName});
		// The probe has just seen the card there; a service that dies meanwhile is told by the visit.
		await new Promise<void>(resolve => {
			reader.watch(({status}) => {
				if (status !== 'noReader') resolve();
			});
		});
		// Not stopped: the program ends, and a stop may wait for the service.
		return jpkiDriver(reader).look({admits});
	};

function ofLook(look: LookOutcome): Finding[] {
	switch (look.status) {
		case 'ready':
			return [ok('card', 'answers'), ok('token', 'My Number card'), ok('tries', `${look.triesLeft} left`)];
		case 'blocked':
			return [
				ok('card', 'answers'),
				ok('token', 'My Number card'),
				ng(
					'tries',
					'none left: the password is locked',
					'take another card, or have this one unlocked at the counter',
				),
			];
		case 'other': {
			const {found, remedy} = otherCards[look.kind];
			return [ok('card', 'answers'), ng('token', found, remedy)];
		}
		case 'absent':
			return [ng('card', absences[look.cause], 'leave the card in, alone at the reader, and check again')];
		case 'left':
			return [ng('card', 'left during the check', 'leave the card in during the check')];
		case 'stuck':
			return [ng('card', 'fell silent during the check', 'take the card out, and try another')];
		case 'failed':
			return [ng('card', 'answers as no card of its kind does', 'clean the card, and try another')];
	}
}

const otherCards: Readonly<
	Record<Exclude<CardKind, 'myNumber'>, {readonly found: string; readonly remedy: string}>
> = {
	juki: {found: 'a 住基カード', remedy: 'put a My Number card in'},
	authOnly: {found: 'a My Number card without a signing certificate', remedy: 'put in a card that has one'},
	phone: {found: 'a telephone', remedy: 'put a My Number card in'},
	otherRealm: {
		found: 'a card of another realm',
		remedy: 'put in a card whose authority is in the PKI folder',
	},
	other: {found: 'a card without JPKI', remedy: 'put a My Number card in'},
};

const absences: Readonly<Record<AbsentCause, string>> = {
	noService: 'the PC/SC service went away',
	noReader: 'the reader went away',
	noCard: 'left during the check',
	held: 'another program holds the reader',
	mute: 'does not answer',
};

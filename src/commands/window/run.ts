import {readFile} from 'node:fs/promises';
import {defaultSettings} from '../../settings/settings.ts';
import {crlPeriods} from '../../window/crlTime.ts';
import {faults} from '../../window/faults.ts';
import {readStruckList} from '../../window/struckList.ts';
import {readAddress, readNumber, readOptions, SetUpError, UsageError} from '../command.ts';
import {defaultWindowSettings as defaults, openWindow, type WindowSettings} from '../openWindow.ts';
import {untilSignal} from '../untilSignal.ts';
import {readResets, resetOptions} from './resetOptions.ts';
import {struckListOf} from './strike.ts';

const optional = [
	'addressee',
	'store-key',
	'terminals',
	'verifiers',
	'crl',
	'crl-hour',
	'crl-period',
	'retention-days',
	'capacity',
	'connections',
	'rate-terminal',
	'rate-all',
	'fault',
	...resetOptions,
] as const;

type Given = {readonly [name in (typeof optional)[number]]: string | undefined};

/** `madoguchi window`: runs the online window until it is asked to end. */
export async function runWindow(args: readonly string[]): Promise<number> {
	const options = readOptions(args, {required: ['pki', 'listen', 'store'], optional});
	const fault = Object.entries(faults).find(([name]) => name === options.fault)?.[1];
	if (options.fault !== undefined && !fault) {
		throw new UsageError(`--fault knows ${Object.keys(faults).join(', ')}`);
	}
	const {terminals, verifiers} = options;
	const lists = [terminals, verifiers].flatMap(file =>
		file === undefined ? [] : [readStruckList(struckListOf(file))],
	);
	const opened = await openWindow({
		pki: options.pki,
		listen: readAddress(options.listen, 'listen'),
		store: options.store,
		storeKey: options['store-key'],
		addressees: [options.addressee ?? defaultSettings.addressee],
		now: () => new Date(),
		log: entry => console.log(JSON.stringify(entry)),
		enrolment: {
			terminals: await readAuthority(terminals),
			verifiers: await readAuthority(verifiers),
			isStruckOff: serialNumber => lists.some(list => list.isStruckOff(serialNumber)),
		},
		settings: readSettings(options),
		resets: readResets(options),
		fault,
	}).catch(error => {
		if (error?.code !== 'EADDRINUSE' && error?.code !== 'EACCES') throw error;
		throw new SetUpError(`cannot listen at ${options.listen}: another program has it, or it is not allowed`);
	});
	console.log(JSON.stringify({at: new Date().toISOString(), listening: opened.url}));
	await untilSignal();
	await opened.stop();
	return 0;
}

function readSettings(given: Given): WindowSettings {
	const {crl = defaults.crl} = given;
	if (crl !== 'enrolled' && crl !== 'open') throw new UsageError('--crl wants enrolled or open');
	const number = (name: keyof Given, fallback: number, least: number, most: number) =>
		readNumber(given[name], name, [least, most]) ?? fallback;
	const periodHours = number('crl-period', defaults.calendar.periodHours, 1, 24);
	if (!crlPeriods.includes(periodHours)) {
		throw new UsageError(`--crl-period wants hours that divide a day: ${crlPeriods.join(', ')}`);
	}
	return {
		...defaults,
		crl,
		calendar: {hourJst: number('crl-hour', defaults.calendar.hourJst, 0, 23), periodHours},
		retentionDays: number('retention-days', defaults.retentionDays, 1, 36_500),
		capacity: number('capacity', defaults.capacity, 1, 100_000),
		mostConnections: number('connections', defaults.mostConnections, 1, 100_000),
		rates: {
			perTerminal: number('rate-terminal', defaults.rates.perTerminal, 1, 1_000_000),
			inAll: number('rate-all', defaults.rates.inAll, 1, 1_000_000),
		},
	};
}

async function readAuthority(file: string | undefined): Promise<string | undefined> {
	if (file === undefined) return undefined;
	const text = await readFile(file, 'utf8').catch(() => '');
	if (text.split('-----BEGIN CERTIFICATE-----').length === 2) return text;
	throw new SetUpError(`${file} is not one certificate in PEM: put the enrolling authority there`);
}

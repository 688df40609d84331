import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {judgeSubmission} from '../src/pki/submission.ts';
import {loadTrust} from '../src/pki/trust.ts';
import {defaultSettings} from '../src/settings/settings.ts';
import {startProgram} from '../test/e2e/program.ts';
import {openCmsVerify} from './opensslCms.ts';
import {quantile} from './quantile.ts';
import {citizensOf} from './windowCitizens.ts';

const usage = `bun bench/checks.ts [--rounds N] [--messages N]

How many signed applications the window judges in a second of one core, beside openssl in the same rounds.
--rounds N     rounds, of which the median is told (default 7)
--messages N   different messages judged in a round (default 1000)
`;

const {values: options} = parseArgs({
	options: {
		rounds: {type: 'string', default: '7'},
		messages: {type: 'string', default: '1000'},
		help: {type: 'boolean', default: false},
	},
});
const [rounds, count] = [Number(options.rounds), Number(options.messages)];
if (options.help || !(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(count) && count > 0)) {
	process.stdout.write(usage);
	process.exit(options.help ? 0 : 2);
}

const folder = await mkdtemp(join(tmpdir(), 'bench-checks-'));
try {
	const pki = join(folder, 'pki');
	await startProgram(['pki', 'init', pki]).exited;
	const {citizens} = await loadTrust(pki);
	const messages = (await (await citizensOf(pki))(count)).map(({cms}) => cms);
	const verify = openCmsVerify(await readFile(join(pki, 'sign-ca.pem')));
	const bench = {trust: citizens, addressees: [defaultSettings.addressee]};
	const isSound = (cms: Uint8Array) => judgeSubmission(cms, {...bench, now: new Date()}).status === 'sound';

	const figures = {ours: [] as number[], openssl: [] as number[]};
	// The first two rounds compile the code and are not counted.
	for (let round = -2; round < rounds; round++) {
		const [ours, openssl] = [perSecond(messages, isSound), perSecond(messages, verify)];
		if (round < 0) continue;
		figures.ours.push(ours);
		figures.openssl.push(openssl);
	}
	const line = (list: readonly number[]) =>
		`${quantile(list, 0.5).toFixed(0)} (${quantile(list, 0).toFixed(0)} to ${quantile(list, 1).toFixed(0)})`;
	console.log(`a second of one core, median (least to most) of ${rounds} rounds, ${cpus()[0]?.model}:`);
	console.log(`  ${count} messages, the window's whole check: ${line(figures.ours)}`);
	console.log(`  the same messages, CMS_verify of libcrypto in this process: ${line(figures.openssl)}`);
} finally {
	await rm(folder, {recursive: true, force: true});
}

/** Processor time is counted, so that what else the machine does does not. */
function perSecond(messages: readonly Uint8Array[], isSound: (cms: Uint8Array) => boolean): number {
	const begun = process.cpuUsage();
	for (const cms of messages) {
		if (!isSound(cms)) throw new Error('a sound message was refused: this measures nothing');
	}
	const {user, system} = process.cpuUsage(begun);
	return messages.length / ((user + system) / 1e6);
}

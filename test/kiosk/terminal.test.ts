import {chmodSync, readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, matchesGlob} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

const files = join(import.meta.dirname, '../../kiosk/terminal/root');
const units = join(files, 'etc/systemd/system');
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'terminal-'));
});
afterAll(() => rm(folder, {recursive: true}));

/** A file as kiosk/install would write it. */
async function rendered(path: string): Promise<string> {
	const given: Readonly<Record<string, string>> = {
		WINDOW_PLACE: '192.0.2.10:443',
		WINDOW_ADDRESS: '192.0.2.10',
		WINDOW_PORT: '443',
		FIREWALL_FAMILY: 'ip',
		FIREWALL_TIME: '',
		KEYBOARD: 'jp',
	};
	const text = readFileSync(join(files, path), 'utf8');
	return text.replaceAll(/@([A-Z_]+)@/g, (_, name: string) => given[name] ?? '');
}

async function write(name: string, text: string): Promise<string> {
	const path = join(folder, name);
	await Bun.write(path, text);
	return path;
}

function run(...command: readonly string[]) {
	const {exitCode, stdout, stderr} = Bun.spawnSync([...command], {
		env: {...process.env, SYSTEMD_COLORS: '0'},
	});
	return {exitCode, output: `${stdout}${stderr}`};
}

describe('T-15 the units', () => {
	async function exposure(name: string, bend = (text: string) => text): Promise<number> {
		const unit = await write(name, bend(await rendered(`etc/systemd/system/${name}`)));
		const {output} = run('systemd-analyze', 'security', '--offline=true', '--no-pager', unit);
		return Number(/exposure level for \S+: ([\d.]+)/.exec(output)?.[1]);
	}

	test.each(['madoguchi.service', 'madoguchi-window.service', 'madoguchi-bell.service'])(
		'%s is exposed by 1.0 at most, as systemd-analyze judges it',
		async name => {
			expect(await exposure(name)).toBeLessThanOrEqual(1.0);
			// The control: the same judge misses three protections.
			expect(
				await exposure(name, text =>
					text.replaceAll(/^(NoNewPrivileges|ProtectSystem|PrivateUsers)=.*\n/gm, ''),
				),
			).toBeGreaterThan(1.0);
		},
	);

	test('hold no word that systemd does not know', async () => {
		for (const name of readdirSync(units).filter(file => /^madoguchi.*\.(service|socket|path)$/.test(file))) {
			const unit = await write(name, await rendered(`etc/systemd/system/${name}`));
			const {output} = run('systemd-analyze', 'verify', '--man=no', '--recursive-errors=no', unit);
			expect(output.split('\n').filter(line => /Unknown|Failed to parse|Invalid/.test(line))).toEqual([]);
		}
	});

	test('the kiosk has no network and nothing that can be written and run', async () => {
		const unit = await rendered('etc/systemd/system/madoguchi.service');
		expect(unit).toMatch(/^RestrictAddressFamilies=AF_UNIX AF_NETLINK$/m);
		expect(unit).toMatch(/^IPAddressDeny=any$/m);
		expect(unit).toMatch(/^NoExecPaths=\/$/m);
		expect(/^ExecPaths=(.*)$/m.exec(unit)?.[1]).not.toMatch(/\/(tmp|var|run|dev)\b/);
	});
});

describe('the terminal of the kiosk', () => {
	const settings = join(files, 'etc/madoguchi/foot.ini');

	test('foot takes its settings', () => {
		expect(run('foot', '-c', settings, '--check-config').exitCode).toBe(0);
	});

	test('every key and every button that foot knows leads nowhere', () => {
		// foot.ini(5): the commands and what they are by default stand in the template that Debian ships.
		const template = readFileSync('/etc/xdg/foot/foot.ini', 'utf8');
		const ours = readFileSync(settings, 'utf8');
		const sectionOf = (text: string, name: string) =>
			new RegExp(`^\\[${name}\\]\\n([\\s\\S]*?)(?=^\\[|$(?![\\s\\S]))`, 'm').exec(text)?.[1] ?? '';
		for (const name of ['key-bindings', 'mouse-bindings']) {
			const known = [...sectionOf(template, name).matchAll(/^# ?([a-z-]+)=/gm)].map(match => match[1]);
			expect(known.length).toBeGreaterThan(5);
			for (const command of known) {
				if (command === 'noop') continue;
				expect(sectionOf(ours, name)).toMatch(new RegExp(`^${command}=none$`, 'm'));
			}
		}
	});

	test('sway has no key of its own', () => {
		const text = readFileSync(join(files, 'etc/madoguchi/sway.conf'), 'utf8');
		expect(text).not.toMatch(/^\s*(bindsym|bindcode|bindswitch|bindgesture|mode|bar|include)\b/m);
		expect(text).toMatch(/xkb_options srvrkeys:none/);
	});
});

test('the installer asks for what it needs, and knows no other word', () => {
	const install = (...words: string[]) =>
		run('sh', join(import.meta.dirname, '../../kiosk/install'), ...words);
	expect(install('--help').output).toContain('--check');
	expect(install('--nonsense')).toMatchObject({exitCode: 2});
	expect(install('--window')).toMatchObject({exitCode: 2});
	expect(install('--packages').output).toMatch(/^sway$/m);
});

describe('T-19: what is plugged in', () => {
	const linesOf = (path: string) =>
		readFileSync(join(files, path), 'utf8')
			.split('\n')
			.filter(line => line !== '' && !line.startsWith('#'));

	test('is refused where no rule names it, from the daemon’s first moment on', () => {
		expect(linesOf('etc/usbguard/usbguard-daemon.conf')).toEqual(
			expect.arrayContaining([
				'ImplicitPolicyTarget=block',
				'PresentDevicePolicy=apply-policy',
				'InsertedDevicePolicy=apply-policy',
				'AuthorizedDefault=none',
			]),
		);
	});

	test('is allowed without a port only where it is a hub and nothing else', () => {
		// usbguard-rules.conf(5): match-all wants every interface of the device to be of the list; 09 is a hub.
		expect(linesOf('etc/usbguard/rules.conf')).toEqual([
			'allow with-interface match-all { 09:00:* }',
			'@USB_RULES@',
		]);
	});

	test('is no storage: its modules are replaced by nothing', () => {
		expect(linesOf('etc/modprobe.d/madoguchi.conf')).toEqual(
			expect.arrayContaining(['install usb-storage /bin/false', 'install uas /bin/false']),
		);
	});
});

describe('T-19: the boot', () => {
	test('gives a prompt and an editor to nobody without the password, and starts for everybody', async () => {
		const script = await write(
			'01_madoguchi',
			(await rendered('etc/grub.d/01_madoguchi')).replace(
				'madoguchi \n',
				'madoguchi grub.pbkdf2.sha512.10000.AB.CD\n',
			),
		);
		const menu = run('sh', script).output;
		expect(menu).toContain('set superusers=madoguchi');
		expect(menu).toContain('password_pbkdf2 madoguchi grub.pbkdf2.sha512.10000.AB.CD');
		// What 10_linux of Debian writes into every entry.
		expect(menu).toContain('menuentry_id_option="--unrestricted --id"');
		// GRUB's own parser takes it.
		expect(run('grub-script-check', await write('menu', menu))).toMatchObject({exitCode: 0});
	});

	test('waits for no key and offers no recovery', () => {
		const settings = readFileSync(join(files, 'etc/default/grub.d/madoguchi.cfg'), 'utf8');
		expect(settings).toMatch(/^GRUB_TIMEOUT=0$/m);
		expect(settings).toMatch(/^GRUB_DISABLE_RECOVERY=true$/m);
	});
});

test('G-04 the tones for a card left in are of 880 and 660 hertz, a quarter of a second each', async () => {
	const heard = join(folder, 'heard');
	await write('aplay', `#!/bin/sh\nprintf '%s ' "$@" >'${heard}.words'\ncat >'${heard}'\n`);
	chmodSync(join(folder, 'aplay'), 0o755);
	const {exitCode} = Bun.spawnSync([join(files, 'opt/madoguchi/bell')], {
		env: {PATH: `${folder}:/usr/bin:/bin`},
	});
	expect(exitCode).toBe(0);
	expect(readFileSync(`${heard}.words`, 'utf8')).toMatch(/-t raw -f U8 -r 16000 -c 1/);
	const samples = [...readFileSync(heard)].map(byte => byte - 128);
	expect(samples).toHaveLength(8000);
	const rising = (part: readonly number[]) =>
		part.filter((sample, at) => sample >= 0 && (part[at - 1] ?? 0) < 0).length;
	// 16,000 samples a second: so many periods in 4,000 of them, the first from its middle.
	expect(rising(samples.slice(0, 4000))).toBeCloseTo(880 / 4, -1);
	expect(rising(samples.slice(4000))).toBeCloseTo(660 / 4, -1);
	expect(Math.max(...samples)).toBeGreaterThan(80);
});

test('T-20 the installation takes along everything that the manual names as trusted', () => {
	const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
	const named =
		/`\/etc\/madoguchi\/pki` \| what is trusted: ([^|]+)\|/.exec(read('docs/operations.md'))?.[1] ?? '';
	const trusted = [...named.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replace('*', 'root'));
	expect(trusted).toContain('staff-ca.pem');
	const taken = [...read('kiosk/install').matchAll(/"\$pki"\/([^\s;]+)/g)].map(([, glob = '']) => glob);
	expect(trusted.filter(name => !taken.some(glob => matchesGlob(name, glob)))).toEqual([]);
});

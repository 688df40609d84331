import {join} from 'node:path';

/** A service manager's socket, and what is told to it. */
export interface TestManager {
	/** For NOTIFY_SOCKET. */
	readonly socket: string;
	/** Waits until it heard so much, each message a line, its own lines joined by spaces; the first says that it listens. */
	heard(count: number): Promise<readonly string[]>;
	close(): void;
}

/** A service manager as systemd is one (sd_notify(3)): perl, of Debian's base system, prints what it hears. */
export async function openManager(folder: string): Promise<TestManager> {
	const socket = join(folder, crypto.randomUUID());
	const script = `
		use Socket; $| = 1;
		socket(my $s, AF_UNIX, SOCK_DGRAM, 0); bind($s, sockaddr_un($ARGV[0])) or die; chmod 0666, $ARGV[0]; print "listening\\n";
		while (defined recv($s, my $m, 4096, 0)) { $m =~ s/\\n/ /g; print "$m\\n" }`;
	const perl = Bun.spawn(['perl', '-e', script, socket], {stdout: 'pipe', stdin: 'ignore'});
	const lines: string[] = [];
	const waiting = new Set<() => void>();
	void (async () => {
		const decoder = new TextDecoder();
		for await (const piece of perl.stdout) {
			lines.push(...decoder.decode(piece).split('\n').filter(Boolean));
			for (const wake of [...waiting]) wake();
		}
	})();
	const heard = (count: number) =>
		new Promise<readonly string[]>(resolve => {
			const look = () => {
				if (lines.length < count) return;
				waiting.delete(look);
				resolve(lines);
			};
			waiting.add(look);
			look();
		});
	await heard(1);
	return {socket, heard, close: () => perl.kill()};
}

import {readdirSync, readFileSync} from 'node:fs';

/** What a process and the PC/SC service it started hold on to. */
export interface Footprint {
	readonly heapMiB: number;
	readonly residentMiB: number;
	/** Open descriptors of this process. */
	readonly handles: number;
	/** Open descriptors of pcscd: each of its clients has one. */
	readonly pcscdHandles: number;
	/** Threads of pcscd: each of its clients has one. */
	readonly pcscdThreads: number;
}

/** Measures after a full collection. Linux only; `pcscd` is found among the children of this process. */
export function footprint(): Footprint {
	Bun.gc(true);
	const {heapUsed, rss} = process.memoryUsage();
	const pcscd = childNamed('pcscd');
	return {
		heapMiB: mib(heapUsed),
		residentMiB: mib(rss),
		handles: entries('/proc/self/fd'),
		pcscdHandles: entries(`/proc/${pcscd}/fd`),
		pcscdThreads: entries(`/proc/${pcscd}/task`),
	};
}

function entries(folder: string): number {
	return readdirSync(folder).length;
}

function childNamed(name: string): string {
	const children = readdirSync('/proc/self/task').flatMap(task =>
		readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
	);
	const child = children.find(pid => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === name);
	if (child === undefined) throw new Error(`no ${name} was started here`);
	return child;
}

function mib(bytes: number): number {
	return Math.round((bytes / 1024 / 1024) * 10) / 10;
}

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Answer, Job} from './inside/messages.ts';
import {insideFolder} from './tree.ts';

/** What a process said at last; `late` when it took too long over one step and was killed, `gone` when it fell. */
export type Outcome = Exclude<Answer, {said: 'began'}> | {readonly said: 'late'} | {readonly said: 'gone'};

/** A worker process inside a mutated tree. */
export interface Inside {
	readonly ask: (job: Job) => Promise<Outcome>;
	readonly end: () => Promise<void>;
}

/** What a worker may spend over its own deadline, which a loop without end never comes to, in processor time. */
const graceMs = 2000;
/** Without any sign it is given up after this in any case. */
const longestMs = 600_000;

/** Starts a worker. One job at a time; after `late` or `gone` it takes no more. */
export function startInside(copy: string): Inside {
	let hear: (answer: Answer | {said: 'gone'}) => void = () => undefined;
	const child = Bun.spawn({
		cmd: [process.execPath, join(copy, insideFolder, 'worker.ts')],
		cwd: copy,
		env: {...process.env, TMPDIR: join(copy, 'tmp'), TZ: process.env.TZ ?? 'UTC'},
		stdin: 'ignore',
		stdout: 'ignore',
		stderr: 'ignore',
		serialization: 'advanced',
		ipc: answer => hear(answer as Answer),
		onExit: () => hear({said: 'gone'}),
	});
	return {
		ask: job =>
			new Promise(resolve => {
				let timer: Timer | undefined;
				const done = (outcome: Outcome) => {
					clearInterval(timer);
					hear = () => undefined;
					if (outcome.said === 'late') child.kill('SIGKILL');
					resolve(outcome);
				};
				// Processor time: on a busy machine a step takes long, and does no more than ever.
				const wait = (ms: number) => {
					clearInterval(timer);
					const [spent, began] = [processorMs(child.pid), performance.now()];
					timer = setInterval(() => {
						const isSpent = processorMs(child.pid) - spent > ms + graceMs;
						if (isSpent || performance.now() - began > longestMs) done({said: 'late'});
					}, 1000);
				};
				hear = answer => (answer.said === 'began' ? wait(answer.ms) : done(answer));
				wait(60_000);
				if (child.exitCode !== null || child.signalCode !== null) done({said: 'gone'});
				else child.send(job);
			}),
		end: async () => {
			child.kill('SIGKILL');
			await child.exited;
		},
	};
}

/** What a process has spent of the processors so far (proc(5), stat: utime and stime in hundredths of a second). */
function processorMs(pid: number): number {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		return (Number(fields[11]) + Number(fields[12])) * 10;
	} catch {
		// Gone: its end is told otherwise.
		return 0;
	}
}

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

/** Over the worker's own deadline, which a loop without end never comes to. */
const graceMs = 4000;

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
				const wait = (ms: number) => {
					clearTimeout(timer);
					timer = setTimeout(() => done({said: 'late'}), ms + graceMs);
				};
				const done = (outcome: Outcome) => {
					clearTimeout(timer);
					hear = () => undefined;
					if (outcome.said === 'late') child.kill('SIGKILL');
					resolve(outcome);
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

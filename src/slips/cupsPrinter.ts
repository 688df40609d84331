import type {Slip} from '../domain/slip.ts';
import {type CupsQueue, cupsQueue} from './cupsQueue.ts';
import {type Attribute, groupTags, type IppAnswer} from './ipp.ts';
import {type Paper, papers} from './papers.ts';
import type {Printer} from './printer.ts';

export interface CupsOptions extends CupsQueue {
	/** Draws a slip as PDF. */
	readonly draw: (slip: Slip) => Promise<Uint8Array>;
	readonly paper: Paper;
	/** How long a slip may take to be printed. */
	readonly waitMs?: number;
	/** How often CUPS is asked what became of it. */
	readonly pollMs?: number;
}

/** In the one job title there is: everybody on the machine may read it (T-24). */
const title = 'slip';
const user = 'madoguchi';
/** How long CUPS may take to end what is not wanted any more. */
const mannersMs = 3000;
/** RFC 8011, 5.3.7. */
const jobCompleted = 9;

/**
 * Prints by IPP over the socket of the machine's own CUPS. It asks CUPS for an event of the job's end rather than about
 * the job, since one that is over is forgotten at once (PreserveJobHistory No). Whatever fails is 'failed', and the job
 * is cancelled.
 */
export function cupsPrinter({
	socket,
	queue,
	draw,
	paper,
	waitMs = 30_000,
	pollMs = 200,
}: CupsOptions): Printer {
	const ask = cupsQueue({socket, queue});

	async function subscribe(signal: AbortSignal): Promise<number> {
		const answer = await ask('createPrinterSubscriptions', [['requesting-user-name', 'name', user]], signal, {
			groups: [
				[
					'subscription',
					[
						['notify-pull-method', 'keyword', 'ippget'],
						['notify-events', 'keyword', 'job-completed'],
						['notify-lease-duration', 'integer', Math.ceil(waitMs / 1000) + 60],
					],
				],
			],
		});
		return numberIn(answer, groupTags.subscription, 'notify-subscription-id');
	}

	async function send(pdf: Uint8Array, signal: AbortSignal): Promise<number> {
		const answer = await ask(
			'printJob',
			[
				['requesting-user-name', 'name', user],
				['job-name', 'name', title],
				['document-format', 'mimeType', 'application/pdf'],
			],
			signal,
			{data: pdf, groups: [['job', [['media', 'keyword', papers[paper].media]]]]},
		);
		return numberIn(answer, groupTags.job, 'job-id');
	}

	async function endOf(job: number, subscription: number, signal: AbortSignal): Promise<number> {
		for (;;) {
			const answer = await ask(
				'getNotifications',
				[
					['requesting-user-name', 'name', user],
					['notify-subscription-ids', 'integer', subscription],
				],
				signal,
			);
			const end = answer.groups.find(
				({tag, attributes}) => tag === groupTags.notification && attributes.get('notify-job-id')?.[0] === job,
			);
			if (end) return Number(end.attributes.get('job-state')?.[0]);
			await pause(pollMs, signal);
		}
	}

	return {
		async print(slip, left) {
			const deadline = AbortSignal.timeout(waitMs);
			const signal = left ? AbortSignal.any([left, deadline]) : deadline;
			let subscription: number | undefined;
			let job: number | undefined;
			let isOver = false;
			try {
				const pdf = await draw(slip);
				subscription = await subscribe(signal);
				// Not broken off: the number of a job that was taken is needed to cancel it.
				job = await send(pdf, deadline);
				const state = await endOf(job, subscription, signal);
				isOver = true;
				return state === jobCompleted ? 'printed' : 'failed';
			} catch {
				return 'failed';
			} finally {
				if (job !== undefined && !isOver) await cancel(job);
				if (subscription !== undefined) void unsubscribe(subscription);
			}
		},
	};

	/** So that nothing comes out later; a CUPS that does not answer this either has nothing to print with. */
	async function cancel(job: number): Promise<void> {
		const which: Attribute = ['job-id', 'integer', job];
		await ask(
			'cancelJob',
			[which, ['requesting-user-name', 'name', user]],
			AbortSignal.timeout(mannersMs),
		).catch(() => undefined);
	}

	/** Nobody waits for it: a subscription ends by itself too. */
	async function unsubscribe(subscription: number): Promise<void> {
		const which: Attribute = ['notify-subscription-id', 'integer', subscription];
		await ask(
			'cancelSubscription',
			[which, ['requesting-user-name', 'name', user]],
			AbortSignal.timeout(mannersMs),
		).catch(() => undefined);
	}
}

function numberIn({groups}: IppAnswer, tag: number, name: string): number {
	const value = groups
		.find(group => group.tag === tag && group.attributes.has(name))
		?.attributes.get(name)?.[0];
	if (typeof value !== 'number') throw new Error(`CUPS gave no ${name}`);
	return value;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const timer = setTimeout(resolve, ms);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			reject(signal.reason);
		});
	});
}

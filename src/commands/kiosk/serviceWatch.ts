import {type ServicePlan, serviceAt} from '../../domain/serviceHours.ts';
import type {SetTimer} from '../../keys/timer.ts';
import type {ServiceEvent} from '../../machines/events.ts';

export interface ServiceWatchParts {
	readonly servicePlan: ServicePlan;
	readonly now: () => Date;
	readonly setTimer: SetTimer;
}

/** How long the watch sleeps at most: a clock that was set is noticed by then. */
const longestSleepMs = 15_000;

/** Tells the present hours at once, and again whenever they change; the answer ends it. */
export function watchService(
	{servicePlan, now, setTimer}: ServiceWatchParts,
	tell: (event: ServiceEvent) => void,
): () => void {
	let told = '';
	let callOff: () => void;
	const look = () => {
		const instant = now();
		const {service, changesAtMs = Number.POSITIVE_INFINITY} = serviceAt(instant, servicePlan);
		const {status, ...rest} = service;
		const event = {type: `service.${status}`, ...rest} as ServiceEvent;
		if (JSON.stringify(event) !== told) {
			told = JSON.stringify(event);
			tell(event);
		}
		callOff = setTimer(look, Math.min(changesAtMs - instant.getTime(), longestSleepMs));
	};
	look();
	return () => callOff();
}

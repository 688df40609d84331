import {test} from 'vitest';
import {record} from './recording.ts';
import {visits} from './visits.ts';

test.each(Object.entries(visits))('%s', async (name, [options, visit]) => {
	await record(name, options, visit);
});

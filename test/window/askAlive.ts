/** A process of its own that asks windows whether they are alive: `askAlive.ts CA-PEM URL...`. */
import {createClient} from '../../src/window/client.ts';
import {fakeBelieve} from './fakes.ts';

const [ca = '', ...urls] = process.argv.slice(2);
const outcomes: string[] = [];
for (const url of urls) {
	const client = createClient({
		url,
		ca,
		allowedHosts: ['127.0.0.1'],
		deadlines: {aliveMs: 5000, submitMs: 5000, inquireMs: 5000},
		now: () => new Date(),
		believe: fakeBelieve,
	});
	const answer = await client.alive();
	outcomes.push(answer.status === 'unreachable' ? answer.cause : answer.status);
}
console.log(JSON.stringify({seesTheVariables: process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0', outcomes}));

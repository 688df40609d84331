/** A kiosk's process that delivers one application: `deliverOnce.ts OUTBOX URL CA-PEM PARCEL-JSON`. */
import {createClient} from '../../src/window/client.ts';
import {createPostman, packParcel} from '../../src/window/delivery.ts';
import {openOutbox} from '../../src/window/outbox.ts';
import {fakeBelieve} from './fakes.ts';

const [folder = '', url = '', ca = '', json = ''] = process.argv.slice(2);
const client = createClient({
	url,
	ca,
	allowedHosts: ['127.0.0.1'],
	deadlines: {aliveMs: 60_000, submitMs: 60_000, inquireMs: 60_000},
	now: () => new Date(),
	believe: fakeBelieve,
});
const {requestId, procedure} = JSON.parse(json);
const parcel = packParcel({requestId, procedure, cms: new TextEncoder().encode(json)}, new Date());
const {status} = await createPostman({client, outbox: openOutbox(folder)}).deliver(parcel);
console.log(status);

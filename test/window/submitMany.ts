/** A process of its own that submits revocations of one certificate: `submitMany.ts STORE-FILE COUNT`. */
import {randomBytes} from 'node:crypto';
import {createDesk} from '../../src/window/desk.ts';
import {drawReceiptNumber} from '../../src/window/receiptNumber.ts';
import {openRegistry} from '../../src/window/registry.ts';
import {deskParts, parcelOf} from './fakes.ts';

const [file, count] = process.argv.slice(2);
const registry = await openRegistry(`sqlite:${file}`, () => drawReceiptNumber(randomBytes));
const desk = createDesk(deskParts(registry));
const replies = await Promise.all(
	Array.from({length: Number(count)}, () => desk.submit(parcelOf().cms, {status: 'none'})),
);
console.log(
	JSON.stringify(replies.map(reply => (reply.status === 'answered' ? reply.result : reply.problem))),
);
await registry.close();

/** `bun run docs`: writes what docs/ says of the machines from the machines themselves. */
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {statechartsPage} from './docs/statecharts.ts';

const page = join(import.meta.dirname, '../docs/statecharts.md');
await writeFile(page, statechartsPage());
console.log(page);

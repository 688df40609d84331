/**
 * `bun run picture`: walks the demo to a few screens on a real pseudo-terminal and writes them as SVG into
 * docs/pictures, from the terminal's cells.
 */
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {cellsToSvg} from '../src/screens/picture.ts';
import {Citizen} from '../test/e2e/citizen.ts';
import {openTerminal} from '../test/helpers/terminal.ts';
import {cellsOf} from './picture/cells.ts';

const size = {cols: 100, rows: 30};
const root = join(import.meta.dirname, '..');
const pictures = join(root, 'docs/pictures');
const state = await mkdtemp(join(tmpdir(), 'picture-'));
await mkdir(pictures, {recursive: true});

await using terminal = openTerminal([process.execPath, join(root, 'src/main.ts'), 'demo', '--state', state], {
	...size,
	env: {LANG: 'C.UTF-8'},
});
const citizen = new Citizen(terminal);
const take = async (name: string) => {
	const output = new TextDecoder().decode(terminal.rawBytes());
	await writeFile(join(pictures, `${name}.svg`), cellsToSvg(await cellsOf(output, size.cols, size.rows)));
	console.log(`docs/pictures/${name}.svg`);
};

await citizen.putsIn('valid');
await take('menu');
await citizen.chooses('自己の電子証明書の失効申請');
await citizen.sees('申請に必要な情報の取込み');
await take('import');
await citizen.chooses('OK');
await citizen.sees('残り回数は5回です');
await citizen.types('DEMO2026');
await take('login');
citizen.press('Enter');
await citizen.sees('取込み情報の確認', '申請者の氏名');
await take('confirm');
await citizen.readsToTheEnd();
await citizen.chooses('電子署名');
await citizen.sees('署名確認');
await citizen.chooses('了解');
await citizen.sees('残り回数は5回です');
await citizen.types('DEMO2026');
citizen.press('Enter');
await citizen.sees('送信確認');
await take('send');
await citizen.chooses('了解');
await citizen.sees('受理通知', '受付番号');
await take('accepted');
await terminal.close();
await rm(state, {recursive: true, force: true});

import {describe, expect, test} from 'vitest';
import {procedures} from '../../src/domain/procedure.ts';
import {visibleText} from '../../src/domain/text.ts';
import type {Language} from '../../src/machines/kiosk.ts';
import type {View} from '../../src/machines/view.ts';
import {controlsFor, press} from '../../src/screens/controls.ts';
import {layoutOf} from '../../src/screens/layout.ts';
import {bodies} from '../../src/screens/table.ts';
import {screenWords, wordsIn} from '../../src/words/index.ts';
import {draw} from './draw.tsx';
import {everyView, longest, sizes} from './everyScreen.ts';
import {requestId} from './views.ts';

const languages: readonly Language[] = ['ja', 'en'];
const smallest = sizes[0];

/** Without blanks and the lines of sheets and quotes: what is left are the words. */
const wordsOf = (text: string) => text.replaceAll(/[\s│┌┐└┘─━┃┏┓┗┛・]/g, '');

/** Presses PgDn until nothing moves, and draws what is seen on the way. */
async function readThrough(view: View): Promise<string[][]> {
	const layout = layoutOf(view, smallest, true);
	const pages: string[][] = [];
	let state = controlsFor(view);
	for (;;) {
		const {rows} = await draw(view, smallest, {trial: true, scroll: state.scroll, focus: state.focus});
		pages.push([...rows]);
		const next = press({name: 'pageDown'}, view, state, layout).state;
		if (next.scroll === state.scroll) return pages;
		state = next;
	}
}

test('the machines name every screen there is, and no other', () => {
	expect(new Set(everyView.map(view => view.screen))).toEqual(new Set(Object.keys(bodies)));
});

describe.each(languages)('in %s', language => {
	const views = everyView.map(view => ({...view, language}));

	test.each(sizes)('every screen fills $columns x $rows exactly', async size => {
		for (const view of views) {
			const {output, cells} = await draw(view, size, {trial: true, hasSimulator: true});
			const lines = output.split('\n');
			expect(lines, view.path).toHaveLength(size.rows);
			for (const line of lines) expect(Bun.stringWidth(line), `${view.path}: ${line}`).toBe(size.columns);
			const bare = cells.flat().filter(cell => cell.width > 0 && cell.ground === undefined);
			expect(bare, view.path).toEqual([]);
		}
	});

	test('every sentence of every screen can be read at 80x24, and buttons and keys stay in sight', async () => {
		for (const view of views) {
			const pages = await readThrough(view);
			const said = screenWords(view);
			const layout = layoutOf(view, smallest, true);
			const body = wordsOf(
				[...layout.head, ...layout.body].map(line => line.map(({text}) => text).join('')).join(''),
			);
			const quoted = said.legal.flatMap(({original, translation = ''}) => [original, translation]);
			for (const sentence of [...said.plain, ...quoted, ...said.notes]) {
				expect(body, view.path).toContain(wordsOf(visibleText(sentence)));
			}
			const seen = new Set(pages.flat().map(row => wordsOf(row)));
			const isSeen = (text: string) => [...seen].some(row => row.includes(wordsOf(text)));
			for (const line of [...layout.head, ...layout.body]) {
				expect(isSeen(line.map(({text}) => text).join('')), `${view.path}: ${line[0]?.text}`).toBe(true);
			}
			for (const page of pages) {
				expect(page.at(-1), view.path).toContain('F10');
				expect(page[0], view.path).toContain(wordsIn(language).frame.trial);
				for (const button of view.buttons) {
					const caption = said.buttons[button];
					expect(caption, `${view.path} has a word for ${button}`).toBeDefined();
					expect(page.map(wordsOf).join(''), view.path).toContain(wordsOf(caption ?? ''));
				}
			}
		}
	});

	test('F1 gives all that the manual says of each state to read at 80x24, below our own help', async () => {
		const answered = views.flatMap(view => procedures.map(procedure => ({...view, procedure})));
		expect(answered.filter(view => screenWords(view).manual.length > 0).length).toBeGreaterThan(50);
		for (const view of answered.map(each => ({...each, cover: 'help'}) as const)) {
			const seen = (await readThrough(view)).map(page => page.map(wordsOf));
			const {help, manual} = screenWords(view);
			const quoted = manual.flatMap(({original, translation = ''}) => [original, translation]);
			const layout = layoutOf(view, smallest, true);
			const body = layout.body.map(line => wordsOf(line.map(({text}) => text).join('')));
			for (const sentence of [...help, ...quoted]) {
				expect(body.join(''), view.path).toContain(wordsOf(visibleText(sentence)));
			}
			for (const line of body) {
				expect(
					seen.some(page => page.some(row => row.includes(line))),
					`${view.path}: ${line}`,
				).toBe(true);
			}
		}
	});

	test('a longer document than the page is read to its last sign', async () => {
		const view = views.find(({screen}) => screen === 'confirmImport');
		const pages = view ? await readThrough(view) : [];
		expect(pages.length).toBeGreaterThan(3);
		expect(wordsOf(pages.flat().join(''))).toContain('終わりの号室');
		const text = layoutOf(view as View, smallest, true)
			.body.map(line => wordsOf(line.map(({text}) => text).join('')))
			.join('');
		expect(text).toContain(longest.name);
		expect(text).toContain(wordsOf(longest.address));
	});

	test('the requestId is on no screen, seen or scrolled away (T-02)', async () => {
		for (const view of views) {
			const {rows} = await draw(view, smallest);
			const {head, body} = layoutOf(view, smallest, false);
			const text = [...rows, ...[...head, ...body].flat().map(span => span.text)].join('');
			expect(text, view.path).not.toContain(requestId.slice(0, 8));
		}
	});
});

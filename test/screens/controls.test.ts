import {describe, expect, test} from 'vitest';
import type {Key as KeyOfKeyboard} from '../../src/keys/key.ts';
import type {View} from '../../src/machines/view.ts';
import {type Controls, controlsFor, followView, type Key, press} from '../../src/screens/controls.ts';
import {views} from './views.ts';

const still = {lineCount: 8, pageSize: 8};
const long = {lineCount: 30, pageSize: 10};
const digit = (text: string): Key => ({name: 'character', text});
/** A key as the keyboard's reader gives it is one a screen understands: else this does not compile. */
const named = (name: Exclude<KeyOfKeyboard['name'], 'character' | 'typed'>): Key =>
	({name}) satisfies KeyOfKeyboard;

/** Presses keys one after the other; answers where it ends and all that was said. */
function type(view: View, keys: readonly Key[], layout = still) {
	let state: Controls = controlsFor(view);
	const said: unknown[] = [];
	for (const key of keys) {
		const pressed = press(key, view, state, layout);
		state = pressed.state;
		if (pressed.event) said.push(pressed.event);
	}
	return {focus: state.focus, scroll: state.scroll, said};
}

describe('buttons', () => {
	test.each<{what: string; view: View; keys: Key[]; focus: string | undefined; said: unknown[]}>([
		{
			what: 'Enter presses the first focus',
			view: views.menu,
			keys: [named('enter')],
			focus: 'revocation',
			said: [{type: 'user.choose', choice: 'revocation'}],
		},
		{
			what: 'a digit moves the focus and presses nothing',
			view: views.menu,
			keys: [digit('2')],
			focus: 'validity',
			said: [],
		},
		{
			what: 'Enter presses what the digit chose',
			view: views.menu,
			keys: [digit('4'), named('enter')],
			focus: 'siteIdentity',
			said: [{type: 'user.choose', choice: 'siteIdentity'}],
		},
		{
			what: 'a digit without a button does nothing',
			view: views.menu,
			keys: [digit('6')],
			focus: 'revocation',
			said: [],
		},
		{what: 'zero is no button', view: views.menu, keys: [digit('0')], focus: 'revocation', said: []},
		{what: 'a letter does nothing', view: views.menu, keys: [digit('a')], focus: 'revocation', said: []},
		{what: 'Tab goes on', view: views.menu, keys: [named('tab')], focus: 'validity', said: []},
		{
			what: 'shift and Tab go back, round the end',
			view: views.menu,
			keys: [named('backTab')],
			focus: 'cancel',
			said: [],
		},
		{
			what: 'arrows move like Tab',
			view: views.menu,
			keys: [named('down'), named('right'), named('up')],
			focus: 'validity',
			said: [],
		},
		{
			what: 'Tab comes round',
			view: views.menu,
			keys: Array(5).fill(named('tab')),
			focus: 'revocation',
			said: [],
		},
		{
			what: 'Esc is the way back',
			view: views.importPrompt,
			keys: [named('escape')],
			focus: 'ok',
			said: [{type: 'user.cancel'}],
		},
		{
			what: 'Esc on a result ends it',
			view: views.accepted,
			keys: [named('escape')],
			focus: 'ok',
			said: [{type: 'user.ok'}],
		},
		{
			what: 'sending has the harmless button first',
			view: views.sendConfirm,
			keys: [named('enter')],
			focus: 'cancel',
			said: [{type: 'user.cancel'}],
		},
		{
			what: '取込み画面に戻る',
			view: views.confirmImport,
			keys: [digit('2'), named('enter')],
			focus: 'back',
			said: [{type: 'user.back'}],
		},
		{
			what: 'a waiting screen hears no Enter, Esc or digit',
			view: views.sending,
			keys: [named('enter'), named('escape'), digit('1'), named('tab')],
			focus: undefined,
			said: [],
		},
		{
			what: 'F1, F2, F3 and F10 ask',
			view: views.menu,
			keys: (['f1', 'f2', 'f3', 'f10'] as const).map(name => named(name)),
			focus: 'revocation',
			said: [{type: 'user.help'}, {type: 'user.language'}, {type: 'user.veil'}, {type: 'user.staff'}],
		},
		{
			what: 'other keys say nothing',
			view: views.menu,
			keys: (['f4', 'f9', 'f12', 'other', 'insert', 'delete', 'backspace'] as const).map(name => named(name)),
			focus: 'revocation',
			said: [],
		},
	])('$what', ({view, keys, focus, said}) => {
		const end = type(view, keys);
		expect(end.focus).toBe(focus);
		expect(end.said).toEqual(said);
	});
});

describe('a password field', () => {
	test.each<{what: string; keys: Key[]; focus: string | undefined; said: unknown[]}>([
		{
			what: 'has the focus first, and Enter is OK',
			keys: [named('enter')],
			focus: undefined,
			said: [{type: 'user.ok'}],
		},
		{what: 'Esc is キャンセル', keys: [named('escape')], focus: undefined, said: [{type: 'user.cancel'}]},
		{what: 'Tab leaves it for the buttons', keys: [named('tab')], focus: 'ok', said: []},
		{
			what: 'Tab comes back to it',
			keys: [named('tab'), named('tab'), named('tab')],
			focus: undefined,
			said: [],
		},
		{
			what: 'back from the field is the last button',
			keys: [named('backTab'), named('enter')],
			focus: 'cancel',
			said: [{type: 'user.cancel'}],
		},
		{
			what: 'digits choose no button, in the field or on a button',
			keys: [digit('2'), named('tab'), digit('2')],
			focus: 'ok',
			said: [],
		},
	])('$what', ({keys, focus, said}) => {
		const end = type(views.login, keys);
		expect(end.focus).toBe(focus);
		expect(end.said).toEqual(said);
	});
});

describe('a body that scrolls', () => {
	test.each<{what: string; keys: Key[]; scroll: number; focus?: string}>([
		{what: 'Down is a line', keys: [named('down'), named('down')], scroll: 2},
		{what: 'PgDn keeps one line in sight', keys: [named('pageDown')], scroll: 9},
		{
			what: 'no further than the last page',
			keys: Array.from({length: 9}, () => named('pageDown')),
			scroll: 20,
		},
		{what: 'no further than the first line', keys: [named('down'), named('pageUp'), named('up')], scroll: 0},
		{what: 'Home is the beginning', keys: [named('pageDown'), named('home')], scroll: 0},
		{what: 'End jumps over nothing', keys: [named('end')], scroll: 0},
		{
			what: 'Left and Right move the focus',
			keys: [named('right'), named('right'), named('left')],
			scroll: 0,
			focus: 'back',
		},
		{what: 'Tab moves the focus', keys: [named('tab'), named('tab')], scroll: 0, focus: 'cancel'},
	])('$what', ({keys, scroll, focus = 'ok'}) => {
		const end = type(views.confirmImport, keys, long);
		expect(end.scroll).toBe(scroll);
		expect(end.focus).toBe(focus);
		expect(end.said).toEqual([]);
	});
});

describe('what covers the screen', () => {
	test.each<{what: string; cover: View['cover']; key: Key; said: unknown[]}>([
		{
			what: 'any key answers the idle warning',
			cover: 'idleWarning',
			key: digit('x'),
			said: [{type: 'user.active'}],
		},
		{
			what: 'Esc too answers the idle warning',
			cover: 'idleWarning',
			key: named('escape'),
			said: [{type: 'user.active'}],
		},
		{
			what: 'Enter confirms the language',
			cover: 'language',
			key: named('enter'),
			said: [{type: 'cover.confirm'}],
		},
		{what: 'Esc keeps the language', cover: 'language', key: named('escape'), said: [{type: 'cover.close'}]},
		{what: 'Enter closes help', cover: 'help', key: named('enter'), said: [{type: 'cover.close'}]},
		{
			what: 'Esc closes the call for staff',
			cover: 'staff',
			key: named('escape'),
			said: [{type: 'cover.close'}],
		},
		{what: 'a function key does not reach the screen below', cover: 'help', key: named('f3'), said: []},
		{what: 'a digit does not reach the screen below', cover: 'help', key: digit('1'), said: []},
	])('$what', ({cover, key, said}) => {
		expect(type({...views.confirmImport, cover}, [key]).said).toEqual(said);
	});
});

test('focus and scroll begin anew on another screen and stay on the same one', () => {
	const moved = {...controlsFor(views.confirmImport), focus: 'back', scroll: 7} as const;
	expect(followView(views.confirmImport, moved)).toBe(moved);
	expect(followView({...views.confirmImport, isVeiled: true}, moved)).toBe(moved);
	expect(followView(views.sendConfirm, moved)).toMatchObject({focus: 'cancel', scroll: 0});
	// A key that was meant for the screen before cannot press a button of the one that came.
	expect(press(named('enter'), views.sendConfirm, moved, still).event).toEqual({type: 'user.cancel'});
});

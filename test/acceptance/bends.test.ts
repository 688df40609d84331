import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {createActor, StateMachine} from 'xstate';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {loginMachine} from '../../src/machines/login.ts';
import {newPasswordMachine} from '../../src/machines/newPassword.ts';
import {passwordChangeMachine} from '../../src/machines/passwordChange.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import {signedRequestMachine} from '../../src/machines/signedRequest.ts';
import {bendable} from './bendable.ts';
import {type Bend, bends, bentRows, isSame} from './bends.ts';
import {parseCopy} from './catalogue.ts';
import {parseDecisions} from './decisions.ts';
import {bentKinds} from './prove.ts';

const items = parseCopy(readFileSync(new URL('items.tsv', import.meta.url), 'utf8'));
const decided = parseDecisions(
	readFileSync(new URL('../../docs/acceptance-decisions.md', import.meta.url), 'utf8'),
).map(({row}) => row);

test('every transition, button and limit of the manuals in scope has a bend, and nothing else has', () => {
	const rows = items.filter(({id, kind}) => /^S00[14]/.test(id) && bentKinds.includes(kind));
	const asked = rows.map(({id}) => id).filter(id => !decided.includes(id));
	expect([...bends.keys()].sort()).toEqual(asked.sort());
});

test.each([
	['BTN', 'button'],
	['TR', 'transition'],
] as const)('a row of kind %s loses a %s', (kind, bent) => {
	const of = items.filter(item => item.kind === kind).flatMap(({id}) => bends.get(id) ?? []);
	// The applet's button and tick are the terminal's own to give; what F4 shows is the field's.
	const other = of.filter(bend => bend.bent !== bent);
	expect(of.length).toBeGreaterThan(50);
	expect(new Set(other.map(({state}) => state))).toEqual(
		new Set(kind === 'BTN' ? ['starting', 'next.typing'] : []),
	);
});

test.each([
	['kiosk', kioskMachine],
	['signedRequest', signedRequestMachine],
	['login', loginMachine],
	['passwordChange', passwordChangeMachine],
	['newPassword', newPasswordMachine],
])('every bend of the %s machine names a state, transition or button that is there', (_name, machine) => {
	expect(() => bendable(machine.config as object, () => false)).not.toThrow();
});

describe('a machine that can be bent', () => {
	const machineBentBy = (row: string | undefined) => {
		const current: Bend | undefined = row === undefined ? undefined : bends.get(row);
		const config = bendable(signedRequestMachine.config as object, bend => isSame(bend, current));
		return new StateMachine(config as never, signedRequestMachine.implementations as never);
	};
	const atPrompt = (row: string | undefined) => {
		const actor = createActor(machineBentBy(row), {input: {procedure: 'revocation'} as never}).start();
		actor.send({type: 'terminal.ready'} as never);
		return actor;
	};
	const stateOf = (actor: ReturnType<typeof atPrompt>) => actor.getSnapshot().value;
	const buttonsOf = (actor: ReturnType<typeof atPrompt>) =>
		(Object.values(actor.getSnapshot().getMeta()) as ScreenMeta[])[0]?.buttons;

	test('goes on as ever while it is not bent', () => {
		const actor = atPrompt(undefined);
		expect(stateOf(actor)).toBe('importPrompt');
		expect(buttonsOf(actor)).toEqual(['ok', 'cancel']);
		actor.send({type: 'user.ok'} as never);
		expect(stateOf(actor)).toBe('preparingCard');
	});

	test('has lost a transition, and no other, while that is bent', () => {
		const actor = atPrompt('S004-036');
		actor.send({type: 'user.ok'} as never);
		expect(stateOf(actor)).toBe('importPrompt');
		actor.send({type: 'user.cancel'} as never);
		expect(actor.getSnapshot().status).toBe('done');
	});

	test.each([
		{lost: '[OK]', row: 'S004-032', left: ['cancel']},
		{lost: '[申請中止]', row: 'S004-033', left: ['ok']},
	])('has lost the button $lost, and no other, while that is bent', ({row, left}) => {
		expect(buttonsOf(atPrompt(row))).toEqual(left);
	});
});

test('a name’s rows are bent one turn each, those without a bend never', () => {
	expect(bentRows('S004-031 S004-032 S004-036 [OK] leads on')).toEqual(['S004-032', 'S004-036']);
});

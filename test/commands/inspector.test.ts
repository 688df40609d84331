import {expect, test} from 'vitest';
import {createActor} from 'xstate';
import {demo} from '../../src/commands/demo.ts';
import {openInspector} from '../../src/commands/kiosk/inspector.ts';
import {kiosk as kioskCommand} from '../../src/commands/kiosk.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {deepestActor} from '../../src/machines/view.ts';
import {applicationFor} from '../helpers/kiosk.ts';

type Message = Readonly<Record<string, unknown>> & {readonly type: string};

test('an inspector hears of actors, events and states, and nothing of the person', async () => {
	const heard: Message[] = [];
	const done = Promise.withResolvers<void>();
	using server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		fetch: (request, own) => (own.upgrade(request) ? undefined : new Response()),
		websocket: {
			message(_, text) {
				const message = JSON.parse(String(text)) as Message;
				heard.push(message);
				if (JSON.stringify(message).includes('application.drawn')) done.resolve();
			},
		},
	});
	const inspector = openInspector(`ws://127.0.0.1:${server.port}`);
	const kiosk = createActor(kioskMachine, {
		input: {language: 'ja', procedures: ['revocation'], timeScale: 1},
		inspect: inspector.inspect,
	}).start();
	kiosk.send({type: 'user.ok'});
	kiosk.send({type: 'user.choose', choice: 'revocation'});
	deepestActor(kiosk).send({type: 'application.drawn', application: applicationFor('revocation')});
	await done.promise;
	kiosk.stop();
	inspector.close();

	const actors = heard.filter(({type}) => type === '@xstate.actor');
	expect(actors.map(({name}) => name)).toEqual(expect.arrayContaining(['procedure']));
	const states = heard
		.filter(({type}) => type === '@xstate.snapshot')
		.map(({snapshot}) => JSON.stringify(snapshot));
	expect(states.some(state => state.includes('"session":"menu"'))).toBe(true);
	for (const message of heard) {
		expect(message).toMatchObject({
			_version: expect.any(String),
			createdAt: expect.any(String),
			sessionId: expect.any(String),
		});
	}
	const text = JSON.stringify(heard);
	expect(text).toContain('application.drawn');
	expect(text).not.toMatch(/吉田|霞が関|319580810|0A1B2C|00112233/);
});

test('only the demo has an inspector, and only on this machine', async () => {
	await expect(demo.run(['--inspect', 'ws://example.jp:8080'])).rejects.toThrow(
		'--inspect wants a ws URL on localhost',
	);
	await expect(
		kioskCommand.run([
			'--pki',
			'p',
			'--window',
			'https://localhost',
			'--reader',
			'pcsc',
			'--state',
			's',
			'--inspect',
			'ws://localhost:1',
		]),
	).rejects.toThrow(/inspect/);
});

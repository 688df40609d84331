import {describe, expect, test} from 'vitest';
import {assistedResetMachine} from '../../src/machines/assistedReset.ts';
import {certificateViewerMachine} from '../../src/machines/certificateViewer.ts';
import {kioskMachine} from '../../src/machines/kiosk.ts';
import {loginMachine} from '../../src/machines/login.ts';
import {passwordChangeMachine} from '../../src/machines/passwordChange.ts';
import type {ScreenMeta} from '../../src/machines/screen.ts';
import {signedRequestMachine} from '../../src/machines/signedRequest.ts';

interface Node {
	readonly path: readonly string[];
	readonly meta?: unknown;
	readonly tags: readonly string[];
	readonly states: Readonly<Record<string, Node>>;
}

const nodesBelow = (node: Node): Node[] => [node, ...Object.values(node.states).flatMap(nodesBelow)];
const metaOf = ({meta = {}}: Node) => meta as Partial<ScreenMeta>;
const machines = {
	kiosk: kioskMachine,
	login: loginMachine,
	signedRequest: signedRequestMachine,
	certificateViewer: certificateViewerMachine,
	passwordChange: passwordChangeMachine,
	assistedReset: assistedResetMachine,
};

test.each(Object.entries(machines))(
	'design 3: in %s each screen with buttons says which has the focus first and which Esc presses',
	(_name, machine) => {
		const withButtons = nodesBelow(machine.root)
			.map(metaOf)
			.filter(({buttons}) => buttons);
		expect(withButtons.length).toBeGreaterThan(0);
		for (const {screen, buttons = [], first, escape: back} of withButtons)
			expect({
				screen,
				first: buttons.includes(first as never),
				back: buttons.includes(back as never),
			}).toEqual({screen, first: true, back: true});
	},
);

/**
 * Of each state: the buttons in the manual's order (the rows of kind BTN), with * after the one that has the focus
 * first: the harmless one where the other cannot be undone, else the one that goes on; and the one Esc presses: the
 * screen's way back, or the end of a result. Then the screen behind a dialog, the step of six, the stop, the tags.
 */
const states = {
	kiosk: `
		session.idle                ok*                                            ok
		session.siteIdentity        ok cancel*                                     cancel
		session.serverCertificate   cancel*                                        cancel
		session.outOfHours          ok*                                            ok       - - outOfHours
		session.cardUnseen          ok*                                            ok
	`,
	login: `
		askLastTry                  ok cancel*                                     cancel
		typing                      ok* cancel                                     cancel
		notTyped                    ok* cancel                                     cancel
		wrong                       ok* cancel                                     cancel
		checking                    -                                              -        - - - hold
		typingOnPad                 -                                              -        - - - hold
	`,
	signedRequest: `
		starting                    cancel*                                        cancel   - 1
		importPrompt                ok* cancel                                     cancel   - 1
		preparingCard               -                                              -        - 1
		cardNotReady                ok* cancel                                     cancel   importPrompt 1 cardNotReady
		notThisCard                 ok* cancel                                     cancel   importPrompt 1 notThisCard
		login                       -                                              -        importPrompt 2
		importing                   -                                              -        - 2 - hold
		drawingUp                   -                                              -        - 3 - personal
		confirmImport               ok* back cancel                                cancel   - 3 - personal
		confirmImport.askingCancel  ok* cancel                                     ok       confirmImport 3
		signConfirm                 ok* cancel                                     cancel   confirmImport 4 - personal
		preparingSecond             -                                              -        confirmImport 4 - personal
		secondLogin                 -                                              -        confirmImport 4 - personal
		signing                     -                                              -        confirmImport 4 - hold personal
		sendConfirm                 ok cancel*                                     cancel   confirmImport 5 - personal
		sending                     -                                              -        - 5 - hold
		inquiring                   -                                              -        - 5 - hold
		answered                    -                                              -        - 6
		accepted                    ok* print                                      ok       - 6 - result
		valid                       ok* print                                      ok       - 6 - result personal
		outcomeUnknown              ok* print                                      ok       - 6 outcomeUnknown result
		notReceived                 ok* print                                      ok       - 6 notReceived result
		expired                     ok* print                                      ok       - 6 expired result
		notYetValid                 ok* print                                      ok       - 6 notYetValid result
		wrongAddressee              ok* print                                      ok       - 6 wrongAddressee result
		issuerMismatch              ok* viewer print                               ok       - 6 issuerMismatch result
		alreadyRevoked              ok* print                                      ok       - 6 alreadyRevoked result
		duplicate                   ok* print                                      ok       - 6 duplicate result
		statusUnknown               ok* print                                      ok       - 6 statusUnknown result
		serviceBusy                 ok*                                            ok       - 6 serviceBusy result
		serviceError                ok*                                            ok       - 6 serviceError result
		passwordLocked              ok* print                                      ok       - 6 passwordLocked result
		notInService                ok*                                            ok       - 6 - result
		formatError                 back* cancel                                   cancel   - 6 formatError result
		certificateError            back* viewer cancel                            cancel   - 6 certificateError result
		applicationError            back* cancel                                   cancel   - 6 applicationError result
		importError                 back* cancel                                   cancel   - 6 importError result
		unexpectedError             ok* cancel                                     cancel   importPrompt 1 unexpectedError
		signFailed                  ok* cancel                                     cancel   importPrompt 1 signFailed
		cardChanged                 ok* cancel                                     cancel   importPrompt 1 cardChanged
		passwordCheckFailed         ok*                                            ok       importPrompt 2 passwordLocked
	`,
	certificateViewer: `
		choosing       signing* authentication signingCa authenticationCa cancel   cancel
		login                       -                                              -        chooseCertificate
		reading                     -                                              -        - - - hold
		basic                       ok* back cancel                                back     - - - personal
		detail                      ok* back cancel                                back     - - - personal
		noCard                      ok* cancel                                     cancel   chooseCertificate - cardNotReady
		otherCard                   ok* cancel                                     cancel   chooseCertificate - notThisCard
		locked                      ok* cancel                                     cancel   chooseCertificate - passwordLocked
		unreadable                  ok* cancel                                     cancel   chooseCertificate - importError
		cardLeft                    ok* cancel                                     cancel   chooseCertificate - unexpectedError
	`,
	assistedReset: `
		confirming.asking           -                                              -        - - - hold
		resetting                   -                                              -        - - - hold
		telling                     -                                              -        - - - hold
		done                        ok* print                                      ok       - - - result
		guidance                    ok* print                                      ok       - - - result
		refused                     ok*                                            ok       - - resetRefused result
		failed                      ok*                                            ok       - - resetFailed result
		unavailable                 ok*                                            ok       - - resetUnavailable result
		untold                      ok*                                            ok       - - changeUnknown result
	`,
};

describe.each(Object.entries(states))('design 2, 3: %s', (name, table) => {
	const nodes = nodesBelow(machines[name as keyof typeof states].root);
	const rows = table
		.trim()
		.split('\n')
		.map(line => line.trim().split(/\s{2,}/));

	test.each(rows)('%s offers %s; Esc: %s; %s', (path, offered = '', back, rest = '') => {
		const buttons = offered.split(' ').filter(button => button !== '-');
		const [behind, step, stop, ...tags] = rest
			.split(' ')
			.map(part => (part === '-' || part === '' ? undefined : part));
		const node = nodes.find(one => one.path.join('.') === path);
		const meta = node && metaOf(node);
		expect({...meta, tags: node?.tags}).toMatchObject({tags});
		expect([meta?.buttons ?? [], meta?.first, meta?.escape]).toEqual([
			buttons.map(button => button.replace('*', '')),
			buttons.find(button => button.endsWith('*'))?.slice(0, -1),
			back === '-' ? undefined : back,
		]);
		expect([meta?.behind, meta?.step?.toString(), meta?.stop]).toEqual([behind, step, stop]);
	});
});

import {maskName, type Slip} from '../../src/domain/slip.ts';

const at = '2026-11-22T02:06:10.000Z';
/** A slip of each kind, of invented persons. */
export const slips: Readonly<Record<Slip['kind'], Slip>> = {
	acceptance: {kind: 'acceptance', receiptNumber: '7316-6112-5203', decidedAt: at, effectiveAt: at},
	validity: {
		kind: 'validity',
		result: 'valid',
		receiptNumber: '7316-6112-5203',
		decidedAt: at,
		name: maskName('吉田　太郎'),
	},
	unknownOutcome: {
		kind: 'unknownOutcome',
		procedure: 'revocation',
		isReceived: 'unknown',
		code: 'S-03',
		at,
	},
	guidance: {
		kind: 'guidance',
		at,
		code: '2.2.7',
		passwords: ['signing', 'authentication'],
		reason: 'blocked',
		comer: 'representative',
		form: '初期化申請書',
		counter: '市民課3番窓口',
	},
	reset: {kind: 'reset', at, passwords: ['signing'], caseNumber: 'K-12', name: maskName('吉田　太郎')},
	closing: {
		kind: 'closing',
		terminal: 'terminal-1',
		from: at,
		to: at,
		counts: [{label: '受理', count: 3}],
		audit: {count: 123, hash: '0123456789abcdef'.repeat(4)},
	},
};

import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {auditName, readHead} from '../../src/window/auditHead.ts';
import {auditKey, saidHead, someHash, someTime} from './saidHeads.ts';

const {der, key, privateKey, say} = auditKey();

test('T-22 a head that its key signed is read', () => {
	expect(readHead(JSON.stringify(say()))).toStrictEqual({at: someTime, count: 3, hash: someHash, key});
	expect(readHead(JSON.stringify(say({count: 1})))?.count).toBe(1);
	expect(readHead(JSON.stringify(say({count: 9_007_199_254_740_991})))?.count).toBe(9_007_199_254_740_991);
});

test('T-22 an audit is named by the SHA-256 of its public key', () => {
	expect(auditName(key)).toBe(createHash('sha256').update(der).digest('hex'));
});

describe('T-22 what is no head is not read, though its key signed it', () => {
	test.each<[string, Record<string, unknown>]>([
		['an instant without its time', {at: '2026-11-22'}],
		['a number for an instant', {at: 5}],
		['no line', {count: 0}],
		['fewer lines than none', {count: -1}],
		['half a line', {count: 1.5}],
		['a count in words', {count: '3'}],
		['more lines than a number holds', {count: 9_007_199_254_740_992}],
		['a short hash', {hash: 'ab'.repeat(31)}],
		['a long hash', {hash: 'ab'.repeat(33)}],
		['a hash in capitals', {hash: 'AB'.repeat(32)}],
		['a number for a hash', {hash: 5}],
		['a list for a hash', {hash: [someHash]}],
		['a key with a space before it', {key: ` ${key}`}],
		['a key with a line end', {key: `${key}\n`}],
		['a key in a list', {key: [key]}],
		['a key that is none', {key: 'A'.repeat(60)}],
	])('%s', (_, bent) => {
		expect(readHead(JSON.stringify(saidHead({key, ...bent}, privateKey)))).toBeUndefined();
	});
});

describe('T-22 what is no head is not read', () => {
	const {signature, ...unsigned} = say();
	test.each<[string, unknown]>([
		['nothing', null],
		['a number', 5],
		['a list', []],
		['one without a signature', unsigned],
		['one with a number for a signature', {...unsigned, signature: 5}],
		[
			'one with the bytes of its signature in a list',
			{...unsigned, signature: [...Buffer.from(String(signature), 'base64')]},
		],
		['one with a member more', {...unsigned, signature, more: 1}],
		['one with another count than was signed', {...unsigned, signature, count: 4}],
		['one with another time than was signed', {...unsigned, signature, at: '2026-11-22T02:00:00.001Z'}],
		['one that another key signed', {...auditKey().say(), key}],
		['one whose key signs nothing', {...unsigned, signature, key: auditKeyThatSignsNothing()}],
	])('%s', (_, said) => {
		expect(readHead(JSON.stringify(said))).toBeUndefined();
	});

	test('text that is no JSON', () => expect(readHead('{')).toBeUndefined());
});

function auditKeyThatSignsNothing(): string {
	return auditKey('x25519').key;
}

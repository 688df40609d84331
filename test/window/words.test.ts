import {describe, expect, test} from 'vitest';
import type {SaidHead} from '../../src/window/auditHead.ts';
import {askReset, askSeenHeads, sayHead} from '../../src/window/client.ts';
import {tlsFiles} from './tlsFiles.ts';
import {respond, tlsServer} from './tlsServer.ts';

const json = 'Content-Type: application/json';
const cms = 'Content-Type: application/cms';
const granted = JSON.stringify({status: 'granted'});
const request = {password: 'signing', orders: []} as unknown as Parameters<typeof askReset>[1];

/** A site that answers each connection in one way. */
async function siteThat(...answer: Parameters<typeof respond>) {
	const {url} = await tlsServer(respond(...answer));
	return {url, ca: tlsFiles().ca, allowedHosts: ['127.0.0.1']};
}

describe('T-21 the window’s word on a reset', () => {
	test('is what it says as JSON with 200', async () => {
		expect(await askReset(await siteThat('200 OK', [json], granted), request, {deadlineMs: 5000})).toEqual({
			status: 'granted',
		});
	});

	test.each<[string, Parameters<typeof respond>]>([
		['with another status', ['202 Accepted', [json], granted]],
		['with an error', ['500 Oh', [json], granted]],
		['as another type', ['200 OK', ['Content-Type: text/plain'], granted]],
		['without a type', ['200 OK', [], granted]],
		['that is no word', ['200 OK', [json], '{"status":"yes"}']],
	])('is none %s', async (_, answer) => {
		expect(await askReset(await siteThat(...answer), request, {deadlineMs: 5000})).toBeUndefined();
	});

	test('is none when nobody answers', async () => {
		const site = {url: 'https://127.0.0.1:1', ca: tlsFiles().ca, allowedHosts: ['127.0.0.1']};
		expect(await askReset(site, request, {deadlineMs: 5000})).toBeUndefined();
	});
});

describe('T-22 the window’s word on an audit', () => {
	const head = {key: 'k', count: 1, hash: 'ab'.repeat(32), signature: 's', at: '2026-11-22T02:05:00.000Z'};
	const asked = async (...answer: Parameters<typeof respond>) => {
		const site = await siteThat(...answer);
		return [await sayHead(site, head as unknown as SaidHead, 5000), await askSeenHeads(site, 'a2V5', 5000)];
	};

	test('is what it countersigned, as CMS with 200', async () => {
		const seen = {status: 'seen', countersigned: new Uint8Array(Buffer.from('CMS'))};
		const answers = await asked('200 OK', [cms], 'CMS');
		expect(
			answers.map(answer => ({
				...answer,
				...('countersigned' in answer && {countersigned: new Uint8Array(answer.countersigned)}),
			})),
		).toEqual([seen, seen]);
	});

	test('is a refusal with 409 alone', async () => {
		expect(await asked('409 Conflict', ['Content-Type: application/problem+json'])).toEqual([
			{status: 'refused'},
			{status: 'refused'},
		]);
	});

	test.each<[string, Parameters<typeof respond>]>([
		['as another type', ['200 OK', [json], '{}']],
		['with another status', ['202 Accepted', [cms], 'CMS']],
		['with an error as CMS', ['500 Oh', [cms], 'CMS']],
		['of an audit it does not know', ['404 Not Found', ['Content-Type: application/problem+json'], '{}']],
	])('is none %s', async (_, answer) => {
		expect(await asked(...answer)).toEqual([{status: 'none'}, {status: 'none'}]);
	});

	test('is none when nobody answers', async () => {
		const site = {url: 'https://127.0.0.1:1', ca: tlsFiles().ca, allowedHosts: ['127.0.0.1']};
		expect(await askSeenHeads(site, 'a2V5', 5000)).toEqual({status: 'none'});
	});
});

import {Agent, request} from 'node:https';
import type {TLSSocket} from 'node:tls';
import type {SiteIdentity, UnreachableCause} from '../domain/site.ts';
import {largestBody} from './protocol.ts';
import {siteIdentity} from './siteIdentity.ts';

/** Where requests go and whom they trust. */
export interface Site {
	/** Base URL of the window, https. */
	readonly url: string;
	/** A socket file that leads to the window, for a terminal without a network of its own; TLS goes through it unread. */
	readonly socket?: string | undefined;
	/** PEM text of the only certificate authority believed for the connection. */
	readonly ca: string;
	/** Host names that may be spoken to at all. */
	readonly allowedHosts: readonly string[];
	/** By what an enrolled terminal is known to the window (T-05); a window that enrols none asks for nothing. */
	readonly terminal?: TerminalCredential | undefined;
}

/** A terminal's TLS client certificate and its key, PEM text. */
export interface TerminalCredential {
	readonly certificate: string;
	readonly key: string;
}

/** Why no HTTP answer came. */
export type Failure = UnreachableCause | 'garbled';

/** One HTTP answer over a pinned TLS 1.3 connection, or why there is none. */
export type Exchange =
	| {
			readonly status: 'answered';
			readonly httpStatus: number;
			readonly contentType: string | undefined;
			/** The answer's Date header, milliseconds since the epoch; NaN without a readable one. */
			readonly dateMs: number;
			readonly body: Uint8Array;
			readonly identity: SiteIdentity;
	  }
	| {readonly status: 'failed'; readonly failure: Failure};

export interface Message {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly headers?: Record<string, string>;
	readonly body?: Uint8Array;
	/** For the whole exchange, from connecting to the last byte. */
	readonly deadlineMs: number;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one request once. It follows no redirect, knows no proxy and opens a new connection each time, so
 * that nothing below repeats a request that was cut (T-01). Environment variables do not change it (T-16).
 */
export async function exchange(site: Site, message: Message): Promise<Exchange> {
	const url = new URL(message.path, site.url);
	if (url.protocol !== 'https:' || !site.allowedHosts.includes(url.hostname)) return failed('notAllowed');
	const answer = Promise.withResolvers<Exchange>();
	const deadline = AbortSignal.timeout(message.deadlineMs);
	const outgoing = request(
		url,
		{
			method: message.method,
			...(site.socket !== undefined && {socketPath: site.socket}),
			headers: {...message.headers, 'Content-Length': String(message.body?.byteLength ?? 0)},
			ca: site.ca,
			...(site.terminal && {cert: site.terminal.certificate, key: site.terminal.key}),
			rejectUnauthorized: true,
			minVersion: 'TLSv1.3',
			agent: new Agent({keepAlive: false}),
			signal: message.signal ? AbortSignal.any([message.signal, deadline]) : deadline,
		},
		incoming => {
			// Asked now: when the answer has ended, the socket is gone.
			const identity = siteIdentity(url.hostname, incoming.socket as TLSSocket);
			const pieces: Buffer[] = [];
			let size = 0;
			const giveUp = (failure: Failure) => {
				answer.resolve(failed(failure));
				outgoing.destroy();
			};
			if (!identity) return giveUp('untrusted');
			incoming.on('data', (piece: Buffer) => {
				size += piece.byteLength;
				if (size > largestBody) return giveUp('garbled');
				pieces.push(piece);
			});
			incoming.on('error', error => answer.resolve(failed(failureOf(error))));
			incoming.on('end', () =>
				answer.resolve({
					status: 'answered',
					httpStatus: incoming.statusCode ?? 0,
					contentType: incoming.headers['content-type'],
					dateMs: Date.parse(incoming.headers.date ?? ''),
					body: Buffer.concat(pieces, size),
					identity,
				}),
			);
		},
	);
	outgoing.on('error', error => answer.resolve(failed(failureOf(error))));
	outgoing.end(message.body);
	return answer.promise;
}

function failed(failure: Failure): Exchange {
	return {status: 'failed', failure};
}

/** Sorts an error by its code; one that is not known is taken for a connection that cannot be trusted. */
export function failureOf(error: Error & {code?: string}): Failure {
	const code = error.code ?? '';
	if (noConnection.has(code)) return 'noConnection';
	return refusals.get(code) ?? (code.startsWith('HPE_') ? 'garbled' : 'untrusted');
}

/** The codes of OpenSSL's certificate checks and of BoringSSL's handshake. */
const refusals: ReadonlyMap<string, Failure> = new Map([
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'selfSigned'],
	['CERT_HAS_EXPIRED', 'expired'],
	['CERT_NOT_YET_VALID', 'notYetValid'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'wrongHost'],
	['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'oldProtocol'],
	['ERR_SSL_UNSUPPORTED_PROTOCOL', 'oldProtocol'],
	// An answer in plain text reads as a TLS record of a version there is not.
	['ERR_SSL_WRONG_VERSION_NUMBER', 'plainHttp'],
]);

const noConnection = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'ECONNABORTED',
	'EPIPE',
	// Closed in good order before the handshake was over, as a relay does whose window is away.
	'ERR_SOCKET_CLOSED',
	'ETIMEDOUT',
	'EHOSTUNREACH',
	'ENETUNREACH',
	// Of a socket file.
	'ENOENT',
	'EACCES',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EAI_FAIL',
	// The deadline, or the kiosk's own wish.
	'ABORT_ERR',
]);

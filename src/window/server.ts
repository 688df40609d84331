import {createHandler, type HandlerOptions} from './handler.ts';
import {problemResponse} from './problem.ts';
import {largestBody} from './protocol.ts';

export interface WindowOptions extends HandlerOptions {
	/** PEM text of the server's key and certificate. */
	readonly tls: {readonly key: string; readonly cert: string};
	readonly listen: {readonly host: string; readonly port: number};
	/** Stands around every request and may answer in its place: the seam by which tests and drills provoke faults. */
	readonly around?: (request: Request, handle: () => Promise<Response>) => Promise<Response>;
}

export interface Window {
	/** Where it listens, as a base URL. */
	readonly url: string;
	/** Stops at once; a decision that is being made is kept or undone as a whole. */
	stop(): Promise<void>;
}

/** Opens the online window over TLS 1.3. */
export function startWindow(options: WindowOptions): Window {
	const handle = createHandler(options);
	const around = options.around ?? ((_request, next) => next());
	// Bun's types do not know minVersion, its TLS does.
	const tls = {...options.tls, minVersion: tls13};
	const server = Bun.serve({
		hostname: options.listen.host,
		port: options.listen.port,
		// The limit is ours to answer, as a problem; the server's own is the net below it.
		maxRequestBodySize: 4 * largestBody,
		// In seconds, 255 at most; only the net below the deadline of the handler.
		idleTimeout: Math.min(Math.ceil(options.requestDeadlineMs / 1000) + 5, 255),
		tls,
		development: false,
		fetch: async request => {
			const response = await around(request, () => handle(request));
			if (!response.headers.has('Date')) response.headers.set('Date', options.now().toUTCString());
			return response;
		},
		error: () => problemResponse('serviceError'),
	});
	return {
		url: `https://${options.listen.host}:${server.port}`,
		stop: () => server.stop(true),
	};
}

/** The protocol version as a number (RFC 8446 4.1.2): Bun takes no name here and would allow TLS 1.2. */
const tls13 = 0x0304;

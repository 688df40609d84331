import {createServer as createHttpServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:tls';
import {type Deadline, startDeadline} from './deadline.ts';
import type {Caller, Enrolment} from './enrolment.ts';
import {createHandler, type HandlerOptions} from './handler.ts';
import {problemResponse} from './problem.ts';
import {requestOf} from './requestOf.ts';

export interface WindowOptions extends HandlerOptions {
	/** PEM text of the server's key and certificate. */
	readonly tls: {readonly key: string; readonly cert: string};
	readonly listen: {readonly host: string; readonly port: number};
	readonly enrolment: Enrolment;
	/** How long a request may take to arrive whole, from the first packet of its connection. */
	readonly requestDeadlineMs: number;
	/** How many connections may be open at a time. */
	readonly mostConnections: number;
	/** Stands around every request and may answer in its place: the seam by which tests and drills provoke faults. */
	readonly around?: (request: Request, handle: () => Promise<Response>) => Promise<Response | Cut>;
}

/** Drops the connection in the middle of an answer, as a broken line does; `Response.error()` drops it before. */
export interface Cut {
	readonly cutWithin: Response;
}

export interface Window {
	/** Where it listens, as a base URL. */
	readonly url: string;
	/** Stops at once; a decision that is being made is kept or undone as a whole. */
	stop(): Promise<void>;
}

/**
 * Opens the online window over TLS 1.3. One request a connection, as the kiosk sends them: the connection's
 * deadline is then the request's, and who was struck off meets a closed door at the next one.
 * @throws the system's error when the address cannot be listened at
 */
export async function startWindow(options: WindowOptions): Promise<Window> {
	const {enrolment, listen} = options;
	const connections = new Map<Socket, Connection>();

	// Bun.serve does not tell who is calling (its requests carry no client certificate). This HTTP server is
	// never bound to a port: it reads what the TLS server hands over.
	const http = createHttpServer((incoming, outgoing) => {
		const connection = connections.get(incoming.socket);
		if (connection) void serve(incoming, outgoing, connection);
		else incoming.destroy();
	});
	http.on('clientError', (_error, socket) => socket.destroy());

	const handle = createHandler(options);
	const around = options.around ?? ((_request, next) => next());
	const serve = async (incoming: IncomingMessage, outgoing: ServerResponse, connection: Connection) => {
		incoming.once('end', connection.deadline.met);
		const request = requestOf(incoming);
		const arriving = {
			caller: connection.caller,
			enrolsTerminals: enrolment.enrolsTerminals,
			deadline: connection.deadline.passed,
		};
		const handling = await around(request, () => handle(request, arriving)).catch(() =>
			problemResponse('serviceError'),
		);
		await answer(outgoing, handling, options.now()).catch(() => outgoing.destroy());
		// What was refused unread is drained, or the system would drop the answer with it.
		incoming.resume();
	};

	const tls = createTlsServer(
		{
			...options.tls,
			minVersion: 'TLSv1.3',
			...(enrolment.authorities.length > 0 && {
				ca: [...enrolment.authorities],
				requestCert: true,
				// Strangers may come in only where there is something for them: an open list.
				rejectUnauthorized: enrolment.enrolsTerminals && options.crl === 'enrolled',
			}),
		},
		socket => {
			const connection = connections.get(socket);
			if (!connection) return socket.destroy();
			const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
			connections.set(socket, {...connection, caller: enrolment.identify(certificate)});
			http.emit('connection', socket);
		},
	);
	// In Bun this is the socket that `secureConnection` gives after the handshake, which is timed too.
	tls.on('connection', (socket: Socket) => {
		const deadline = startDeadline(socket, options.requestDeadlineMs);
		connections.set(socket, {deadline, caller: {role: 'stranger'}});
		socket.once('close', () => connections.delete(socket));
		socket.on('error', () => socket.destroy());
	});
	tls.on('tlsClientError', (_error, socket) => socket.destroy());
	tls.maxConnections = options.mostConnections;
	await new Promise<void>((resolve, reject) => {
		tls.once('error', reject);
		tls.listen(listen.port, listen.host, resolve);
	});
	return {
		url: `https://${listen.host}:${(tls.address() as AddressInfo).port}`,
		stop: async () => {
			const closed = new Promise<void>(resolve => tls.close(() => resolve()));
			for (const socket of connections.keys()) socket.destroy();
			await closed;
		},
	};
}

interface Connection {
	readonly caller: Caller;
	readonly deadline: Deadline;
}

async function answer(outgoing: ServerResponse, handling: Response | Cut, now: Date): Promise<void> {
	const [response, isCut] = handling instanceof Response ? [handling, false] : [handling.cutWithin, true];
	const {socket} = outgoing;
	if (response.type === 'error') return void socket?.destroy();
	const body = Buffer.from(await response.arrayBuffer());
	outgoing.writeHead(response.status, headersOf(response, body.length, now));
	if (isCut) outgoing.write(body.subarray(0, body.length / 2), () => socket?.destroy());
	else outgoing.end(body);
}

function headersOf(response: Response, length: number, now: Date): Record<string, string> {
	return {
		Date: now.toUTCString(),
		...Object.fromEntries(response.headers),
		// RFC 9110 8.6: an answer without content says nothing of its length.
		...(response.status !== 204 && {'Content-Length': String(length)}),
		Connection: 'close',
	};
}

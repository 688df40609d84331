import {connect, createServer, type Socket} from 'node:net';
import {onTestFinished} from 'vitest';

export type Direction = 'to the window' | 'to the kiosk';

/** What a wire does with each piece of TLS it carries; the piece goes on when this resolves with it. */
export type Carry = (piece: Buffer, direction: Direction, forward: (piece: Buffer) => void) => Promise<void>;

/** A line between kiosk and window that a test can watch, hold and cut. */
export interface Wire {
	readonly port: number;
	/** How pieces are carried from now on, on connections that begin from now on. */
	carry: Carry;
	/** Breaks every connection there is. */
	cut(): void;
}

/** Opens a wire on a loopback port to the port of a window. */
export async function openWire(toPort: () => number): Promise<Wire> {
	const sockets = new Set<Socket>();
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
	};
	const server = createServer(kiosk => {
		const window = connect(toPort(), '127.0.0.1');
		const {carry} = wire;
		keep(kiosk);
		keep(window);
		join(kiosk, window, 'to the window', carry);
		join(window, kiosk, 'to the kiosk', carry);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const wire: Wire = {
		port: typeof address === 'object' && address ? address.port : 0,
		carry: async (piece, _direction, forward) => forward(piece),
		cut: () => {
			for (const socket of sockets) socket.destroy();
		},
	};
	onTestFinished(() => {
		server.close();
		wire.cut();
	});
	return wire;
}

function join(from: Socket, to: Socket, direction: Direction, carry: Carry): void {
	let last: Promise<void> = Promise.resolve();
	from.on('data', (piece: Buffer) => {
		last = last.then(() => carry(piece, direction, whole => void to.write(whole)));
	});
	from.on('close', () => {
		last = last.then(() => void to.destroySoon());
	});
}

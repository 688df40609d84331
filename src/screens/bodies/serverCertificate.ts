import type {Block} from '../block.ts';
import {lead, remarks, type Screen} from './body.ts';

/** 証明書の表示: the certificate of the connection in use (S004-015). */
export const serverCertificate: Screen = ({identity}, {screen, words: {frame}}) => {
	const facts: Block[] = identity
		? [
				{
					kind: 'fields',
					rows: [
						[frame.host, identity.host],
						[frame.subject, identity.subject],
						[frame.issuer, identity.issuer],
						[frame.validFrom, frame.instant(identity.notBefore)],
						[frame.validTo, frame.instant(identity.notAfter)],
						[frame.protocol, identity.protocol],
						[frame.fingerprint, identity.fingerprint],
					],
				},
			]
		: [];
	return {body: [lead(screen), ...facts, ...remarks(screen)]};
};

import type {Block} from '../block.ts';
import {lead, remarks, type Screen} from './body.ts';

/** Webサイトの識別: whose window the connection leads to (S004-014). */
export const siteIdentity: Screen = ({identity}, {screen, words: {frame}}) => {
	const facts: Block[] = identity
		? [
				{
					kind: 'fields',
					rows: [
						[frame.host, identity.host],
						[frame.subject, identity.subject],
						[frame.protocol, identity.protocol],
					],
				},
			]
		: [];
	return {body: [lead(screen), ...facts, ...remarks(screen)]};
};

import {lead, remarks, type Screen} from './body.ts';

/** A screen that says one thing and asks for one answer, or to wait. */
export const message: Screen = (_view, {screen}) => ({body: [lead(screen), ...remarks(screen)]});

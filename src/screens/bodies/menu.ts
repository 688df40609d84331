import {lead, remarks, type Screen} from './body.ts';

/** The top screen: one choice below the other (S004-019..021). */
export const menu: Screen = (_view, {screen}) => ({body: [lead(screen), ...remarks(screen)], isList: true});

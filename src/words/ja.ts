import {application} from './ja/application.ts';
import {card} from './ja/card.ts';
import {covers} from './ja/covers.ts';
import {frame} from './ja/frame.ts';
import {hours} from './ja/hours.ts';
import {login} from './ja/login.ts';
import {password} from './ja/password.ts';
import {reset} from './ja/reset.ts';
import {results} from './ja/results.ts';
import {slip} from './ja/slips.ts';
import {staff} from './ja/staff.ts';
import {start} from './ja/start.ts';
import {viewer} from './ja/viewer.ts';
import type {ScreenTexts, Words} from './words.ts';

/** The Japanese of the kiosk: やさしい日本語, one word a concept (design 2, domain.md 5.4). */
export const jaWords: Words = {frame, covers, slip};

export const jaScreens: ScreenTexts = {
	...start,
	...hours,
	...card,
	...login,
	...application,
	...results,
	...viewer,
	...password,
	...staff,
	...reset,
};

import {application} from './en/application.ts';
import {card} from './en/card.ts';
import {covers} from './en/covers.ts';
import {frame} from './en/frame.ts';
import {hours} from './en/hours.ts';
import {login} from './en/login.ts';
import {password} from './en/password.ts';
import {reset} from './en/reset.ts';
import {results} from './en/results.ts';
import {slip} from './en/slips.ts';
import {staff} from './en/staff.ts';
import {start} from './en/start.ts';
import {viewer} from './en/viewer.ts';
import type {ScreenTexts, Words} from './words.ts';

/** The plain English of the kiosk; the manual's sentences stand beside their Japanese (manual.ts). */
export const enWords: Words = {frame, covers, slip};

export const enScreens: ScreenTexts = {
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

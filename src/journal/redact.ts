import {type Application, parseApplication} from '../domain/application.ts';
import type {Notice} from '../domain/receipt.ts';
import type {MachineEvent} from '../machines/events.ts';
import type {View} from '../machines/view.ts';

/** A day that tells nothing: validity ends on a birthday, so the day itself is personal. */
const someDay = '2000-01-01T00:00:00Z';

/** An event as a journal may hold it; `nth` numbers the procedure, so that placeholders are fresh for each. */
export function redactEvent(event: MachineEvent, nth: number): MachineEvent {
	switch (event.type) {
		case 'card.imported':
			return {...event, certificate: ''};
		case 'card.signed':
			return {...event, signed: ''};
		case 'application.drawn':
			return {...event, application: redactApplication(event.application, nth)};
		case 'certificate.expired':
			return {...event, notAfter: someDay};
		case 'certificate.notYetValid':
			return {...event, notBefore: someDay};
		case 'window.answered':
			return {...event, notice: redactNotice(event.notice, nth)};
		default:
			return event;
	}
}

/** A view as a journal may digest it. Doing it twice changes nothing, so that a replay digests alike. */
export function redactView(view: View, nth: number): View {
	return {
		...view,
		application: view.application && redactApplication(view.application, nth),
		applicantName: view.applicantName && nameOf(nth),
		notice: view.notice && redactNotice(view.notice, nth),
		validity: view.validity && someDay,
	};
}

function redactApplication(text: string, nth: number): string {
	const application = parseApplication(text);
	if (!application) return '';
	return JSON.stringify({
		...application,
		applicant: {
			name: nameOf(nth),
			nameSubstitutes: '',
			address: `住所${nth}`,
			addressSubstitutes: '',
			sex: 'unstated',
			birthDate: '000000000',
		},
		certificate: {...application.certificate, serialNumber: '00'},
		requestId: '0'.repeat(32),
	} satisfies Application);
}

function nameOf(nth: number): string {
	return `氏名${nth}`;
}

function redactNotice(notice: Notice, nth: number): Notice {
	return {...notice, receiptNumber: `受付番号${nth}`};
}

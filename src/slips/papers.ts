/** The papers a slip may be printed on: millimetres, and the name by which a printer knows it (PWG 5101.1). */
export const papers = {
	A4: {width: 210, height: 297, media: 'iso_a4_210x297mm'},
	A5: {width: 148, height: 210, media: 'iso_a5_148x210mm'},
	A6: {width: 105, height: 148, media: 'iso_a6_105x148mm'},
} as const;

export type Paper = keyof typeof papers;

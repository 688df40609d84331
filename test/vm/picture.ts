import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

/** What a machine's screen shows: three bytes a pixel, rows from the top. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly pixels: Uint8Array;
	/** As a file (PPM). */
	readonly file: Uint8Array;
}

/** Reads a PPM of QEMU's: `P6 WIDTH HEIGHT 255`, then the pixels. */
export async function readPicture(path: string): Promise<Picture> {
	const file = await readFile(path);
	const [head = '', width, height] =
		/^P6\n(\d+) (\d+)\n255\n/.exec(file.subarray(0, 32).toString('latin1')) ?? [];
	return {width: Number(width), height: Number(height), pixels: file.subarray(head.length), file};
}

/** How many pixels differ, of all; 1 where the sizes do. */
export function difference(one: Picture, other: Picture): number {
	if (one.width !== other.width || one.height !== other.height) return 1;
	let different = 0;
	for (let at = 0; at < one.pixels.length; at += 3) {
		if (
			one.pixels[at] !== other.pixels[at] ||
			one.pixels[at + 1] !== other.pixels[at + 1] ||
			one.pixels[at + 2] !== other.pixels[at + 2]
		) {
			different++;
		}
	}
	return different / (one.width * one.height);
}

/** The text of a picture, as tesseract reads it, without spaces: which letters stand there, not where. */
export async function readText(picture: Picture, folder: string): Promise<string> {
	const path = join(folder, `${crypto.randomUUID()}.ppm`);
	await writeFile(path, picture.file);
	const {stdout} = Bun.spawn(['tesseract', path, '-', '-l', 'jpn+eng', '--psm', '6'], {
		env: {...process.env, OMP_THREAD_LIMIT: '1'},
		stderr: 'ignore',
	});
	const text = await new Response(stdout).text();
	return text.replaceAll(/[ \t]/g, '');
}

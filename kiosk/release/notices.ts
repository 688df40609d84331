import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {BundledPackage} from './packages.ts';

/**
 * The licences of the packages in a program, in full where they bring their text: most of them ask that it goes along with
 * every copy.
 */
export async function noticesOf(packages: readonly BundledPackage[]): Promise<string> {
	const notices: string[] = [];
	for (const {folder, name, version, license} of packages) {
		const files = (await readdir(folder)).filter(file => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
		const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')));
		notices.push([`${name} ${version} (${license})`, ...texts.map(text => text.trim())].join('\n\n'));
	}
	return `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

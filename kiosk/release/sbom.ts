import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {BundledPackage} from './packages.ts';

export interface SbomParts {
	/** The checkout it was built from. */
	readonly root: string;
	/** What went into the program beside our own files. */
	readonly packages: readonly BundledPackage[];
	readonly build: string;
	readonly commit: string;
	/** ISO 8601; the commit's own, so that two builds of one commit have one bill. */
	readonly committedAt: string;
	/** SHA-256 of the program, hex. */
	readonly sha256: string;
}

type Named = Pick<BundledPackage, 'name' | 'version' | 'license'>;

interface Component {
	readonly type: 'library' | 'platform' | 'application';
	readonly 'bom-ref': string;
	readonly name: string;
	readonly version: string;
	readonly purl?: string;
	readonly licenses: readonly object[];
	readonly hashes: ReadonlyArray<{readonly alg: string; readonly content: string}>;
}

/**
 * The bill of materials of a program, CycloneDX 1.6 (ECMA-424): each package a file of which is in it, and the runtime.
 * Hashes are those of the lock files: of the archive that the registry serves.
 * @throws Error when a package is not as the lock file has it.
 */
export async function billOf({packages, ...parts}: SbomParts): Promise<object> {
	const integrities = await lockedIntegrities(parts.root);
	const libraries = packages.map(each => libraryOf(each, integrities));
	const program: Component = {
		type: 'application',
		'bom-ref': `madoguchi@${parts.build}`,
		name: 'madoguchi',
		version: parts.build,
		licenses: [{license: {name: 'UNLICENSED'}}],
		hashes: [{alg: 'SHA-256', content: parts.sha256}],
	};
	const components = [...libraries, await runtimeOf(parts.root)];
	return {
		$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		serialNumber: `urn:uuid:${uuidOf(`${parts.commit} ${parts.sha256}`)}`,
		version: 1,
		metadata: {
			timestamp: parts.committedAt,
			lifecycles: [{phase: 'build'}],
			component: program,
			properties: [{name: 'madoguchi:commit', value: parts.commit}],
		},
		components,
		dependencies: [
			{ref: program['bom-ref'], dependsOn: components.map(component => component['bom-ref'])},
			...packages.map(each => ({
				ref: purlOf(each),
				dependsOn: packages.filter(({name}) => each.dependencies[name] !== undefined).map(purlOf),
			})),
		],
	};
}

function libraryOf(each: BundledPackage, integrities: ReadonlyMap<string, string>): Component {
	const integrity = integrities.get(`${each.name}@${each.version}`);
	if (integrity === undefined) throw new Error(`${each.name} ${each.version} is not in the lock file`);
	return {type: 'library', ...componentOf(each, integrity)};
}

/** Bun, which is the larger part of the binary; its archive is named in the runtime's own lock file. */
async function runtimeOf(root: string): Promise<Component> {
	const name = process.arch === 'arm64' ? '@oven/bun-linux-aarch64' : '@oven/bun-linux-x64';
	const lock = JSON.parse(await readFile(join(root, 'kiosk/runtime/package-lock.json'), 'utf8'));
	const {version, license, integrity} = lock.packages[`node_modules/${name}`];
	return {type: 'platform', ...componentOf({name, version, license}, integrity)};
}

function componentOf(each: Named, integrity: string): Omit<Component, 'type'> {
	const {name, version, license} = each;
	return {
		'bom-ref': purlOf(each),
		name,
		version,
		purl: purlOf(each),
		licenses: [/ (OR|AND|WITH) /.test(license) ? {expression: license} : {license: {id: license}}],
		hashes: [
			{alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')},
		],
	};
}

function purlOf({name, version}: Pick<Named, 'name' | 'version'>): string {
	return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** SHA-512 of each package's archive by `name@version`, as bun.lock has them. */
async function lockedIntegrities(root: string): Promise<ReadonlyMap<string, string>> {
	const lock = Bun.JSONC.parse(await readFile(join(root, 'bun.lock'), 'utf8')) as {
		readonly packages: Readonly<Record<string, readonly [string, ...unknown[]]>>;
	};
	return new Map(
		Object.values(lock.packages).map(([nameAndVersion, ...rest]) => [nameAndVersion, String(rest.at(-1))]),
	);
}

/** A UUID of version 8 (RFC 9562): the same for the same text. */
function uuidOf(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`8${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}

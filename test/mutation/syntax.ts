import {parseSync} from 'oxc-parser';

/** A node of the syntax tree (ESTree with TypeScript), with its place in the text as UTF-16 offsets. */
export interface Node {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly [key: string]: unknown;
}

/** A node with the way up to it. */
export interface Place {
	readonly node: Node;
	/** The property of the parent that holds the node. */
	readonly key: string;
	readonly parent: Place | undefined;
}

/**
 * Every node of a program that is there when it runs: types, names of properties and imports are left out.
 * @throws when the text is no TypeScript
 */
export function placesOf(path: string, text: string): Place[] {
	const {program, errors} = parseSync(path, text, {preserveParens: false});
	if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
	return [...below({node: program as unknown as Node, key: 'program', parent: undefined})];
}

export function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** What of TypeScript's own syntax holds a value: the rest of it is gone when the program runs. */
const transparent = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);
const nameless = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression']);

function* below(place: Place): Generator<Place> {
	const {node} = place;
	if ((node.type.startsWith('TS') && !transparent.has(node.type)) || nameless.has(node.type)) return;
	yield place;
	for (const [key, value] of Object.entries(node)) {
		if (isNodeName(node, key)) continue;
		for (const child of Array.isArray(value) ? value : [value])
			if (isNode(child)) yield* below({node: child, key, parent: place});
	}
}

/** A name in a place where no expression may stand. */
function isNodeName({type, computed}: Node, key: string): boolean {
	if (key === 'key') return computed !== true && /Property|Method|Accessor/.test(type);
	if (key === 'property') return computed !== true;
	return (
		key === 'quasi' ||
		key === 'label' ||
		key === 'decorators' ||
		(key === 'source' && type.startsWith('Export'))
	);
}

/** The name of a property. */
export function nameOf({type, key}: Node): string | undefined {
	if (type !== 'Property' || !isNode(key)) return undefined;
	return key.type === 'Identifier' ? String(key.name) : String(key.value);
}

import {machinePlaces} from './machinePlaces.ts';
import {isNode, type Node, nameOf, type Place, placesOf} from './syntax.ts';

/** How a mutant is put in beside the original; `instrument.ts` does it. */
export type Form = 'expression' | 'statement' | 'element' | 'property';

/** One small change of a program. */
interface Change {
	/** The kind of change. */
	readonly mutator: string;
	readonly form: Form;
	readonly start: number;
	readonly end: number;
	/** The expression that stands instead; empty where something is left out. */
	readonly replacement: string;
}

/** A change with its place, as offsets in the text, and in a machine. */
export interface Mutation extends Change {
	/** The states and events of a machine that it is about, as `inside/places.ts` tells them. */
	readonly places: readonly string[];
}

/**
 * Every mutation of a program's text, in the order of the text.
 * @param path tells what language it is, and whether it is a machine, whose configuration loses its properties too
 */
export function mutationsOf(path: string, text: string): Mutation[] {
	const isMachine = path.includes('machines/');
	const places = placesOf(path, text);
	const placesInMachine = isMachine ? machinePlaces(places) : () => [];
	return places
		.filter(place => !isErrorMessage(place) && !(isMachine && isNote(place)))
		.flatMap(place =>
			[
				...(isWrappable(place) ? [...expressions(place, text), ...returned(place, text)] : []),
				...leftOut(place, isMachine),
			].map(mutation => ({...mutation, places: placesInMachine(place)})),
		)
		.filter(isFirst())
		.sort((one, other) => one.start - other.start || other.end - one.end);
}

/** Two mutators may come to the same change. */
function isFirst(): (mutation: Mutation) => boolean {
	const seen = new Set<string>();
	return ({start, end, replacement}) => {
		const key = `${start} ${end} ${replacement}`;
		return !seen.has(key) && seen.add(key) !== undefined;
	};
}

/** A sentence for who repairs: no test holds its wording, and none should. The code beside it is mutated. */
function isErrorMessage({node, parent}: Place): boolean {
	const callee = parent?.node.type === 'NewExpression' ? parent.node.callee : undefined;
	if (!isNode(callee) || !String(callee.name).endsWith('Error') || !isText(node)) return false;
	return node.type === 'TemplateLiteral' || /\s/.test(String(node.value));
}

/** XState's types are gone when it runs; the manual's section of a state is held by docs/statecharts.md. */
function isNote({node, parent}: Place): boolean {
	const isTypes = nameOf(node) === 'types';
	return isTypes || (parent !== undefined && (nameOf(parent.node) === 'manual' || isNote(parent)));
}

const otherOperators: Readonly<Record<string, readonly string[]>> = {
	'===': ['!=='],
	'!==': ['==='],
	'<': ['<=', '>='],
	'<=': ['<', '>'],
	'>': ['>=', '<='],
	'>=': ['>', '<'],
	'+': ['-'],
	'-': ['+'],
	'*': ['/'],
	'/': ['*'],
	'%': ['*'],
	'&': ['|'],
	'|': ['&'],
	'^': ['&'],
	'<<': ['>>'],
	'>>': ['<<'],
};

const otherMethods: ReadonlyMap<string, string> = new Map([
	['some', 'every'],
	['every', 'some'],
	['startsWith', 'endsWith'],
	['endsWith', 'startsWith'],
	['min', 'max'],
	['max', 'min'],
	['toUpperCase', 'toLowerCase'],
	['toLowerCase', 'toUpperCase'],
]);

/** Methods that give something of their object's own kind, so that the object can stand for the result. */
const idleMethods = new Set([
	'filter',
	'slice',
	'subarray',
	'sort',
	'toSorted',
	'reverse',
	'toReversed',
	'trim',
]);

function* expressions(place: Place, text: string): Generator<Change> {
	const {node, parent} = place;
	const raw = (part: Node) => grouped(part, text);
	const {left, operator, right, argument} = node as unknown as Record<'left' | 'right' | 'argument', Node> & {
		readonly operator: string;
	};
	if (isBranchedUpon(place) && node.type !== 'Literal') {
		// A loop without end says nothing but that it has none.
		if (!/^(While|DoWhile|For)Statement$/.test(String(parent?.node.type)))
			yield instead(node, 'conditional', 'true');
		yield instead(node, 'conditional', 'false');
	}
	switch (node.type) {
		case 'BinaryExpression': {
			const isJoin = operator === '+' && (isText(left) || isText(right));
			const mutator = /^[<>]=?$/.test(operator)
				? 'boundary'
				: /^[!=]==$/.test(operator)
					? 'equality'
					: 'arithmetic';
			for (const other of isJoin ? [] : (otherOperators[operator] ?? []))
				yield instead(node, mutator, `${raw(left)} ${other} ${raw(right)}`);
			return;
		}
		case 'LogicalExpression':
			if (operator !== '??')
				yield instead(node, 'logical', `${raw(left)} ${operator === '&&' ? '||' : '&&'} ${raw(right)}`);
			yield instead(node, 'logical', raw(left));
			yield instead(node, 'logical', raw(right));
			return;
		case 'UnaryExpression':
			if (/^[!~-]$/.test(operator)) yield instead(node, 'unary', raw(argument));
			return;
		case 'UpdateExpression':
			yield instead(
				node,
				'arithmetic',
				text.slice(node.start, node.end).replace(operator, operator === '++' ? '--' : '++'),
			);
			return;
		case 'AssignmentExpression': {
			const [other] = otherOperators[operator.slice(0, -1)] ?? [];
			if (other && !isText(right)) yield instead(node, 'arithmetic', `${raw(left)} ${other}= ${raw(right)}`);
			return;
		}
		case 'Literal':
			yield* literals(place, raw(node));
			return;
		case 'TemplateLiteral':
			yield instead(node, 'string', "''");
			return;
		case 'ChainExpression':
			for (const mark of optionalMarks(node.expression as Node, text)) {
				const rest = text.slice(mark + 2, node.end);
				yield instead(
					node,
					'optional chain',
					`${text.slice(node.start, mark)}${/^[[(]/.test(rest) ? '' : '.'}${rest}`,
				);
			}
			return;
		case 'CallExpression': {
			const {object, property, type} = node.callee as Node & Record<'object' | 'property', Node>;
			if (type !== 'MemberExpression') return;
			const other = otherMethods.get(String(property.name));
			const [before, after] = [text.slice(node.start, property.start), text.slice(property.end, node.end)];
			if (other) yield instead(node, 'method', `${before}${other}${after}`);
			if (idleMethods.has(String(property.name))) yield instead(node, 'method', raw(object));
			return;
		}
		default:
	}
}

/** A part of an expression as it can stand in another one. */
function grouped({type, start, end}: Node, text: string): string {
	const own = text.slice(start, end);
	const isWhole =
		/^(Identifier|Literal|MemberExpression|CallExpression|TemplateLiteral|ArrayExpression)$/.test(type);
	return isWhole ? own : `(${own})`;
}

function instead({start, end}: Node, mutator: string, replacement: string): Change {
	return {mutator, form: 'expression', start, end, replacement};
}

function* literals(place: Place, raw: string): Generator<Change> {
	const {node} = place;
	const {value} = node;
	if (isNodeLike(node.regex)) {
		const pattern = String(node.regex.pattern);
		if (pattern.startsWith('^')) yield instead(node, 'regex', raw.replace('/^', '/'));
		if (/[^\\]\$$/.test(pattern)) yield instead(node, 'regex', raw.replace(/\$\/(\w*)$/, '/$1'));
	} else if (typeof value === 'boolean') yield instead(node, 'boolean', String(!value));
	else if (typeof value === 'number') yield instead(node, 'number', `${raw} + 1`);
	else if (typeof value === 'bigint') yield instead(node, 'number', `${raw} + 1n`);
	else if (typeof value === 'string') {
		const state = nextState(place);
		if (state !== undefined) yield instead(node, 'target', `'${state}'`);
		else yield instead(node, 'string', value === '' ? "'mutant'" : "''");
	}
}

function isNodeLike(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

/** When a text names a state, the state after it in the same `states`: a machine with a target that is not there would not start. */
function nextState({node, parent}: Place): string | undefined {
	for (let up = parent; up; up = up.parent) {
		if (nameOf(up.node) !== 'states') continue;
		const {properties = []} = up.node.value as {readonly properties?: readonly Node[]};
		const names = properties.flatMap(state => nameOf(state) ?? []);
		const at = names.indexOf(String(node.value));
		if (at >= 0 && names.length > 1) return names[(at + 1) % names.length];
	}
	return undefined;
}

/** A longer list is a table of bytes: one fact, whose numbers are mutated each by itself. */
const longestList = 8;

/** Statements, elements and properties that the program may be without. */
function* leftOut({node, key, parent}: Place, isMachine: boolean): Generator<Change> {
	const {start, end, type} = node;
	const without = (mutator: string, form: Form): Change => ({mutator, form, start, end, replacement: ''});
	const isCall = type === 'ExpressionStatement' && !node.directive && !isSuperCall(node.expression as Node);
	const isJump =
		type === 'ThrowStatement' ||
		type === 'ContinueStatement' ||
		(type === 'ReturnStatement' && !node.argument);
	const isBreak = type === 'BreakStatement' && parent?.node.type !== 'SwitchCase';
	if (isCall || isJump || isBreak) yield without('statement', 'statement');
	if (key === 'elements' && parent?.node.type === 'ArrayExpression') {
		const elements = parent.node.elements as readonly Node[];
		if (elements.length <= longestList || node === elements[0] || node === elements.at(-1))
			yield without('element', 'element');
	}
	if (key === 'properties' && parent?.node.type === 'ObjectExpression')
		if (type === 'SpreadElement' || (isMachine && node.kind === 'init' && !isPlaceholder(node)))
			yield without('property', 'property');
}

/** An action or device that does nothing until the program provides it: without it XState does nothing either. */
function isPlaceholder({value}: Node): boolean {
	const {body, callee} = value as Node;
	const isSilent = isNode(callee) && callee.name === 'silent';
	return isSilent || (isNode(body) && body.type === 'Identifier' && body.name === 'undefined');
}

function isSuperCall({type, callee}: Node): boolean {
	return type === 'CallExpression' && isNode(callee) && callee.type === 'Super';
}

/** Another value for a function to give, of the type it declares. */
function* returned({node, key, parent}: Place, text: string): Generator<Change> {
	const isReturned =
		(parent?.node.type === 'ReturnStatement' && key === 'argument') ||
		(parent?.node.type === 'ArrowFunctionExpression' && key === 'body' && node.type !== 'BlockStatement');
	if (!isReturned) return;
	let owner: Place | undefined = parent;
	while (owner && !owner.node.type.includes('Function')) owner = owner.parent;
	const type = owner?.node.returnType;
	if (!isNode(type)) return;
	const declared = text
		.slice(type.start + 1, type.end)
		.trim()
		.replace(/^Promise<(.*)>$/s, '$1');
	for (const value of valuesOf(declared))
		if (text.slice(node.start, node.end) !== value) yield instead(node, 'return value', value);
}

function valuesOf(declared: string): string[] {
	const kinds = declared.split('|').map(kind => kind.trim());
	return [
		...(declared === 'boolean' || / is /.test(declared) ? ['true', 'false'] : []),
		...(kinds.includes('undefined') ? ['undefined'] : []),
		...(kinds.includes('string') ? ["''"] : []),
		...(kinds.includes('number') ? ['0'] : []),
		...(/^(readonly )?[\w<>, ]+\[\]$/.test(declared) ? ['[]'] : []),
	];
}

function isBranchedUpon({key, parent}: Place): boolean {
	return key === 'test' && parent !== undefined && parent.node.type !== 'SwitchCase';
}

function isText({type, value}: Node): boolean {
	return type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string');
}

/** May an expression in brackets stand here? Not for something assigned to, a callee, a part of an optional chain. */
function isWrappable(place: Place): boolean {
	const {node, key, parent} = place;
	if (!parent || /Pattern$/.test(node.type) || key === 'callee') return false;
	const {type, operator} = parent.node;
	if (type === 'UpdateExpression' || (key === 'left' && /^(Assignment|ForIn|ForOf)/.test(type))) return false;
	if (type === 'UnaryExpression' && /^(delete|typeof)$/.test(String(operator))) return false;
	return !isChained(place);
}

/** In the spine of an optional chain a bracket would end what a missing link cuts short. */
function isChained({key, parent}: Place): boolean {
	if (!parent) return false;
	return parent.node.type === 'ChainExpression' || (key === linkOf(parent.node) && isChained(parent));
}

/** The property of a node that holds the link of a chain before it. */
function linkOf({type}: Node): string | undefined {
	if (type === 'MemberExpression') return 'object';
	if (type === 'CallExpression') return 'callee';
	return type === 'TSNonNullExpression' ? 'expression' : undefined;
}

/** Where the `?.` of a chain stand. */
function* optionalMarks(node: Node, text: string): Generator<number> {
	const inner = node[linkOf(node) ?? ''];
	if (!isNode(inner)) return;
	yield* optionalMarks(inner, text);
	if (node.optional === true) yield text.indexOf('?.', inner.end);
}

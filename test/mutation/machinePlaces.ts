import {isNode, type Node, nameOf, type Place} from './syntax.ts';

/**
 * Where in a machine each part of its file is, as `inside/places.ts` tells places: the state, with the event when it is
 * in what the state does about one. What is written outside of the machine, an action or an edge that states share, is
 * wherever it is named. Nothing for a file without a machine, and for what is named nowhere.
 */
export function machinePlaces(places: readonly Place[]): (place: Place) => readonly string[] {
	const machine = places.map(({node}) => machineIn(node)).find(id => id !== undefined);
	if (machine === undefined) return () => [];
	const known = new Map<string, readonly string[]>();
	const namedAs = new Map<string, Place[]>();
	for (const place of places) {
		const said = nameIn(place);
		if (said !== undefined) namedAs.set(said, [...(namedAs.get(said) ?? []), place]);
	}
	/** @param name as it is written where it is used: in quotes what a setup defines */
	const whereNamed = (name: string, except: Node): readonly string[] => {
		const found = known.get(name);
		if (found) return found;
		// What names itself is nowhere else for that.
		known.set(name, []);
		const used = (namedAs.get(name) ?? []).filter(
			({node}) => node.start < except.start || node.end > except.end,
		);
		const all = [...new Set(used.flatMap(placesOf))];
		known.set(name, all);
		return all;
	};
	function placesOf(place: Place): readonly string[] {
		const names: string[] = [];
		let outermost = place;
		for (let up: Place | undefined = place; up; up = up.parent) {
			const name = nameOf(up.node);
			if (name !== undefined) names.unshift(name);
			if (machineIn(up.node) !== undefined) return [inState(machine as string, names)];
			if (isDefinition(up)) return whereNamed(`'${nameOf(up.node)}'`, up.node);
			if (up.node.type === 'VariableDeclarator' || up.node.type === 'FunctionDeclaration') outermost = up;
		}
		const event = names.findLast(name => /^\w+\.\w+$/.test(name));
		if (event !== undefined) return [`${machine} ${event}`];
		const {id} = outermost.node;
		return isNode(id) ? whereNamed(String(id.name), outermost.node) : [];
	}
	return placesOf;
}

/** The id of the machine that a call makes. */
function machineIn({type, callee, arguments: given}: Node): string | undefined {
	const name = isNode(callee) && isNode(callee.property) ? callee.property.name : undefined;
	if (type !== 'CallExpression' || name !== 'createMachine') return undefined;
	const {properties = []} = (given as readonly Node[])[0] as {readonly properties?: readonly Node[]};
	const id = properties.find(property => nameOf(property) === 'id')?.value;
	return isNode(id) ? String(id.value) : undefined;
}

/** @param names of the properties down to the part, the outermost first */
function inState(machine: string, names: readonly string[]): string {
	const path: string[] = [];
	let at = 0;
	for (; names[at] === 'states' && names[at + 1] !== undefined; at += 2) path.push(names[at + 1] as string);
	const event = names[at] === 'on' ? names[at + 1] : undefined;
	return `${machine}:${path.join('.')}${event === undefined || event.includes('*') ? '' : ` ${event}`}`;
}

/** What a part of a file names: something declared, or in quotes what a setup defines. */
function nameIn({node, parent}: Place): string | undefined {
	if (node.type === 'Identifier') return `${node.name}`;
	if (node.type === 'Literal') return `'${node.value}'`;
	// A delay is named by a key.
	const around = parent?.parent;
	return around && nameOf(around.node) === 'after' ? `'${nameOf(node)}'` : undefined;
}

/** An action, guard, delay or device of a `setup`, which is named by a text. */
function isDefinition({node, parent}: Place): boolean {
	const kind = parent?.parent;
	const callee = kind?.parent?.parent?.node.callee;
	return (
		nameOf(node) !== undefined && kind !== undefined && nameOf(kind.node) !== undefined && isSetup(callee)
	);
}

const isSetup = (callee: unknown) => isNode(callee) && callee.name === 'setup';

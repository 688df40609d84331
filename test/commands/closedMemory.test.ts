import {join} from 'node:path';
import {expect, test} from 'vitest';

/** What a process of the same user, without root's privileges, sees of another. */
function lookAt(...held: readonly string[]) {
	const looking = Bun.spawnSync(
		[
			...['setpriv', '--bounding-set=-all', '--inh-caps=-all', '--no-new-privs', process.execPath],
			...[join(import.meta.dirname, 'fixture/looker.ts'), ...held],
		],
		{stderr: 'inherit'},
	);
	return JSON.parse(looking.stdout.toString());
}

test('T-18 a closed memory is refused to a process of the same user, and leaves no core file', () => {
	expect(lookAt('closed')).toEqual({memory: 'EACCES', core: ['0', '0']});
});

test('the same process reads a memory that is not closed', () => {
	expect(lookAt()).toMatchObject({memory: 'read'});
});

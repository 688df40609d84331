import {mergeConfig} from 'vitest/config';
import base from '../../vitest.config.ts';

/** The tests as ever, with machines that can be bent. */
export default mergeConfig(base, {test: {setupFiles: ['test/acceptance/bend.setup.ts']}});

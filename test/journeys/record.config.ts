import {defineConfig} from 'vitest/config';

/** `bun run journeys:record`: walks the visits and writes down what the kiosk heard. */
export default defineConfig({
	test: {
		include: ['test/journeys/*.record.ts'],
		pool: 'threads',
		testTimeout: 10_000,
	},
});

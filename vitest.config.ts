import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['kernel/build.mjs'],
    testTimeout: 60_000,
    // Of two cores it would leave one idle.
    maxWorkers: 2,
  },
});

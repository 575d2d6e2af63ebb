import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['kernel/build.mjs'],
    testTimeout: 60_000,
    // What is loaded is loaded once, not for each file: a third of the time. Files leave nothing behind that others see.
    isolate: false,
    // Of two cores it would leave one idle.
    maxWorkers: 2,
  },
});

import { defineConfig } from 'vitest/config';

/** What tries thousands of files, for seconds: it comes last. */
const SLOW = [
  'test/properties/**/*.test.ts',
  'test/fuzz/**/*.test.ts',
  'test/conformance.test.ts',
  'test/engine/**/*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['kernel/build.mjs'],
    testTimeout: 60_000,
    // Of two cores it would leave one idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: SLOW,
          // What is loaded is loaded once, not for each file: a third of the time. Files leave nothing behind that others see.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // Each in a process of its own: much is allocated, and what others have left there would be looked through each time.
        test: { name: 'slow', include: SLOW, sequence: { groupOrder: 1 } },
      },
    ],
  },
});

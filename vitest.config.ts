import { defineConfig } from 'vitest/config';

/**
 * Tests that take seconds each, most of them properties tried on thousands of inputs: they run after all others.
 * test/slow-project.test.ts fails when a pattern matches no file.
 */
export const SLOW = [
  'test/properties/**/*.test.ts',
  'test/fuzz/**/*.test.ts',
  'test/engine/**/*.test.ts',
  'test/conformance.test.ts',
  'test/e2e/dev-loop.test.ts',
  'test/e2e/tasks.test.ts',
  'test/**/either-path.test.ts',
  'test/**/kernel-rejection-rows.test.ts',
  'test/**/hostile.test.ts',
  'test/**/partition.test.ts',
  'test/**/second-dimension.test.ts',
  'test/**/screen-rows.test.ts',
  'test/**/search-bytes.test.ts',
  'test/**/update-anything.test.ts',
];

/** How many times the usual number of inputs each property is tried on (test/helpers/check.ts). */
const { FUZZ_FACTOR = '1' } = process.env;

export default defineConfig({
  test: {
    globalSetup: ['kernel/build.mjs'],
    testTimeout: 60_000 * Math.max(1, Number(FUZZ_FACTOR)),
    // As tests: a busy machine must not fail one that bundles the sources before all others.
    hookTimeout: 60_000,
    // One more than the two cores of a small machine: tests that start programs wait for them half of their time.
    maxWorkers: 3,
    // Files share what they import, which saves a third of the time; no test file leaves anything behind.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: SLOW,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'slow', include: SLOW, sequence: { groupOrder: 1 } } },
    ],
  },
});

import * as fc from 'fast-check';

/**
 * Checks a property with the same inputs on every run. For a longer search: `FUZZ_FACTOR=20 FUZZ_SEED=7 npx vitest run
 * test/properties`.
 */
export function check<Values>(property: fc.IProperty<Values>, runs: number): void {
  const { FUZZ_FACTOR = '1', FUZZ_SEED = '20240710' } = process.env;
  fc.assert(property, { seed: Number(FUZZ_SEED), numRuns: runs * Number(FUZZ_FACTOR) });
}

import * as fc from 'fast-check';

/**
 * Checks a property with `runs` inputs, the same ones every time; an asynchronous property has to be awaited. `npm test`
 * tries a tenth of them, so that it ends within minutes. For a longer search:
 * `FUZZ_FACTOR=20 FUZZ_SEED=7 npx vitest run test/properties`.
 */
export function check<Values>(property: fc.IProperty<Values>, runs: number): void;
export function check<Values>(property: fc.IAsyncProperty<Values>, runs: number): Promise<void>;
export function check<Values>(
  property: fc.IProperty<Values> | fc.IAsyncProperty<Values>,
  runs: number,
): unknown {
  const { FUZZ_FACTOR = '0.1', FUZZ_SEED = '20240710' } = process.env;
  return fc.assert(property, { seed: Number(FUZZ_SEED), numRuns: Math.ceil(runs * Number(FUZZ_FACTOR)) });
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortIndices } from '../../../source/pipeline/columns/merge-sort.ts';

describe('a merge sort of indices', () => {
  it('gives the order of a plain stable sort', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300 }), (keys) => {
        const indices = Uint32Array.from(keys, (_, i) => i);
        sortIndices(indices, (a, b) => keys[a] - keys[b]);
        expect([...indices]).toEqual(keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b]));
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it.each([
    ['already in order', (i: number) => i],
    ['in reverse', (i: number) => -i],
    ['of runs', (i: number) => i % 1000],
    ['all equal', () => 0],
  ])('sorts very many rows %s, and keeps equal ones in order', (_, keyOf) => {
    const count = 100_000;
    const keys = Float64Array.from({ length: count }, (_, i) => keyOf(i));
    const indices = Uint32Array.from({ length: count }, (_, i) => i);
    sortIndices(indices, (a, b) => keys[a] - keys[b]);
    for (let i = 1; i < count; i++) {
      const [before, here] = [indices[i - 1], indices[i]];
      if (keys[before] > keys[here] || (keys[before] === keys[here] && before > here)) expect.fail(`at ${i}`);
    }
  });
});

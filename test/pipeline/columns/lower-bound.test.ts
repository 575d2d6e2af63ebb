import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound } from '../../../source/pipeline/columns/lower-bound.ts';
import { check } from '../../helpers/check.ts';

describe('a binary search', () => {
  it('finds the first value that is not less, as a linear search does', () => {
    const cases = fc.record({ values: fc.array(fc.nat(20)), value: fc.nat(22) });
    check(
      fc.property(cases, ({ values, value }) => {
        const ascending = values.toSorted((a, b) => a - b);
        const first = ascending.findIndex((other) => other >= value);
        const found = lowerBound(ascending.length, (index) => ascending[index] < value);
        expect(found).toBe(first < 0 ? ascending.length : first);
      }),
      500,
    );
  });

  it('finds the right index among more rows than 31 bits count', () => {
    for (const place of [0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32]) {
      expect(lowerBound(2 ** 32, (index) => index < place)).toBe(place);
    }
  });
});

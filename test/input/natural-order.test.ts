import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareNatural } from '../../source/input/natural-order.ts';
import { check } from '../helpers/check.ts';

it.each([
  [
    ['a10', 'a9', 'a1'],
    ['a1', 'a9', 'a10'],
  ],
  [
    ['2024-10-1.json', '2024-9-30.json'],
    ['2024-9-30.json', '2024-10-1.json'],
  ],
  [
    ['b', 'a2b10', 'a2b9', 'a'],
    ['a', 'a2b9', 'a2b10', 'b'],
  ],
  [
    ['x01', 'x1', 'x001'],
    ['x001', 'x01', 'x1'],
  ],
  [
    ['v99999999999999999999', 'v100000000000000000000'],
    ['v99999999999999999999', 'v100000000000000000000'],
  ],
])('%j are read as people count', (names, ordered) => {
  expect([...names].sort(compareNatural)).toEqual(ordered);
});

it('is an order of all names, in which none is equal to another', () => {
  const name = fc.stringMatching(/^[a0-9-]{0,6}$/);
  check(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0);
      expect(compareNatural(a, b) === 0).toBe(a === b);
      if (compareNatural(a, b) < 0 && compareNatural(b, c) < 0) expect(compareNatural(a, c)).toBeLessThan(0);
    }),
    500,
  );
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortByKey } from '../../source/query/sort-by-key.ts';
import { check } from '../helpers/check.ts';
import { finished, upTo } from '../helpers/dataset.ts';

const key = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seconds) => 1_700_000_000 + (seconds % 100_000)),
  fc.constantFrom(0, -62_135_596_800, 253_402_300_799, 1 / 3, 2 ** 53, Number.NEGATIVE_INFINITY, 5e-324),
  fc.double({ noNaN: true }),
);

/** Above 0 where a comes after b. The key -0 comes before 0. */
function compareKeys(a: number, b: number): number {
  if (a !== b) return a < b ? -1 : 1;
  return Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1;
}

/** The order as plain numbers, also where the keys leave rows as they stand. */
function orderOf(
  keys: readonly number[],
  options: { descending?: boolean; order?: Uint32Array } = {},
): number[] {
  return [...(finished(sortByKey(Float64Array.from(keys), options)) ?? upTo(keys.length))];
}

describe('rows sorted by a key', () => {
  it('come as a plain sort has them, equal ones as they stood, descending too', () => {
    const cases = fc.record({
      keys: fc.array(key, { maxLength: 200, size: 'max' }),
      descending: fc.boolean(),
    });
    check(
      fc.property(cases, ({ keys, descending }) => {
        const turn = descending ? -1 : 1;
        const expected = upTo(keys.length).sort((a, b) => turn * compareKeys(keys[a], keys[b]));
        expect(orderOf(keys, { descending })).toEqual(expected);
      }),
      300,
    );
  });

  it('come in the order of two keys when the lesser one goes first', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 3 })));
    check(
      fc.property(pairs, (rows) => {
        const given = orderOf(rows.map(([, lesser]) => lesser));
        const order = Uint32Array.from(given);
        const sorted = orderOf(
          rows.map(([greater]) => greater),
          { order },
        );
        const expected = upTo(rows.length).sort((a, b) => rows[a][0] - rows[b][0] || rows[a][1] - rows[b][1]);
        expect(sorted).toEqual(expected);
        expect([...order]).toEqual(given);
      }),
      200,
    );
  });

  it('are many, and yet in chunks between which other things can be done', () => {
    const keys = Float64Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 300_007);
    const shares: number[] = [];
    const work = sortByKey(keys);
    let step = work.next();
    for (; step.done !== true; step = work.next()) shares.push(step.value);
    const order = step.value ?? new Uint32Array(0);
    expect(order).toHaveLength(keys.length);
    expect(shares.length).toBeGreaterThan(20);
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
    expect(order.every((row, at) => at === 0 || keys[order[at - 1]] <= keys[row])).toBe(true);
  });
});

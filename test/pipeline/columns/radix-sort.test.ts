import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radixSort, radixSortInSteps, type SortKeys } from '../../../source/pipeline/columns/radix-sort.ts';
import { check } from '../../helpers/check.ts';
import { upTo } from '../../helpers/dataset.ts';

const double = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seconds) => 1_700_000_000 + (seconds % 100_000)),
  fc.constantFrom(0, -62_135_596_800, 253_402_300_799, 1 / 3, 2 ** 53, Number.NEGATIVE_INFINITY, 5e-324),
  fc.double({ noNaN: true }),
);

const keys: fc.Arbitrary<SortKeys> = fc.oneof(
  fc.array(double, { maxLength: 200, size: 'max' }).map((numbers) => Float64Array.from(numbers)),
  fc.array(fc.nat(0xffff_ffff), { maxLength: 200, size: 'max' }).map((numbers) => Uint32Array.from(numbers)),
  fc.array(fc.nat(9), { maxLength: 200, size: 'max' }).map((numbers) => Uint32Array.from(numbers)),
  fc.array(fc.nat(0xffff), { maxLength: 200, size: 'max' }).map((numbers) => Uint16Array.from(numbers)),
);

/** Above 0 where a comes after b. The key -0 comes before 0. */
function compareKeys(a: number, b: number): number {
  if (a !== b) return a < b ? -1 : 1;
  return Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1;
}

/** The order as plain numbers, also where all keys are equal. */
function orderOf(keys: SortKeys, options: { descending?: boolean; order?: Uint32Array } = {}): number[] {
  return [...(radixSort(keys, options) ?? upTo(keys.length))];
}

describe('a radix sort', () => {
  it('gives the order of a plain stable sort, ascending and descending, for integers and doubles', () => {
    check(
      fc.property(keys, fc.boolean(), (keys, descending) => {
        const sign = descending ? -1 : 1;
        const expected = upTo(keys.length).sort((a, b) => sign * compareKeys(keys[a], keys[b]));
        expect(orderOf(keys, { descending })).toEqual(expected);
      }),
      400,
    );
  });

  it('sorts by two keys if the minor one is sorted first, and does not modify the first order', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 3 })));
    check(
      fc.property(pairs, (rows) => {
        const byLesser = orderOf(Uint32Array.from(rows, ([, lesser]) => lesser));
        const order = Uint32Array.from(byLesser);
        const sorted = orderOf(
          Float64Array.from(rows, ([greater]) => greater),
          { order },
        );
        const expected = upTo(rows.length).sort((a, b) => rows[a][0] - rows[b][0] || rows[a][1] - rows[b][1]);
        expect(sorted).toEqual(expected);
        expect([...order]).toEqual(byLesser);
      }),
      200,
    );
  });

  it('returns the given order, or undefined, if all keys are equal', () => {
    const order = Uint32Array.of(2, 0, 1);
    expect(radixSort(Float64Array.of(7, 7, 7), { order })).toBe(order);
    expect(radixSort(Uint32Array.of(7, 7, 7))).toBeUndefined();
    expect(radixSort(new Uint32Array(0))).toBeUndefined();
  });

  it('pauses repeatedly for many keys, and yields the share done', () => {
    const keys = Float64Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 300_007);
    const shares: number[] = [];
    const work = radixSortInSteps(keys);
    let step = work.next();
    for (; step.done !== true; step = work.next()) shares.push(step.value);
    const order = step.value ?? new Uint32Array(0);
    expect(order).toHaveLength(keys.length);
    expect(shares.length).toBeGreaterThan(20);
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
    expect(order.every((row, at) => at === 0 || keys[order[at - 1]] <= keys[row])).toBe(true);
  });
});

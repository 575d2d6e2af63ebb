import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FastPath } from '../../../source/pipeline/scan/fast-path.ts';
import { DEFAULT_SETTINGS } from '../../../source/pipeline/settings.ts';
import { EventBatch } from '../../../source/pipeline/store/event-batch.ts';
import { compileFields } from '../../../source/pipeline/validate/fields.ts';
import { check } from '../../helpers/check.ts';

const CAPACITY = 64;

/** Rows whose columns lie in a kernel, and rows that hold the same and do not. */
const nobody = {
  internUsers: () => undefined,
  internUser: () => 0,
  internType: () => 0,
};
const inKernel = new FastPath(DEFAULT_SETTINGS, compileFields(DEFAULT_SETTINGS), nobody, CAPACITY).rows;
const alone = new EventBatch(CAPACITY);

const numbers = fc.array(
  fc.oneof(fc.nat(70_000), fc.nat(2 ** 31 - 1), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  {
    minLength: 1,
    maxLength: CAPACITY,
  },
);
const users = fc.array(
  fc.oneof(
    fc.nat(20),
    fc.nat(2 ** 30 - 1),
    fc.nat(1000).map((text) => 2 ** 30 + text),
  ),
  {
    minLength: 1,
    maxLength: CAPACITY,
  },
);

/** A stretch of the rows. */
function stretch(values: readonly number[], a: number, b: number): [from: number, to: number] {
  const [from, to] = [a % (values.length + 1), b % (values.length + 1)];
  return [Math.min(from, to), Math.max(from, to)];
}

describe('the kernel does to columns what their plain twin does', () => {
  it('adding to rows', () => {
    check(
      fc.property(numbers, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 2 ** 40 }), (values, a, b, by) => {
        const [from, to] = stretch(values, a, b);
        for (const { offset, arithmetic } of [inKernel, alone]) {
          offset.set(values);
          arithmetic.add(offset, from, to, by);
        }
        expect(inKernel.offset).toEqual(alone.offset);
      }),
      300,
    );
  });

  it('telling which bits there are, and taking lower halves', () => {
    check(
      fc.property(numbers, fc.nat(), fc.nat(), (values, a, b) => {
        const [from, to] = stretch(values, a, b);
        const [found, plain] = [inKernel, alone].map(({ type, arithmetic }) => {
          type.set(values);
          const union = arithmetic.union(type, from, to) >>> 0;
          return { union, halves: Array.from(arithmetic.lowHalves(type, from, to)) };
        });
        expect(found).toEqual(plain);
      }),
      300,
    );
  });

  it('surveying users and seconds', () => {
    check(
      fc.property(users, fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(5), (values, second, step) => {
        const [found, plain] = [inKernel, alone].map((rows) => {
          rows.user.set(values);
          values.forEach((_, row) => {
            rows.secondsLow[row] = second + ((row * 7) % 5) * step * 1000;
          });
          return rows.arithmetic.columnStats(rows.user, rows.secondsLow, values.length);
        });
        expect(found).toEqual(plain);
      }),
      300,
    );
  });
});

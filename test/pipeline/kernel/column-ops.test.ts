import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FastPath } from '../../../source/pipeline/kernel/fast-path.ts';
import { DEFAULT_SETTINGS } from '../../../source/pipeline/settings.ts';
import { EventBatch } from '../../../source/pipeline/store/event-batch.ts';
import { compileFields } from '../../../source/pipeline/validate/fields.ts';
import { check } from '../../helpers/check.ts';

const CAPACITY = 64;

const noInterners = {
  internUsers: () => undefined,
  internUser: () => 0,
  internDimension: [() => 0],
};
/** Rows with columns in the kernel's memory, and rows outside it. */
const inKernel = new FastPath(DEFAULT_SETTINGS, compileFields(DEFAULT_SETTINGS), noInterners, CAPACITY).rows;
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

/** A range of the rows. */
function rangeOf(values: readonly number[], a: number, b: number): [from: number, to: number] {
  const [from, to] = [a % (values.length + 1), b % (values.length + 1)];
  return [Math.min(from, to), Math.max(from, to)];
}

describe('column operations give the same in the kernel as in plain TypeScript', () => {
  it('when they add a number to rows', () => {
    check(
      fc.property(numbers, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 2 ** 40 }), (values, a, b, by) => {
        const [from, to] = rangeOf(values, a, b);
        for (const { offset, columnOps } of [inKernel, alone]) {
          offset.set(values);
          columnOps.add(offset, from, to, by);
        }
        expect(inKernel.offset).toEqual(alone.offset);
      }),
      300,
    );
  });

  it('when they compute the union of all bits and the lower halves', () => {
    check(
      fc.property(numbers, fc.nat(), fc.nat(), (values, a, b) => {
        const [from, to] = rangeOf(values, a, b);
        const [found, plain] = [inKernel, alone].map(({ dimensions: [type], columnOps }) => {
          type.set(values);
          const union = columnOps.union(type, from, to) >>> 0;
          return { union, halves: Array.from(columnOps.lowHalves(type, from, to)) };
        });
        expect(found).toEqual(plain);
      }),
      300,
    );
  });

  it('when they compute the ranges of users and seconds', () => {
    check(
      fc.property(users, fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(5), (values, second, step) => {
        const [found, plain] = [inKernel, alone].map((rows) => {
          rows.user.set(values);
          values.forEach((_, row) => {
            rows.secondsLow[row] = second + ((row * 7) % 5) * step * 1000;
          });
          return rows.columnOps.columnStats(rows.user, rows.secondsLow, values.length);
        });
        expect(found).toEqual(plain);
      }),
      300,
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countScale } from '../../../source/explorer/chart/count-axis.ts';
import { check } from '../../helpers/check.ts';

describe('the axis of counts', () => {
  it.each([
    [0, 3, ['2', '1', '0']],
    [3, 7, ['4', '', '', '2', '', '', '0']],
    [812, 5, ['1,000', '', '500', '', '0']],
    [1_900_000, 3, ['2,000,000', '1,000,000', '0']],
    [15_000_000, 3, ['16M', '8M', '0']],
    [140_000, 4, ['160,000', '', '', '0']],
    [9, 2, ['10', '0']],
    [9, 1, ['']],
  ])('for counts up to %i in %i lines', (most, lines, labels) => {
    expect(countScale(most, lines).labels).toEqual(labels);
  });

  it('holds the largest count without leaving most of the height empty, with whole numbers for labels', () => {
    check(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 2, max: 60 }), (most, lines) => {
        const { top, labels } = countScale(most, lines);
        expect(top).toBeGreaterThanOrEqual(most);
        expect(top).toBeLessThanOrEqual(2 * most);
        expect(top % 2).toBe(0);
        expect(labels).toHaveLength(lines);
        expect(labels.at(-1)).toBe('0');
        for (const label of labels) expect(label).toMatch(/^(|[\d,]+|[\d.]+[MG])$/);
      }),
      100,
    );
  });
});

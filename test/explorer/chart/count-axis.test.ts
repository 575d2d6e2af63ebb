import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countScale } from '../../../source/explorer/chart/count-axis.ts';

describe('the axis of counts', () => {
  it.each([
    [0, 3, ['1', '', '0']],
    [1, 4, ['1', '', '', '0']],
    [3, 7, ['3', '', '2', '', '1', '', '0']],
    [812, 5, ['1,000', '750', '500', '250', '0']],
    [1_900_000, 3, ['2M', '1M', '0']],
    [140_000, 4, ['150k', '100k', '50,000', '0']],
    [9, 2, ['10', '0']],
    [9, 1, ['']],
  ])('for counts up to %i in %i lines', (most, lines, labels) => {
    expect(countScale(most, lines).labels).toEqual(labels);
  });

  it('holds the largest count without leaving most of the height empty, with whole numbers for labels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 2, max: 60 }), (most, lines) => {
        const { top, labels } = countScale(most, lines);
        expect(top).toBeGreaterThanOrEqual(most);
        expect(top).toBeLessThan(2.5 * most);
        expect(labels).toHaveLength(lines);
        expect(labels.at(-1)).toBe('0');
        for (const label of labels) expect(label).toMatch(/^(|[\d,]+|[\d.]+[kMG])$/);
      }),
    );
  });
});

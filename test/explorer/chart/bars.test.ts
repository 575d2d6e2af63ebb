import { describe, expect, it } from 'vitest';
import { barRow } from '../../../source/explorer/chart/bars.ts';
import { timesUsual } from '../../../source/explorer/chart/usual.ts';

describe('a row of bars', () => {
  it('is on a scale of its own, and blank only where there is nothing', () => {
    expect(barRow([0, 1, 50, 99, 100], 5, false)).toBe(' ▁▄▇▇');
    expect(barRow([0, 1, 2, 3, 4], 5, false)).toBe(' ▂▄▆▇');
    expect(barRow([0, 1, 50, 99, 100], 5, true)).toBe(' .=##');
  });

  it('draws few counts wide', () => {
    expect(barRow([1, 2], 7, false)).toBe('▄▄▄▄▇▇▇');
  });

  it('is blank without events', () => {
    expect(barRow([0, 0], 4, false)).toBe('    ');
  });
});

describe('how unusual a bucket is', () => {
  it('is how many times the median of the buckets around it', () => {
    expect(timesUsual([10, 11, 12, 10, 30, 9, 12, 11, 10], 4)).toBe(30 / 10.5);
  });

  it('is not reported below twice the usual, nor for few events', () => {
    expect(timesUsual([10, 11, 12, 10, 20, 9, 12, 11, 10], 4)).toBeUndefined();
    expect(timesUsual([1, 1, 1, 1, 4, 1, 1, 1, 1], 4)).toBeUndefined();
  });

  it('is infinite where there is usually nothing', () => {
    expect(timesUsual([0, 0, 1, 0, 30, 0, 0, 0, 2], 4)).toBe(Number.POSITIVE_INFINITY);
  });

  it('finds nothing unusual in a slope, as of a morning', () => {
    const slope = [10, 20, 30, 40, 50, 60, 70, 80, 90];
    expect(slope.map((_, point) => timesUsual(slope, point))).toEqual(slope.map(() => undefined));
  });

  it('is not known in a chart of few buckets', () => {
    expect(timesUsual([1, 50, 1, 1], 1)).toBeUndefined();
  });
});

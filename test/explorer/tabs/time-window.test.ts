import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketFor,
  chartWindow,
  pan,
  wholeWindow,
  zoom,
} from '../../../source/explorer/tabs/events/time-window.ts';
import type { TimeWindow } from '../../../source/query/query.ts';
import type { TimeRange } from '../../../source/query/time-range.ts';
import { check } from '../../helpers/check.ts';

const BUCKET = 300;
const TIMES = { firstSeconds: -7, percentile1Seconds: 1000, percentile99Seconds: 2999, lastSeconds: 90_000 };

const window = (from: number, to: number): TimeWindow => ({
  fromSeconds: from * BUCKET,
  toSeconds: to * BUCKET,
});
const BOUNDS = window(0, 100);

describe('windows on time', () => {
  const shown = (times: typeof TIMES, range?: TimeRange) => chartWindow({ times }, { range }, BUCKET);
  const at = (seconds: number) => ({ seconds, nanoseconds: 0 });

  it('show all of time, but where a few events stretch it most of it', () => {
    expect(shown(TIMES)).toEqual(window(3, 10));
    const even = { ...TIMES, lastSeconds: 2999 + 17 * BUCKET };
    expect(shown(even)).toEqual(window(-1, 27));
  });

  it('hold at least one bucket', () => {
    const moment = { firstSeconds: 600, percentile1Seconds: 600, percentile99Seconds: 600, lastSeconds: 600 };
    expect(shown(moment)).toEqual(window(2, 3));
  });

  it('are a range as soon as one is set', () => {
    expect(shown(TIMES, { from: at(5), to: at(80_000) })).toEqual({ fromSeconds: 5, toSeconds: 80_000 });
    expect(shown(TIMES, { from: at(5), to: undefined })).toEqual({ fromSeconds: 5, toSeconds: 301 * BUCKET });
  });

  it('the whole window holds the buckets from the first event to the last', () => {
    expect(wholeWindow(TIMES, BUCKET)).toEqual(window(-1, 301));
  });
});

describe('zooming', () => {
  it('keeps the centre', () => {
    expect(zoom(window(40, 60), 0.5, BOUNDS)).toEqual(window(45, 55));
    expect(zoom(window(40, 60), 2, BOUNDS)).toEqual(window(30, 70));
  });

  it('is about an instant where one is given', () => {
    expect(zoom(window(40, 60), 0.5, BOUNDS, 45 * BUCKET)).toEqual(window(40, 50));
  });

  it('stays within the bounds', () => {
    expect(zoom(window(0, 20), 2, BOUNDS)).toEqual(window(0, 40));
    expect(zoom(window(0, 60), 2, BOUNDS)).toEqual(BOUNDS);
  });

  it('stops at a second', () => {
    expect(zoom({ fromSeconds: 5, toSeconds: 6 }, 0.5, BOUNDS)).toEqual({ fromSeconds: 5, toSeconds: 6 });
  });
});

describe('buckets', () => {
  it.each([
    [1, 70, 1],
    [70, 70, 1],
    [71, 70, 2],
    [3600, 70, 60],
    [3600, 10, 300],
    [86_400, 70, 300],
    [40, 10, 5],
  ])('of %i seconds in %i cells are %i seconds, never coarser than --bucket', (seconds, cells, bucket) => {
    expect(bucketFor({ fromSeconds: 7, toSeconds: 7 + seconds }, cells, 300)).toBe(bucket);
  });
});

describe('panning', () => {
  it('moves by a share of the width', () => {
    expect(pan(window(40, 60), 0.5, BOUNDS)).toEqual(window(50, 70));
    expect(pan(window(40, 60), -0.25, BOUNDS)).toEqual(window(35, 55));
  });

  it('moves by a second at least', () => {
    expect(pan({ fromSeconds: 50, toSeconds: 54 }, 0.01, BOUNDS)).toEqual({ fromSeconds: 51, toSeconds: 55 });
  });

  it('stops at the bounds', () => {
    expect(pan(window(85, 95), 1, BOUNDS)).toEqual(window(90, 100));
    expect(pan(window(5, 15), -1, BOUNDS)).toEqual(window(0, 10));
  });
});

it('keeps windows of whole seconds within the bounds, whatever the moves', () => {
  const step = fc.record({ zooms: fc.boolean(), by: fc.constantFrom(-1, -0.5, -0.1, 0.1, 0.5, 1) });
  check(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.array(step, { maxLength: 30 }), (buckets, steps) => {
      const bounds = window(7, 7 + buckets);
      let now = bounds;
      for (const { zooms, by } of steps) {
        now = zooms ? zoom(now, 2 ** by, bounds) : pan(now, by, bounds);
        expect(Number.isInteger(now.fromSeconds) && Number.isInteger(now.toSeconds)).toBe(true);
        expect(now.fromSeconds).toBeGreaterThanOrEqual(bounds.fromSeconds);
        expect(now.toSeconds).toBeLessThanOrEqual(bounds.toSeconds);
        expect(now.toSeconds).toBeGreaterThan(now.fromSeconds);
      }
    }),
    100,
  );
});

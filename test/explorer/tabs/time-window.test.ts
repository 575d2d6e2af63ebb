import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chartWindow,
  LEAST_BUCKETS,
  pan,
  wholeWindow,
  zoom,
} from '../../../source/explorer/tabs/events/time-window.ts';
import type { TimeWindow } from '../../../source/query/query.ts';
import type { TimeRange } from '../../../source/query/time-range.ts';

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
    expect(zoom(window(40, 60), 0.5, BOUNDS, BUCKET)).toEqual(window(45, 55));
    expect(zoom(window(40, 60), 2, BOUNDS, BUCKET)).toEqual(window(30, 70));
  });

  it('stays within the bounds', () => {
    expect(zoom(window(0, 20), 2, BOUNDS, BUCKET)).toEqual(window(0, 40));
    expect(zoom(window(0, 60), 2, BOUNDS, BUCKET)).toEqual(BOUNDS);
  });

  it('stops at a few buckets', () => {
    expect(zoom(window(50, 55), 0.5, BOUNDS, BUCKET)).toEqual(window(51, 55));
    expect(zoom(window(0, 2), 0.5, window(0, 2), BUCKET)).toEqual(window(0, 2));
  });
});

describe('panning', () => {
  it('moves by a share of the width', () => {
    expect(pan(window(40, 60), 0.5, BOUNDS, BUCKET)).toEqual(window(50, 70));
    expect(pan(window(40, 60), -0.25, BOUNDS, BUCKET)).toEqual(window(35, 55));
  });

  it('moves by one bucket at least', () => {
    expect(pan(window(40, 44), 0.01, BOUNDS, BUCKET)).toEqual(window(41, 45));
  });

  it('stops at the bounds', () => {
    expect(pan(window(85, 95), 1, BOUNDS, BUCKET)).toEqual(window(90, 100));
    expect(pan(window(5, 15), -1, BOUNDS, BUCKET)).toEqual(window(0, 10));
  });
});

it('keeps windows of whole buckets within the bounds, whatever the moves', () => {
  const step = fc.record({ zooms: fc.boolean(), by: fc.constantFrom(-1, -0.5, -0.1, 0.1, 0.5, 1) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.array(step, { maxLength: 30 }), (buckets, steps) => {
      const bounds = window(7, 7 + buckets);
      let now = bounds;
      for (const { zooms, by } of steps) {
        now = zooms ? zoom(now, 2 ** by, bounds, BUCKET) : pan(now, by, bounds, BUCKET);
        expect([now.fromSeconds % BUCKET, now.toSeconds % BUCKET]).toEqual([0, 0]);
        expect(now.fromSeconds).toBeGreaterThanOrEqual(bounds.fromSeconds);
        expect(now.toSeconds).toBeLessThanOrEqual(bounds.toSeconds);
        const width = (now.toSeconds - now.fromSeconds) / BUCKET;
        expect(width).toBeGreaterThanOrEqual(Math.min(LEAST_BUCKETS, buckets));
      }
    }),
  );
});

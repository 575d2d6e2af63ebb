import * as fc from 'fast-check';
import type { Line } from '../../source/explorer/view/spans.ts';
import type { Trend } from '../../source/pipeline/index.ts';

/** 2024-07-10 11:45 UTC. */
export const START_SECONDS = Date.UTC(2024, 6, 10, 11, 45) / 1000;

/** A trend as it is stored, from counts by type, one a bucket from START_SECONDS on. */
export function trendOf(countsByType: readonly (readonly number[])[], bucketSeconds = 300): Trend {
  const first = Math.floor(START_SECONDS / bucketSeconds);
  const rows = countsByType
    .flatMap((counts, type) => counts.map((count, at) => ({ bucket: first + at, type, count })))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.bucket - b.bucket);
  return {
    bucketSeconds,
    count: rows.length,
    bucket: Float64Array.from(rows, ({ bucket }) => bucket),
    type: Uint32Array.from(rows, ({ type }) => type),
    eventCount: Uint32Array.from(rows, ({ count }) => count),
  };
}

/** A line as one sees it without colour. */
export function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

const count = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400_000_000 }) },
);

/** Counts of up to twelve types in up to three hundred buckets. */
export const anyCounts: fc.Arbitrary<number[][]> = fc
  .integer({ min: 1, max: 300 })
  .chain((buckets) =>
    fc.array(fc.array(count, { minLength: buckets, maxLength: buckets }), { minLength: 0, maxLength: 12 }),
  );

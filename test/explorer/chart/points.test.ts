import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellOfPoint,
  chartPoints,
  countPoints,
  pointAt,
  pointOfCell,
  spanOfPoints,
} from '../../../source/explorer/chart/points.ts';
import { check } from '../../helpers/check.ts';
import { anyCounts, START_SECONDS, trendOf } from '../../helpers/trends.ts';

const windows = fc
  .record({ from: fc.integer({ min: -1e6, max: 1e9 }), seconds: fc.integer({ min: 1, max: 1e7 }) })
  .map(({ from, seconds }) => ({ fromSeconds: from, toSeconds: from + seconds }));
const cells = fc.integer({ min: 1, max: 200 });
const bucket = fc.constantFrom(1, 5, 60, 300, 86_400);

describe('the points of a chart', () => {
  it('cover its window, in no more than its cells, and are whole buckets', () => {
    check(
      fc.property(windows, bucket, cells, (window, bucketSeconds, room) => {
        const { startSeconds, pointSeconds, points } = chartPoints(window, bucketSeconds, room);
        expect(points).toBeLessThanOrEqual(room);
        expect(pointSeconds % bucketSeconds).toBe(0);
        expect(Math.abs(startSeconds % bucketSeconds)).toBe(0);
        expect(startSeconds).toBeLessThanOrEqual(window.fromSeconds);
        expect(startSeconds + points * pointSeconds).toBeGreaterThanOrEqual(window.toSeconds);
        expect(startSeconds + pointSeconds).toBeGreaterThan(window.fromSeconds);
      }),
      100,
    );
  });

  it.each([
    [100, 3],
    [1000, 30],
    [20_454, 500],
    [3_652_059, 100_000],
  ])('of %i days are round: %i days each', (days, each) => {
    const window = { fromSeconds: -43_200, toSeconds: (days - 1) * 86_400 };
    expect(chartPoints(window, 300, 44).pointSeconds).toBe(each * 86_400);
  });

  it('are found again by any cell and any time of theirs', () => {
    check(
      fc.property(windows, bucket, cells, fc.nat(), (window, bucketSeconds, room, nth) => {
        const points = chartPoints(window, bucketSeconds, room);
        const point = nth % points.points;
        expect(pointOfCell(cellOfPoint(point, points, room), points, room)).toBe(point);
        const { fromSeconds, toSeconds } = spanOfPoints(point, point, points);
        expect([pointAt(fromSeconds, points), pointAt(toSeconds - 1, points)]).toEqual([point, point]);
      }),
      100,
    );
  });

  it('hold every event of the trend, or it is counted before or after them', () => {
    check(
      fc.property(
        anyCounts,
        cells,
        fc.nat(20),
        fc.integer({ min: 1, max: 40 }),
        (counts, room, from, length) => {
          const window = {
            fromSeconds: START_SECONDS + from * 300,
            toSeconds: START_SECONDS + (from + length) * 300,
          };
          const points = chartPoints(window, 300, room);
          const types = counts.map((_, type) => type);
          const hidden = new Set(types.filter((type) => type % 3 === 1));
          const counted = countPoints(trendOf(counts), points, types, hidden);
          const between = (ofType: readonly number[], fromSeconds: number, toSeconds: number): number =>
            ofType.reduce((sum, count, at) => {
              const seconds = START_SECONDS + at * 300;
              return seconds >= fromSeconds && seconds < toSeconds ? sum + count : sum;
            }, 0);
          const ofShown = (fromSeconds: number, toSeconds: number): number =>
            counts.reduce(
              (sum, row, type) => (hidden.has(type) ? sum : sum + between(row, fromSeconds, toSeconds)),
              0,
            );
          for (let point = 0; point < points.points; point++) {
            const { fromSeconds, toSeconds } = spanOfPoints(point, point, points);
            expect(counted.total[point]).toBe(ofShown(fromSeconds, toSeconds));
            for (const type of types) {
              expect(counted.ofType.get(type)?.[point]).toBe(between(counts[type], fromSeconds, toSeconds));
            }
          }
          const end = points.startSeconds + points.points * points.pointSeconds;
          expect(counted.earlier).toBe(ofShown(Number.NEGATIVE_INFINITY, points.startSeconds));
          expect(counted.later).toBe(ofShown(end, Number.POSITIVE_INFINITY));
        },
      ),
      100,
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  countTrend,
  formatTimestamp,
  Pipeline,
  type Result,
  trendWindow,
} from '../../../source/pipeline/index.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';

function resultOf(...events: [user: number, time: string, type: string][]): Result {
  const pipeline = new Pipeline();
  for (const [user, time, type] of events) {
    pipeline.push(encodeUtf8(`{"user_id": ${user}, "event_time": "${time}", "event_type": "${type}"}\n`));
  }
  return pipeline.finish();
}

const sample = resultOf(
  [1, '2024-07-10T10:00:00Z', 'view'],
  [1, '2024-07-10T10:00:00Z', 'view'],
  [2, '2024-07-10T10:04:59.999Z', 'view'],
  [2, '2024-07-10T10:05:00Z', 'click'],
  [3, '2024-07-10T10:11:00Z', 'view'],
  [3, '0001-01-01T00:00:00Z', 'view'],
);

function rows(
  { store, duplicates }: Result,
  bucketSeconds: number,
  events?: Uint32Array,
): [string, string, number][] {
  const trend = countTrend(store, duplicates, { bucketSeconds, events });
  return Array.from({ length: trend.count }, (_, row) => [
    formatTimestamp(trend.bucket[row] * bucketSeconds, 0),
    store.typeText(trend.type[row]),
    trend.eventCount[row],
  ]);
}

describe('the trend', () => {
  it('counts the kept events by bucket and type, and stores no zeros', () => {
    expect(rows(sample, 300)).toEqual([
      ['0001-01-01T00:00:00Z', 'view', 1],
      ['2024-07-10T10:00:00Z', 'view', 2],
      ['2024-07-10T10:05:00Z', 'click', 1],
      ['2024-07-10T10:10:00Z', 'view', 1],
    ]);
  });

  it('counts buckets from the epoch, also before it', () => {
    expect(rows(resultOf([1, '1969-12-31T23:59:59Z', 'x']), 7 * 86_400)).toEqual([
      ['1969-12-25T00:00:00Z', 'x', 1],
    ]);
  });

  it('counts only the listed events', () => {
    expect(rows(sample, 300, Uint32Array.of(3, 4)).map(([, type]) => type)).toEqual(['click', 'view']);
  });

  it('counts thousands of buckets separately', () => {
    const many = resultOf(
      ...Array.from({ length: 5000 }, (_, i): [number, string, string] => [
        i,
        new Date(i * 60_000).toISOString(),
        `t${i % 3}`,
      ]),
    );
    expect(rows(many, 60)).toHaveLength(5000);
    expect(rows(many, 3600).reduce((sum, [, , count]) => sum + count, 0)).toBe(5000);
  });
});

describe('a window on the trend', () => {
  const from = Date.UTC(2024, 6, 10, 10) / 1000;
  const trend = countTrend(sample.store, sample.duplicates, { bucketSeconds: 300 });
  const typeNumber = (name: string): number => (sample.store.typeText(0) === name ? 0 : 1);

  it('has a column for each bucket if there is room, zeros included', () => {
    const window = trendWindow(trend, from, from + 700, 80);
    expect(window).toMatchObject({ startSeconds: from, columnSeconds: 300, columns: 3 });
    expect([...(window.countsByType.get(typeNumber('view')) ?? [])]).toEqual([2, 0, 1]);
    expect([...(window.countsByType.get(typeNumber('click')) ?? [])]).toEqual([0, 1, 0]);
  });

  it('joins buckets if there is less room', () => {
    const window = trendWindow(trend, from, from + 700, 2);
    expect(window).toMatchObject({ columnSeconds: 600, columns: 2 });
    expect([...(window.countsByType.get(typeNumber('view')) ?? [])]).toEqual([2, 1]);
  });

  it('keeps its columns when it is moved by less than a column', () => {
    const [at, moved] = [0, 300].map((shift) => trendWindow(trend, from + shift, from + shift + 1500, 4));
    expect(at.columnSeconds).toBe(600);
    expect((moved.startSeconds - at.startSeconds) % 600).toBe(0);
    expect(moved.columns).toBeLessThanOrEqual(4);
  });

  it.each([0, -3, 0.5, 1])('has one column if there is room for %d', (mostColumns) => {
    const window = trendWindow(trend, from, from + 700, mostColumns);
    expect(window.columns).toBe(1);
    expect([...(window.countsByType.get(typeNumber('view')) ?? [])]).toEqual([3]);
  });

  it('has one column if it ends before it begins', () => {
    expect(trendWindow(trend, from, from - 5000, 10).columns).toBe(1);
  });

  it('spans two thousand years in as few columns as any other', () => {
    const window = trendWindow(trend, -62_135_596_800, from + 700, 100);
    expect(window.columns).toBeLessThanOrEqual(100);
    expect([...(window.countsByType.get(typeNumber('view')) ?? [])].reduce((a, b) => a + b)).toBe(4);
  });
});

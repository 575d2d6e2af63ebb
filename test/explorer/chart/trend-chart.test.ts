import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legendLines } from '../../../source/explorer/chart/legend.ts';
import { chartSeries, type Series } from '../../../source/explorer/chart/series.ts';
import { type Chart, chartLines } from '../../../source/explorer/chart/trend-chart.ts';
import { anyCounts, START_SECONDS, textOf, trendOf } from '../../helpers/trends.ts';

const NAMES = ['view', 'click', 'purchase'];
const SUM = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

function seriesOf(counts: readonly (readonly number[])[], hidden: readonly number[] = []): Series[] {
  const types = counts.map((ofType, type) => ({
    type,
    name: NAMES[type] ?? `type ${type}`,
    count: SUM(ofType),
  }));
  return chartSeries(types, new Set(hidden));
}

function windowOf(buckets: number, bucketSeconds = 300): { fromSeconds: number; toSeconds: number } {
  return { fromSeconds: START_SECONDS, toSeconds: START_SECONDS + buckets * bucketSeconds };
}

function picture(
  counts: readonly (readonly number[])[],
  width: number,
  height: number,
  { hidden = [] as readonly number[], ascii = false } = {},
): string {
  const series = seriesOf(counts, hidden);
  const chart = chartLines(trendOf(counts), series, windowOf(counts[0].length), width, height, ascii);
  return [...chart.plot, chart.axis, ...legendLines(series, width, ascii)].map(textOf).join('\n');
}

/** Two and a half hours, five minutes a bucket. */
const MORNING = [
  [0, 0, 0, 2, 2, 3, 5, 5, 8, 9, 9, 11, 10, 10, 8, 8, 7, 5, 5, 5, 3, 2, 2, 2, 1, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 3, 3, 3, 3, 4, 4, 4, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
];

describe('the chart', () => {
  it('draws a line a type, each with its letter, over one zero line, a time axis and a legend', () => {
    expect(picture(MORNING, 66, 7)).toMatchInlineSnapshot(`
      "  12 ┤                     ╭v╮
        10 ┤                 ╭───╯ ╰───╮
         8 ┤               ╭─╯         ╰─────╮
         6 ┤           ╭───╯                 ╰──v──╮
         4 ┤         ╭v╯         ╭──────────c──╮   ╰─╮
         2 ┤     ╭───╯   ╭───c───╯             ╰─────╮───╭─p─╮
         0 ┼─────╯┬──────╯────────────────┬──────────╰┬──╯───╰────┬─────
                  2024-07-10 12:00        13:00       13:30       14:00
      v view 122   c click 34   p purchase 2"
    `);
  });

  it('fits into a narrow place', () => {
    expect(picture(MORNING, 30, 4)).toMatchInlineSnapshot(`
      "  24 ┤        ╭v╮
        16 ┤     ╭──╯ ╰──╮
         8 ┤  ╭──╯  ╭────c──╮╮
         0 ┼──╯┬────╯───┬───╰──p────
               12:00    13:00
      v view 122   c click 34
      p purchase 2"
    `);
  });

  it('needs nothing but ASCII where that is asked for', () => {
    expect(picture(MORNING, 66, 7, { ascii: true })).toMatchInlineSnapshot(`
      "  12 +                     .v.
        10 +                 .---' \`---.
         8 +               .-'         \`-----.
         6 +           .---'                 \`--v--.
         4 +         .v'         .----------c--.   \`-.
         2 +     .---'   .---c---'             \`-----.---.-p-.
         0 +-----'+------'----------------+----------\`+--'---\`----+-----
                  2024-07-10 12:00        13:00       13:30       14:00
      v view 122   c click 34   p purchase 2"
    `);
  });

  it('leaves out the types that are switched off, and gives the others their height', () => {
    expect(picture(MORNING, 66, 5, { hidden: [0] })).toMatchInlineSnapshot(`
      "   4 ┤                             ╭──c──╮
         3 ┤                     ╭───────╯     │
         2 ┤                     │             ╰─────╮
         1 ┤             ╭───c───╯                   │   ╭─p─╮
         0 ┼──────┬──────╯────────────────┬──────────╰┬──╯───╰────┬─────
                  2024-07-10 12:00        13:00       13:30       14:00
      v view 122 (off)   c click 34   p purchase 2"
    `);
  });

  it('draws few buckets wide', () => {
    expect(
      picture(
        [
          [3, 9, 4, 4],
          [0, 1, 2, 0],
        ],
        60,
        5,
      ),
    ).toMatchInlineSnapshot(`
      "  10 ┤             ╭──────v─────╮
           │             │            │
         5 ┤             │            ╰─────────────v────────────v
           │────v────────╯            ╭──────c──────╮
         0 ┼┬─────────────────c───────╯┬────────────╰┬────────────
            2024-07-10 11:45           11:55         12:00
      v view 20   c click 3"
    `);
  });

  it('shows lines that lie on each other by letters that stand apart', () => {
    expect(
      picture(
        [
          [0, 4, 4, 4, 0],
          [0, 4, 4, 4, 0],
          [0, 4, 4, 4, 0],
        ],
        46,
        4,
      ),
    ).toMatchInlineSnapshot(`
      "   4 ┤       ╭──────────cvp──────────v
           │       │                       │
           │       │                       │
         0 ┼┬──────╯────────────────┬──────╰┬───────
            2024-07-10 11:45        12:00   12:05
      c click 12   p purchase 12   v view 12"
    `);
  });

  it('is an empty one where there is nothing', () => {
    expect(picture([[0, 0, 0, 0]], 40, 4)).toMatchInlineSnapshot(`
      "   1 ┤
           │
           │
         0 ┼┬─────────────────────────┬───────
            2024-07-10 11:45          12:00
      v view 0"
    `);
  });

  it('says what a point stands for', () => {
    const chart = (width: number): Chart =>
      chartLines(trendOf(MORNING), seriesOf(MORNING), windowOf(30), width, 5, false);
    expect(chart(66)).toMatchObject({
      columns: 30,
      columnSeconds: 300,
      startSeconds: START_SECONDS,
      highest: 11,
    });
    expect(chart(26)).toMatchObject({ columns: 16, columnSeconds: 600, highest: 21 });
  });

  it('merges neighbours of one style into one span', () => {
    const { plot } = chartLines(trendOf([[5, 5, 5]]), seriesOf([[5, 5, 5]]), windowOf(3), 40, 2, false);
    expect(plot[0].map(({ style }) => style)).toEqual(['plain', 'dim', 'series0']);
    expect(plot[1].map(({ style }) => style)).toEqual(['plain', 'dim']);
  });

  it('has no lines where there is no room, and throws at no size', () => {
    const series = seriesOf(MORNING);
    for (const width of [-1, 0, 1, 2, 5, 9, 15, 16, 17, 0.5, Number.NaN]) {
      for (const height of [-1, 0, 1, 2, 3, Number.NaN]) {
        const { plot } = chartLines(trendOf(MORNING), series, windowOf(30), width, height, false);
        expect(plot).toHaveLength(width >= 1 && height >= 1 ? height : 0);
      }
    }
  });

  it('shows an event in the year 1 beside those of today', () => {
    const trend = {
      ...trendOf([[4]]),
      count: 2,
      type: Uint32Array.of(0, 0),
      eventCount: Uint32Array.of(4, 4),
    };
    const first = Date.UTC(2001, 0, 1) / 1000 - 730_485 * 86_400;
    const bucket = Float64Array.of(first / 300, START_SECONDS / 300);
    const window = { fromSeconds: first, toSeconds: START_SECONDS + 300 };
    const chart = chartLines({ ...trend, bucket }, seriesOf([[8]]), window, 60, 3, false);
    expect([...chart.plot, chart.axis].map(textOf).join('\n')).toMatchInlineSnapshot(`
      "   4 ┤v                                                   ╭v
         2 ┤│                                                   │
         0 ┼╰─────────────┬────────────┬────────────┬───────────╯─
                          0500         1000         1500"
    `);
  });
});

describe('a chart of anything', () => {
  const scene = fc.record({
    counts: anyCounts,
    hidden: fc.uniqueArray(fc.nat(11)),
    width: fc.integer({ min: 1, max: 130 }),
    height: fc.integer({ min: 1, max: 25 }),
    ascii: fc.boolean(),
  });
  type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;
  const draw = ({ counts, hidden, width, height, ascii }: Scene): { chart: Chart; series: Series[] } => {
    const series = seriesOf(counts, hidden);
    const window = windowOf(counts[0]?.length ?? 10);
    return { chart: chartLines(trendOf(counts), series, window, width, height, ascii), series };
  };

  it('has as many lines as asked, none wider than asked', () => {
    fc.assert(
      fc.property(scene, (scene) => {
        const { chart, series } = draw(scene);
        expect(chart.plot).toHaveLength(scene.height);
        for (const line of [...chart.plot, chart.axis, ...legendLines(series, scene.width, scene.ascii)]) {
          expect(textOf(line).length).toBeLessThanOrEqual(scene.width);
        }
      }),
    );
  });

  it('carries the letter of every series that is shown and not all zeros', () => {
    fc.assert(
      fc.property(scene, (scene) => {
        fc.pre(scene.width * scene.height >= 200);
        const { chart, series } = draw(scene);
        const spans = chart.plot.flat();
        const isSeen = ({ letter, style }: Series): boolean =>
          spans.some((span) => span.style === style && span.text.includes(letter));
        const shown = series.filter(({ shownTypes }) =>
          shownTypes.some((type) => SUM(scene.counts[type]) > 0),
        );
        expect(shown.filter((one) => !isSeen(one))).toEqual([]);
      }),
    );
  });

  it('is all ASCII where that is asked for', () => {
    fc.assert(
      fc.property(scene, (scene) => {
        const { chart, series } = draw({ ...scene, ascii: true });
        const lines = [...chart.plot, chart.axis, ...legendLines(series, scene.width, true)];
        expect(lines.map(textOf).join('')).toMatch(/^[ -~]*$/);
      }),
    );
  });
});

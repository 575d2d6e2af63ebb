import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chart,
  type ChartRoom,
  type ChartSeries,
  lineChart,
} from '../../../source/explorer/chart/line-chart.ts';
import { chartPoints, countPoints } from '../../../source/explorer/chart/points.ts';
import { chartSeries } from '../../../source/explorer/chart/series.ts';
import { check } from '../../helpers/check.ts';
import { anyCounts, START_SECONDS, textOf, trendOf } from '../../helpers/trends.ts';

const NAMES = ['view', 'click', 'purchase'];
const SUM = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

interface Picture {
  /** A line for each type, with its letter; else one of all together. */
  readonly isByType?: boolean;
  readonly marked?: readonly number[];
  readonly ends?: readonly [string, string];
  readonly ascii?: boolean;
}

function chartOf(counts: readonly (readonly number[])[], room: ChartRoom, picture: Picture = {}): Chart {
  const { isByType = false, marked = [], ends = ['', ''], ascii = false } = picture;
  const buckets = counts[0]?.length ?? 10;
  const window = { fromSeconds: START_SECONDS, toSeconds: START_SECONDS + buckets * 300 };
  const points = chartPoints(window, 300, room.cells);
  const types = counts.map((ofType, type) => ({
    type,
    name: NAMES[type] ?? `type ${type}`,
    count: SUM(ofType),
  }));
  const { total, ofType } = countPoints(
    trendOf(counts),
    points,
    types.map(({ type }) => type),
    new Set(),
  );
  const series: ChartSeries[] = isByType
    ? chartSeries(types, new Set()).map(({ types: [type], letter, style }) => ({
        counts: ofType.get(type) ?? [],
        letter,
        style,
      }))
    : [{ counts: total, style: 'plain', letter: undefined }];
  return lineChart({ points, series, marked, ends }, room, { ascii });
}

function textsOf({ plot, axis }: Chart): string {
  return [...plot, axis].map(textOf).join('\n');
}

/** Two and a half hours, five minutes a bucket. */
const MORNING = [
  [0, 0, 0, 2, 2, 3, 5, 5, 8, 9, 9, 11, 10, 10, 8, 8, 7, 5, 5, 5, 3, 2, 2, 2, 1, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 3, 3, 3, 3, 4, 4, 4, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
];
const ROOM = { gutter: 14, cells: 60, height: 7 };

describe('the chart', () => {
  it('is one line of all types, with its top, its middle and 0, and even times below the day', () => {
    expect(textsOf(chartOf(MORNING, ROOM))).toMatchInlineSnapshot(`
      "          16 ┤
                   │                     ╭─────╮ ╭─╮
                   │                 ╭───╯     ╰─╯ ╰─╮
                 8 ┤               ╭─╯               ╰─────╮
                   │           ╭───╯                       ╰─╮
                   │     ╭─────╯                             ╰───────╮
                 0 ┼─────╯┬───────────┬───────────┬───────────┬──────╰────┬─────
        2024-07-10        12:00       12:30       13:00       13:30       14:00"
    `);
  });

  it('lays the lines of all types over each other, each with its letter', () => {
    expect(textsOf(chartOf(MORNING, ROOM, { isByType: true }))).toMatchInlineSnapshot(`
      "          12 ┤                     ╭v╮
                   │                 ╭───╯ ╰───╮
                   │               ╭─╯         ╰─────╮
                 6 ┤           ╭───╯                 ╰──v──╮
                   │         ╭v╯         ╭──────────c──╮   ╰─╮
                   │     ╭───╯   ╭───c───╯             ╰─────╮───╭─p─╮
                 0 ┼─────╯┬──────╯────┬───────────┬──────────╰┬──╯───╰────┬─────
        2024-07-10        12:00       12:30       13:00       13:30       14:00"
    `);
  });

  it('has a dotted line through the bucket that is pointed at, and says what lies outside at its ends', () => {
    const picture = { marked: [12], ends: ['← 18 earlier', '3 later →'] } as const;
    expect(textsOf(chartOf(MORNING, ROOM, picture))).toMatchInlineSnapshot(`
      "          16 ┤                        ┊
                   │                     ╭─────╮ ╭─╮
                   │                 ╭───╯  ┊  ╰─╯ ╰─╮
                 8 ┤               ╭─╯      ┊        ╰─────╮
                   │           ╭───╯        ┊              ╰─╮
                   │     ╭─────╯            ┊                ╰───────╮
                 0 ┼─────╯────────────┬───────────┬───────────┬──────╰──────────
        2024-07-10  ← 18 earlier      12:30       13:00       13:30    3 later →"
    `);
  });

  it('needs nothing but ASCII where that is asked for', () => {
    const picture = { isByType: true, marked: [3], ascii: true };
    expect(textsOf(chartOf(MORNING, { ...ROOM, height: 5 }, picture))).toMatchInlineSnapshot(`
      "          12 +      :              .v.
                   |      :        .-----' \`-------.
                 6 +      :    .---'               \`----v--.
                   |     .----v'         .-----------c-------.-----.
                 0 +-----'+----------c---'--------+----------\`+-----p-----+-----
        2024-07-10        12:00       12:30       13:00       13:30       14:00"
    `);
  });

  it('draws few buckets wide', () => {
    expect(textsOf(chartOf([[3, 9, 4, 4]], { gutter: 14, cells: 40, height: 5 }))).toMatchInlineSnapshot(`
      "          10 ┤         ╭─────────╮
                   │         │         │
                 5 ┤         │         ╰────────────────────
                   │─────────╯
                 0 ┼┬─────────┬─────────┬─────────┬─────────
        2024-07-10  11:45     11:50     11:55     12:00"
    `);
  });

  it('is an empty one where there is nothing', () => {
    expect(textsOf(chartOf([[0, 0, 0, 0]], { gutter: 8, cells: 30, height: 3 }))).toMatchInlineSnapshot(`
      "     2 ┤
           1 ┤
           0 ┼┬───────┬──────┬───────┬──────
      2024-07 11:45   11:50  11:55   12:00"
    `);
  });

  it('merges neighbours of one style into one span', () => {
    const { plot } = chartOf([[5, 5, 5]], { gutter: 8, cells: 30, height: 2 }, { isByType: true });
    expect(plot.map((line) => line.map(({ style }) => style))).toEqual([
      ['plain', 'dim', 'series0'],
      ['plain', 'dim'],
    ]);
  });
});

describe('a chart of anything', () => {
  const scene = fc.record({
    counts: anyCounts,
    room: fc.record({
      gutter: fc.integer({ min: 8, max: 40 }),
      cells: fc.integer({ min: 1, max: 110 }),
      height: fc.integer({ min: 1, max: 25 }),
    }),
    isByType: fc.boolean(),
    marked: fc.array(fc.nat(5), { maxLength: 2 }),
    ascii: fc.boolean(),
  });

  it('has as many lines as there is room for, none wider, in ASCII where that is asked for', () => {
    check(
      fc.property(scene, ({ counts, room, isByType, ascii }) => {
        const { plot, axis } = chartOf(counts, room, { isByType, ascii });
        expect(plot).toHaveLength(room.height);
        for (const line of [...plot, axis]) {
          expect(textOf(line).length).toBeLessThanOrEqual(room.gutter + room.cells);
          if (ascii) expect(textOf(line)).toMatch(/^[ -~]*$/);
        }
      }),
      100,
    );
  });

  it('carries the letter of every type that is not all zeros', () => {
    check(
      fc.property(scene, ({ counts, room }) => {
        fc.pre(room.cells * room.height >= 200 && counts.length <= 8);
        const spans = chartOf(counts, room, { isByType: true }).plot.flat();
        const types = counts.map((ofType, type) => ({
          type,
          name: NAMES[type] ?? `type ${type}`,
          count: SUM(ofType),
        }));
        const missing = chartSeries(types, new Set())
          .filter(({ count }) => count > 0)
          .filter(
            ({ letter, style }) => !spans.some((span) => span.style === style && span.text.includes(letter)),
          );
        expect(missing).toEqual([]);
      }),
      100,
    );
  });
});

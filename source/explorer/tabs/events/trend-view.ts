import { formatCount } from '../../../format/human-format.ts';
import type { TypeChoice } from '../../../query/type-choice.ts';
import type { ChartSeries } from '../../chart/line-chart.ts';
import { type ChartPoints, chartPoints, countPoints } from '../../chart/points.ts';
import { chartSeries, type Series } from '../../chart/series.ts';
import { typeFaces } from '../../chart/type-faces.ts';
import { memoize } from '../../memoize.ts';
import { layoutOf } from '../../model/layout.ts';
import type { Model } from '../../model/model.ts';
import type { Style } from '../../view/spans.ts';
import { type EventsLayout, eventsLayout, recordPlace, trendColumns } from './layout.ts';
import { shownWindow } from './range.ts';
import type { Picture, TrendAnswer } from './state.ts';
import { typeRows } from './type-rows.ts';

/** A type below the chart, with its counts at the points of the chart. */
export interface TypeTrend {
  readonly type: number;
  readonly name: string;
  /** The letter of its line in the chart; a blank for a type that shares the line of all other types. */
  readonly letter: string;
  readonly style: Style;
  readonly count: number;
  readonly isShown: boolean;
  readonly counts: Float64Array;
}

/** The content of the trend: the counts of the shown events at each point of the chart. */
export interface TrendView {
  readonly points: ChartPoints;
  /** The counts of all shown types together. */
  readonly total: Float64Array;
  /** What the total is of. */
  readonly totalName: string;
  /** The types on the screen. */
  readonly types: readonly TypeTrend[];
  /** Lines of the largest types and of all others; none in a picture that does not show them. */
  readonly lines: readonly ChartSeries[];
  /** The duplicates among the shown events; undefined if they are hidden, or alone. */
  readonly duplicates: Float64Array | undefined;
  /** The events of all types, shown or not. */
  readonly allEvents: number;
  /** Shown events before and after the chart. */
  readonly earlier: number;
  readonly later: number;
}

/** The position of everything in Events. */
export function eventsPlaces(model: Model): EventsLayout {
  return eventsLayout(layoutOf(model).body.height, model.columns, {
    typeRows: typeRows(model).length + duplicateRows(model),
    widestCount: widestCount(model),
    recordPlace: recordPlace(model.columns, model.rows, model.tabs.events.record),
  });
}

/** How many cells the chart has for its points. */
export function chartCells(model: Model): number {
  return trendColumns(model.columns, widestCount(model)).cells;
}

function widestCount(model: Model): number {
  return formatCount(typeRows(model)[0]?.count ?? 0).length;
}

/** How many rows below the types duplicates take: one if they are among other events. */
function duplicateRows({ scope }: Model): number {
  return scope.duplicates === 'shown' ? 1 : 0;
}

/**
 * Returns how many types are on the screen. If not all have room, the last row says how many more there are. Without a chart
 * the one row has the total, and while the types have the cursor the type under it.
 */
export function typesOnScreen(model: Model, { types, plot }: EventsLayout): number {
  const { length } = typeRows(model);
  if (plot.height === 0) return model.tabs.events.pane === 'types' ? Math.min(length, types.height) : 0;
  const room = types.height - duplicateRows(model);
  return length <= room ? length : Math.max(0, room - 1);
}

/** Returns what the trend shows; undefined before it has arrived. */
export function trendView(model: Model): TrendView | undefined {
  const { trend, picture, types } = model.tabs.events;
  const window = shownWindow(model);
  if (trend === undefined || window === undefined) return undefined;
  const places = eventsPlaces(model);
  const { fromSeconds, toSeconds } = window;
  const { cells } = places.trend;
  const rows = typesOnScreen(model, places);
  const totals = model.tabs.sessions.totals?.counts;
  const keys = [fromSeconds, toSeconds, model.scope.types, cells, picture, types.top, rows, totals] as const;
  return viewOf(trend.answer, keys, model);
}

type Keys = readonly [
  fromSeconds: number,
  toSeconds: number,
  choice: TypeChoice,
  cells: number,
  picture: Picture,
  top: number,
  rows: number,
  totals: Float64Array | undefined,
];

const viewOf = memoize(
  (
    { trend, duplicates }: TrendAnswer,
    [fromSeconds, toSeconds, _, cells, picture, top, rows, totals]: Keys,
    model: Model,
  ): TrendView => {
    const points = chartPoints({ fromSeconds, toSeconds }, trend.bucketSeconds, cells);
    const all = typeRows(model);
    const hidden = new Set(all.filter(({ shown }) => !shown).map(({ type }) => type));
    const { dataset } = model;
    const ofFile = dataset && totals && typeFaces(totals, [], dataset.store);
    const series = chartSeries(all, hidden, ofFile);
    const seen = all.slice(top, top + rows);
    const named = series.filter(({ types }) => types.length === 1);
    const apart = [...seen.map(({ type }) => type), ...named.map(({ types: [type] }) => type)];
    const counted = countPoints(trend, points, apart, hidden);
    const none = new Float64Array(points.points);
    const faces = new Map(named.map((one) => [one.types[0], one]));
    const shown = all.filter((row) => row.shown);
    return {
      points,
      total: counted.total,
      totalName:
        shown.length === 1 ? shown[0].name : shown.length === all.length ? 'all' : `${shown.length} types`,
      types: seen.map(({ type, name, count, shown: isShown }) => {
        const { letter = ' ', style = 'series8' } = faces.get(type) ?? {};
        return { type, name, letter, style, count, isShown, counts: counted.ofType.get(type) ?? none };
      }),
      lines: picture === 'lines' ? linesOf(series, counted.ofType, counted.total) : [],
      duplicates:
        model.scope.duplicates === 'alone' || duplicates === undefined
          ? undefined
          : countPoints(duplicates, points, [], hidden).total,
      allEvents: all.reduce((sum, { count }) => sum + count, 0),
      earlier: counted.earlier,
      later: counted.later,
    };
  },
);

/** Returns a line for each shown series; that of all other types is the total without the named ones. */
function linesOf(
  series: readonly Series[],
  ofType: ReadonlyMap<number, Float64Array>,
  total: Float64Array,
): ChartSeries[] {
  const rest = total.slice();
  const lines: ChartSeries[] = [];
  for (const { types, shownTypes, letter, style } of series) {
    if (shownTypes.length === 0) continue;
    const counts = types.length === 1 ? ofType.get(types[0]) : undefined;
    if (counts !== undefined) for (let point = 0; point < rest.length; point++) rest[point] -= counts[point];
    lines.push({ counts: counts ?? rest, letter, style });
  }
  return lines;
}

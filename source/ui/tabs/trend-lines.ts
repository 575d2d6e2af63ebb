import { barRow } from '../../explorer/chart/bars.ts';
import { lineChart } from '../../explorer/chart/line-chart.ts';
import { cellOfPoint } from '../../explorer/chart/points.ts';
import { nameOfType } from '../../explorer/chart/type-faces.ts';
import { timesUsual } from '../../explorer/chart/usual.ts';
import { memoize } from '../../explorer/memoize.ts';
import type { Model } from '../../explorer/model/model.ts';
import { chosenPoints, cursorPoint } from '../../explorer/tabs/events/bucket-cursor.ts';
import type { EventsLayout, TrendColumns } from '../../explorer/tabs/events/layout.ts';
import {
  type TrendView,
  type TypeTrend,
  trendView,
  typesOnScreen,
} from '../../explorer/tabs/events/trend-view.ts';
import { typeRows } from '../../explorer/tabs/events/type-rows.ts';
import type { Style } from '../../explorer/view/spans.ts';
import { formatCount, formatShare } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, inCells, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint, paintLine } from '../components/theme.ts';

/** The chart, its time axis, and the types below it: as many lines as the layout has for them. */
export function trendLines(model: Model, places: EventsLayout): string[] {
  const { plot, axis, types } = places;
  const height = plot.height + axis.height + types.height;
  const view = height === 0 ? undefined : trendView(model);
  if (view === undefined) return blankLines(height);
  const chart = plot.height === 0 ? [] : chartOf(view, chartKeys(model, places), undefined);
  const hasTypes = plot.height > 0 || view.types.length > 0;
  const rows = hasTypes ? typeLines(model, view, places) : [totalRow(model, view, places.trend)];
  return [...chart, ...rows, ...blankLines(height)].slice(0, height);
}

type ChartKeys = readonly [
  gutter: number,
  cells: number,
  height: number,
  cursor: number | undefined,
  begun: number | undefined,
  ascii: boolean,
  zone: string | undefined,
];

function chartKeys(model: Model, { plot, trend: { gutter, cells } }: EventsLayout): ChartKeys {
  const { ascii, zone } = model.options;
  const chosen = chosenPoints(model);
  return [gutter, cells, plot.height, chosen?.from, chosen?.to, ascii, zone];
}

/** Memoized: a key that changes nothing here draws nothing here. */
const chartOf = memoize(
  (view: TrendView, [gutter, cells, height, from, to, ascii, zone]: ChartKeys): readonly string[] => {
    const { points, total, lines } = view;
    const marks = marksOf({ ascii });
    const series = lines.length > 0 ? lines : [{ counts: total, style: 'plain' as const, letter: undefined }];
    const marked = [...new Set([from, to])].filter((point) => point !== undefined);
    const room = { gutter, cells, height };
    const chart = lineChart({ points, series, marked, ends: endTexts(view, cells, marks) }, room, {
      ascii,
      zone,
    });
    const name = cut(safeText(beginning(view.totalName, gutter)), Math.max(1, gutter - 11), marks.ellipsis);
    const [first = '', ...others] = chart.plot.map(paintLine);
    return [` ${paint('bold', name)}${first.slice(1 + widthOf(name))}`, ...others, paintLine(chart.axis)];
  },
);

/** Returns the texts about what lies before and after the chart, for its ends: in words if there is room. */
function endTexts(
  { earlier, later }: TrendView,
  cells: number,
  { before, after }: Marks,
): readonly [string, string] {
  const texts = (words: readonly [string, string]): readonly [string, string] => [
    earlier > 0 ? `${before}${formatCount(earlier)}${words[0]}` : '',
    later > 0 ? `${formatCount(later)}${words[1]}${after}` : '',
  ];
  const [first, last] = texts([' earlier', ' later']);
  return first.length + last.length <= cells / 2 ? [first, last] : texts(['', '']);
}

function typeLines(model: Model, view: TrendView, places: EventsLayout): string[] {
  const marks = marksOf(model.options);
  const { types: viewport } = model.tabs.events;
  const point = cursorPoint(model);
  const lines = view.types.map((type, row) =>
    typeLine(type, {
      model,
      view,
      columns: places.trend,
      marks,
      point,
      isUnderCursor: viewport.top + row === viewport.cursor,
    }),
  );
  const others = typeRows(model).length - lines.length;
  if (view.duplicates !== undefined) lines.push(duplicatesLine(view, view.duplicates, places.trend, model));
  if (others > 0 && places.types.height > typesOnScreen(model, places)) lines.push(othersLine(model, others));
  return lines;
}

/** Returns the row of the duplicates, which are in the rows of their types, too. */
function duplicatesLine(view: TrendView, counts: Float64Array, columns: TrendColumns, model: Model): string {
  const { ascii } = model.options;
  const marks = marksOf(model.options);
  const point = cursorPoint(model);
  const sum = sumOf(counts);
  const share = columns.share === 0 ? '' : shareText(sum, view.allEvents, true).padStart(columns.share);
  const label = inCells('duplicates', columns.name, marks.ellipsis);
  const head = paint('warn', `  ${label}`);
  const numbers = ` ${formatCount(sum).padStart(columns.count)}${paint('dim', share)}`;
  const times = point === undefined ? undefined : timesUsual(counts, point);
  const bars = barsText(counts, columns, { style: 'warn', ascii, point, times, view });
  return ` ${head}${numbers}  ${bars}${behindBars(counts, point, times, columns, marks)}`;
}

/** Returns the row about the types without room, with the first names: smaller ones if they all are. */
function othersLine(model: Model, others: number): string {
  const { columns, options, tabs } = model;
  const marks = marksOf(options);
  const { top } = tabs.events.types;
  const all = typeRows(model);
  const seen = all.length - others;
  const names = all
    .slice(top + seen, top + seen + 20)
    .map(({ name }) => safeText(beginning(nameOfType(name), columns)));
  const areSmaller = all[seen - 1] === undefined || all[seen].count < all[seen - 1].count;
  const what = top > 0 ? 'other' : areSmaller ? 'smaller' : 'more';
  const room = columns - 10;
  const textOf = (count: number): string => {
    const named = [...names.slice(0, count), ...(count < others ? [marks.ellipsis] : [])];
    return `+${formatCount(others)} ${what}${count > 0 ? `: ${named.join(', ')}` : ''}`;
  };
  // A name is whole or not there.
  let count = names.length;
  while (count > 0 && widthOf(textOf(count)) > room) count--;
  return `   ${paint('dim', cut(textOf(count), room, marks.ellipsis))} ${paint('dim', '(w)')}`;
}

interface TypeLook {
  readonly model: Model;
  readonly view: TrendView;
  readonly columns: TrendColumns;
  readonly marks: Marks;
  /** The point under the cursor over the buckets. */
  readonly point: number | undefined;
  readonly isUnderCursor: boolean;
}

function typeLine({ name, letter, style, count, isShown, counts }: TypeTrend, look: TypeLook): string {
  const { model, view, columns, marks, point, isUnderCursor } = look;
  const { ascii } = model.options;
  const isFocused = model.tabs.events.pane === 'types' && isUnderCursor;
  const share = columns.share === 0 ? '' : shareText(count, view.allEvents, isShown);
  const shownCount = columns.share > 0 || isShown ? formatCount(count) : 'off';
  const label = inCells(safeText(beginning(nameOfType(name), columns.name)), columns.name, marks.ellipsis);
  const number = ` ${shownCount.padStart(columns.count)}`;
  const shareCell = share.padStart(columns.share);
  const rowStyle: Style = isShown ? style : 'dim';
  const head = isFocused
    ? paint('selected', `${letter} ${label}${number}${shareCell}`)
    : `${paint(rowStyle, `${letter} ${label}`)}${paint(isShown ? 'plain' : 'dim', number)}${paint('dim', shareCell)}`;
  const mark = isFocused ? marks.chosen : isUnderCursor ? paint('dim', marks.chosen) : ' ';
  const times = point === undefined || !isShown ? undefined : timesUsual(counts, point);
  const bars = barsText(counts, columns, { style: rowStyle, ascii, point, times, view });
  return `${mark}${head}  ${bars}${behindBars(counts, point, times, columns, marks)}`;
}

/** Returns all events as one row of bars, for a screen without room for a chart. */
function totalRow(model: Model, view: TrendView, columns: TrendColumns): string {
  const { ascii } = model.options;
  const marks = marksOf(model.options);
  const point = cursorPoint(model);
  const label = inCells(safeText(beginning(view.totalName, columns.name)), columns.name + 2, marks.ellipsis);
  const shown = formatCount(point === undefined ? sumOf(view.total) : view.total[point]).padStart(
    columns.count,
  );
  const times = point === undefined ? undefined : timesUsual(view.total, point);
  const whole = barsText(view.total, columns, { style: 'plain', ascii, point, times, view });
  const bars = view.earlier + view.later === 0 || point !== undefined ? whole : withEnds(whole, view, marks);
  return ` ${paint('bold', label)} ${shown}${' '.repeat(columns.share)}  ${bars}`;
}

/** Returns bars whose first or last cell is a mark if there is more before or after them. */
function withEnds(bars: string, { earlier, later }: TrendView, { before, after }: Marks): string {
  const from = earlier > 0 ? before.trim() : bars.slice(0, 1);
  const to = later > 0 ? after.trim() : bars.slice(-1);
  return from + bars.slice(1, -1) + to;
}

interface BarsLook {
  readonly style: Style;
  readonly ascii: boolean;
  readonly point: number | undefined;
  readonly times: number | undefined;
  readonly view: TrendView;
}

/** Returns bars; the one at the cursor is bold, or a warning if it is unusual. */
function barsText(counts: Float64Array, { cells }: TrendColumns, look: BarsLook): string {
  const { style, ascii, point, times, view } = look;
  const bars = barRow(counts, cells, ascii);
  if (point === undefined) return paint(style, bars);
  const cell = cellOfPoint(point, view.points, cells);
  const at = paint(times === undefined ? 'bold' : 'warn', bars.slice(cell, cell + 1));
  return paint(style, bars.slice(0, cell)) + at + paint(style, bars.slice(cell + 1));
}

/** Returns the count at a point and, if it is unusual, how many times the usual it is; nothing without a point. */
function behindBars(
  counts: Float64Array,
  point: number | undefined,
  times: number | undefined,
  { value, times: room }: TrendColumns,
  marks: Marks,
): string {
  if (point === undefined || value === 0) return '';
  const shown = formatCount(counts[point]).padStart(value);
  return times === undefined || room === 0 ? shown : `${shown} ${paint('warn', timesText(times, marks))}`;
}

/** Returns the sum of counts. */
export function sumOf(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Returns `▲2.5×`, or `▲new` if there is usually nothing. */
export function timesText(times: number, { ascending, times: sign }: Marks): string {
  if (times === Number.POSITIVE_INFINITY) return `${ascending}new`;
  return `${ascending}${times >= 10 ? formatCount(Math.floor(times)) : times.toFixed(1)}${sign}`;
}

/** Returns a share in at most five cells: whole percents from ten on. */
function shareText(count: number, all: number, isShown: boolean): string {
  if (!isShown) return 'off';
  return count * 10 >= all ? `${Math.floor((100 * count) / Math.max(1, all))}%` : formatShare(count, all);
}

function blankLines(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

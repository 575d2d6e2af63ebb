import { legendLines } from '../../explorer/chart/legend.ts';
import { chartSeries, type Series } from '../../explorer/chart/series.ts';
import { chartLines } from '../../explorer/chart/trend-chart.ts';
import { memoize } from '../../explorer/memoize.ts';
import { isUpToDate } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import { typeRows } from '../../explorer/overlays/type-rows.ts';
import { type EventsSummary, eventsSummary } from '../../explorer/tabs/events/events-summary.ts';
import { eventsLayout } from '../../explorer/tabs/events/layout.ts';
import type { TrendAnswer } from '../../explorer/tabs/events/state.ts';
import type { Line } from '../../explorer/view/spans.ts';
import { formatCount, formatCounted, formatSpan } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { cut, widthOf } from '../../format/text-width.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import type { TimeWindow } from '../../query/query.ts';
import { marksOf } from '../components/marks.ts';
import { tableLines } from '../components/table-lines.ts';
import { paint, paintLine } from '../components/theme.ts';

/** Events: user and time range, the trend by type with its legend, the list. */
export function eventsLines(model: Model, height: number): string[] {
  const places = eventsLayout(height);
  const trend = trendOf(model, places.plot.height);
  return [
    ...(places.info.height > 0 ? [infoLine(model, trend.columnSeconds)] : []),
    ...trend.lines,
    ...(places.list.height > 0 ? tableLines(model, 'events', places.list.height, true) : []),
  ];
}

/** `columnSeconds`: the time that a column of the chart covers; undefined without a chart. */
function infoLine(model: Model, columnSeconds: number | undefined): string {
  const { dataset, columns, options } = model;
  const events = model.tabs.events;
  const marks = marksOf(options);
  const name = events.user === undefined ? 'all' : (dataset?.store.users.textOf(events.user) ?? '');
  const user = `User ${cut(safeText(name), 24, marks.ellipsis)} ${marks.choice}`;
  const { window } = events;
  const summary = eventsSummary(events);
  if (window === undefined || summary === undefined) {
    return ` ${paint('bold', user)}   ${dataset?.grouping === undefined || model.pending.trend ? `counting ${marks.ellipsis}` : 'no events'}`;
  }
  const when = windowText(window, columns < WIDE_COLUMNS, marks.to, options.zone);
  if (columns < NARROW_COLUMNS) {
    const who = events.user === undefined ? '' : `${cut(safeText(name), 10, marks.ellipsis)} `;
    const range = `${when.replace(` ${marks.to} `, marks.to)} ${narrowCount(summary)}`;
    return ` ${paint('bold', who)}${cut(range, columns - 2 - widthOf(who), marks.ellipsis)}`;
  }
  const room = columns - 1 - widthOf(user) - 3 - when.length - 3;
  const parts = [
    when,
    // While the file loads, the events are those of the last regrouping (spec section 10).
    `${!isUpToDate(model) || model.pending.trend ? marks.atLeast : ''}${countText(summary, room)}`,
    columnSeconds === undefined ? '' : `${shortSpan(columnSeconds)} a column`,
    DUPLICATES_SHOWN[events.duplicates],
  ].filter((text) => text !== '');
  let line = ` ${paint('bold', user)}`;
  let width = 1 + widthOf(user);
  for (const part of parts) {
    if (width + 3 + part.length > columns) continue;
    line += `   ${part}`;
    width += 3 + part.length;
  }
  return line;
}

const DUPLICATES_SHOWN = { hidden: '', shown: 'with duplicates', alone: 'duplicates alone' } as const;

/** From this width on times have their year and their zone. */
const WIDE_COLUMNS = 100;

/** Below this width user, range and counts are closer together. */
const NARROW_COLUMNS = 60;

function windowText(
  { fromSeconds, toSeconds }: TimeWindow,
  isShort: boolean,
  to: string,
  zone: string | undefined,
): string {
  const timeText = momentFormat(zone);
  const [from, until] = [fromSeconds, toSeconds].map((seconds) => timeText(seconds, 0).replace(/:00$/, ''));
  if (!isShort) return `${from} ${to} ${until} ${zone ?? 'UTC'}`;
  const isOneYear = from.slice(0, 5) === until.slice(0, 5);
  return isOneYear ? `${from.slice(5)} ${to} ${until.slice(5)}` : `${from} ${to} ${until}`;
}

/** Formats five minutes as `5m`, without seconds. */
function shortSpan(seconds: number): string {
  return formatSpan(seconds, 0).replace(/ 00[smh]$/, '');
}

/** Returns how many events are shown, and how many are not: in as many words as there is room for. */
function countText({ inside, earlier, later }: EventsSummary, room: number): string {
  const shown = formatCounted(inside, 'event');
  if (earlier + later === 0) return shown;
  const outside = [
    earlier > 0 ? `${formatCount(earlier)} earlier` : '',
    later > 0 ? `${formatCount(later)} later` : '',
  ].filter((text) => text !== '');
  const all = `${shown}   ${outside.join(', ')}`;
  const variants = [`${all} (0 shows all)`, all];
  return (
    variants.find((text) => text.length <= room) ??
    `${formatCount(inside)} of ${formatCounted(inside + earlier + later, 'event')}`
  );
}

function narrowCount({ inside, earlier, later }: EventsSummary): string {
  return `${formatCount(inside)}/${formatCount(inside + earlier + later)}`;
}

interface DrawnTrend {
  readonly lines: readonly string[];
  readonly columnSeconds: number | undefined;
}

/** The plot, its axis, its legend: as many lines as the layout has for them. */
function trendOf(model: Model, plotHeight: number): DrawnTrend {
  if (plotHeight === 0) return { lines: [], columnSeconds: undefined };
  const { tabs, columns, options } = model;
  const { trend, window, hiddenTypes } = tabs.events;
  if (trend === undefined || window === undefined) {
    return { lines: blankLines(plotHeight + 2), columnSeconds: undefined };
  }
  return drawnTrend(trend.answer, [window, hiddenTypes, columns, plotHeight, options.ascii], model);
}

type TrendKeys = readonly [
  window: TimeWindow,
  hiddenTypes: readonly number[],
  columns: number,
  plotHeight: number,
  ascii: boolean,
];

const drawnTrend = memoize(
  (
    { trend }: TrendAnswer,
    [window, hiddenTypes, columns, plotHeight, ascii]: TrendKeys,
    model: Model,
  ): DrawnTrend => {
    const series = chartSeries(typeRows(model), new Set(hiddenTypes));
    const { plot, axis, columnSeconds } = chartLines(
      trend,
      series,
      window,
      columns - 1,
      plotHeight,
      ascii,
      model.options.zone,
    );
    const lines = [...plot, axis, legendLine(series, columns - 1, ascii)].map(
      (line) => ` ${paintLine(line)}`,
    );
    return { lines: lines.concat(blankLines(plotHeight + 2)).slice(0, plotHeight + 2), columnSeconds };
  },
);

const MORE_CELLS = 8;

/** The first line of the legend, and how many types do not fit; those are in the list of types. */
function legendLine(series: readonly Series[], width: number, ascii: boolean): Line {
  const all = legendLines(series, width, ascii);
  if (all.length <= 1) return all[0] ?? [];
  const [line = []] = legendLines(series, width - MORE_CELLS, ascii);
  const named = series.filter(({ letter }) => line.some(({ text }) => text.startsWith(`${letter} `))).length;
  return [...line, { text: `   +${series.length - named}`, style: 'dim' }];
}

function blankLines(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

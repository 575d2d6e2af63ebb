import { chartLines } from '../explorer/chart-layout.ts';
import { legendLines } from '../explorer/chart-legend.ts';
import { chartSeries, type Series } from '../explorer/chart-series.ts';
import { type EventsSummary, eventsSummary } from '../explorer/events-summary.ts';
import { eventsLayout } from '../explorer/layout.ts';
import type { Model } from '../explorer/model.ts';
import type { Line } from '../explorer/spans.ts';
import { typeRows } from '../explorer/type-rows.ts';
import { formatCount, formatCounted, formatMoment, formatSpan } from '../format/human-format.ts';
import { safeText } from '../format/safe-text.ts';
import { cut, widthOf } from '../format/text-width.ts';
import type { Answer, TimeWindow } from '../query/query.ts';
import { marksOf } from './marks.ts';
import { tableLines } from './table-lines.ts';
import { paint, paintLine } from './theme.ts';

/** Events: who and when, the trend by type with its legend, the list. */
export function eventsLines(model: Model, height: number): string[] {
  const places = eventsLayout(height);
  const trend = trendOf(model, places.plot.height);
  return [
    ...(places.info.height > 0 ? [infoLine(model, trend.columnSeconds)] : []),
    ...trend.lines,
    ...(places.list.height > 0 ? tableLines(model, 'events', places.list.height, true) : []),
  ];
}

/** `columnSeconds`: what a column of the chart stands for; nothing where there is none. */
function infoLine(model: Model, columnSeconds: number | undefined): string {
  const { eventsView, dataset, columns, options } = model;
  const marks = marksOf(options);
  const name = eventsView.user === undefined ? 'all' : (dataset?.store.users.textOf(eventsView.user) ?? '');
  const user = `User ${cut(safeText(name), 24, marks.ellipsis)} ${marks.choice}`;
  const { window } = eventsView;
  const summary = eventsSummary(model);
  if (window === undefined || summary === undefined) {
    return ` ${paint('bold', user)}   ${dataset?.grouping === undefined || model.pending.trend ? `counting ${marks.ellipsis}` : 'no events'}`;
  }
  const when = windowText(window, columns < WIDE_COLUMNS, marks.to);
  if (columns < NARROW_COLUMNS) {
    const who = eventsView.user === undefined ? '' : `${cut(safeText(name), 10, marks.ellipsis)} `;
    const told = `${when.replace(` ${marks.to} `, marks.to)} ${narrowCount(summary)}`;
    return ` ${paint('bold', who)}${cut(told, columns - 2 - widthOf(who), marks.ellipsis)}`;
  }
  const room = columns - 1 - widthOf(user) - 3 - when.length - 3;
  const isPart = dataset !== undefined && dataset.state.kind !== 'done';
  const parts = [
    when,
    // While the file loads, the events are those of the last regrouping (spec section 10).
    `${isPart || model.pending.trend ? marks.atLeast : ''}${countText(summary, room)}`,
    columnSeconds === undefined ? '' : `${shortSpan(columnSeconds)} a column`,
    eventsView.duplicates ? 'with duplicates' : '',
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

/** From this width on times have their year, and say that they are UTC. */
const WIDE_COLUMNS = 100;

/** Below this who, when and how many have to stand close together. */
const NARROW_COLUMNS = 60;

function windowText({ fromSeconds, toSeconds }: TimeWindow, isShort: boolean, to: string): string {
  const [from, until] = [fromSeconds, toSeconds].map((seconds) =>
    formatMoment(seconds, 0).replace(/:00$/, ''),
  );
  if (!isShort) return `${from} ${to} ${until} UTC`;
  const isOneYear = from.slice(0, 5) === until.slice(0, 5);
  return isOneYear ? `${from.slice(5)} ${to} ${until.slice(5)}` : `${from} ${to} ${until}`;
}

/** `5m` for five minutes without seconds. */
function shortSpan(seconds: number): string {
  return formatSpan(seconds, 0).replace(/ 00[smh]$/, '');
}

/** How many events are looked at, and how many are not: in as many words as there is room for. */
function countText({ inside, earlier, later }: EventsSummary, room: number): string {
  const shown = formatCounted(inside, 'event');
  if (earlier + later === 0) return shown;
  const outside = [
    earlier > 0 ? `${formatCount(earlier)} earlier` : '',
    later > 0 ? `${formatCount(later)} later` : '',
  ].filter((text) => text !== '');
  const told = `${shown}   ${outside.join(', ')}`;
  const variants = [`${told} (0 shows all)`, told];
  return (
    variants.find((text) => text.length <= room) ??
    `${formatCount(inside)} of ${formatCounted(inside + earlier + later, 'event')}`
  );
}

function narrowCount({ inside, earlier, later }: EventsSummary): string {
  return `${formatCount(inside)}/${formatCount(inside + earlier + later)}`;
}

type TrendAnswer = Extract<Answer, { readonly kind: 'trend' }>;

/** What was last drawn of a trend, held by the trend itself: it goes when the trend does, and never outlives its file. */
const drawn = new WeakMap<TrendAnswer, { readonly key: readonly unknown[]; readonly trend: DrawnTrend }>();

interface DrawnTrend {
  readonly lines: readonly string[];
  readonly columnSeconds: number | undefined;
}

/** The plot, its axis, its legend: as many lines as the layout has for them. Drawn anew only when something of it changed. */
function trendOf(model: Model, plotHeight: number): DrawnTrend {
  if (plotHeight === 0) return { lines: [], columnSeconds: undefined };
  const { eventsView, columns, options } = model;
  const { trend, window, hiddenTypes } = eventsView;
  if (trend === undefined || window === undefined) {
    return { lines: blankLines(plotHeight + 2), columnSeconds: undefined };
  }
  const key = [window, hiddenTypes, columns, plotHeight, options.ascii];
  const known = drawn.get(trend.answer);
  if (known?.key.every((part, i) => part === key[i])) return known.trend;
  const fresh = drawTrend(model, trend.answer, window, plotHeight);
  drawn.set(trend.answer, { key, trend: fresh });
  return fresh;
}

function drawTrend(model: Model, { trend }: TrendAnswer, window: TimeWindow, plotHeight: number): DrawnTrend {
  const { eventsView, columns, options } = model;
  const series = chartSeries(typeRows(model), new Set(eventsView.hiddenTypes));
  const { plot, axis, columnSeconds } = chartLines(
    trend,
    series,
    window,
    columns - 1,
    plotHeight,
    options.ascii,
  );
  const lines = [...plot, axis, legendLine(series, columns - 1, options.ascii)].map(
    (line) => ` ${paintLine(line)}`,
  );
  return { lines: lines.concat(blankLines(plotHeight + 2)).slice(0, plotHeight + 2), columnSeconds };
}

const MORE_CELLS = 8;

/** The first line of the legend; how many it has no room for, which are in the picker of types. */
function legendLine(series: readonly Series[], width: number, ascii: boolean): Line {
  const cellsOf = (text: string): number => widthOf(safeText(text));
  const all = legendLines(series, width, ascii, cellsOf);
  if (all.length <= 1) return all[0] ?? [];
  const [line = []] = legendLines(series, width - MORE_CELLS, ascii, cellsOf);
  const named = series.filter(({ letter }) => line.some(({ text }) => text.startsWith(`${letter} `))).length;
  return [...line, { text: `   +${series.length - named}`, style: 'dim' }];
}

function blankLines(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

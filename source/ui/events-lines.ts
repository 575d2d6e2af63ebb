import { chartLines } from '../explorer/chart-layout.ts';
import { legendLines } from '../explorer/chart-legend.ts';
import { chartSeries } from '../explorer/chart-series.ts';
import { type EventsSummary, eventsSummary } from '../explorer/events-summary.ts';
import { eventsLayout } from '../explorer/layout.ts';
import type { Model } from '../explorer/model.ts';
import { typeRows } from '../explorer/type-rows.ts';
import { formatCount, formatCounted, formatMoment, formatSpan } from '../query/human-format.ts';
import type { Answer, TimeWindow } from '../query/query.ts';
import { safeText } from '../terminal/safe-text.ts';
import { cut, widthOf } from './cells-of-text.ts';
import { marksOf } from './marks.ts';
import { tableLines } from './table-lines.ts';
import { paint, paintLine } from './theme.ts';

/** Events: who and when, the trend by type with its legend, the list. */
export function eventsLines(model: Model, height: number): string[] {
  const places = eventsLayout(height);
  return [
    ...(places.info.height > 0 ? [infoLine(model)] : []),
    ...trendLines(model, places.plot.height),
    ...(places.list.height > 0 ? tableLines(model, 'events', places.list.height, true) : []),
  ];
}

function infoLine(model: Model): string {
  const { eventsView, dataset, columns, options } = model;
  const marks = marksOf(options);
  const name = eventsView.user === undefined ? 'all' : (dataset?.store.users.textOf(eventsView.user) ?? '');
  const user = `User ${cut(safeText(name), 24, marks.ellipsis)} ${marks.choice}`;
  const { window } = eventsView;
  const summary = eventsSummary(model);
  if (window === undefined || summary === undefined) {
    return ` ${paint('bold', user)}   ${dataset?.grouping === undefined || model.pending.trend ? `counting ${marks.ellipsis}` : 'no events'}`;
  }
  const moment = (seconds: number): string => formatMoment(seconds, 0).replace(/:00$/, '');
  const when = `${moment(window.fromSeconds)} ${marks.to} ${moment(window.toSeconds)} UTC`;
  const room = columns - 1 - widthOf(user) - 3 - when.length - 3;
  const parts = [
    when,
    countText(summary, room),
    `bucket ${formatSpan(options.bucketSeconds, 0).replace(/ 00[sm]$/, '')}`,
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

type TrendAnswer = Extract<Answer, { readonly kind: 'trend' }>;

/** What was last drawn of a trend, held by the trend itself: it goes when the trend does, and never outlives its file. */
const drawn = new WeakMap<TrendAnswer, { readonly key: readonly unknown[]; readonly lines: string[] }>();

/** The plot, its axis, its legend: as many lines as the layout has for them. Drawn anew only when something of it changed. */
function trendLines(model: Model, plotHeight: number): string[] {
  if (plotHeight === 0) return [];
  const { eventsView, columns, options } = model;
  const { trend, window, hiddenTypes } = eventsView;
  if (trend === undefined || window === undefined) return blankLines(plotHeight + 2);
  const key = [window, hiddenTypes, columns, plotHeight, options.ascii];
  const known = drawn.get(trend.answer);
  if (known?.key.every((part, i) => part === key[i])) return known.lines;
  const lines = drawTrend(model, trend.answer, window, plotHeight);
  drawn.set(trend.answer, { key, lines });
  return lines;
}

function drawTrend(model: Model, { trend }: TrendAnswer, window: TimeWindow, plotHeight: number): string[] {
  const { eventsView, columns, options } = model;
  const series = chartSeries(typeRows(model), new Set(eventsView.hiddenTypes));
  const { plot, axis } = chartLines(trend, series, window, columns - 1, plotHeight, options.ascii);
  const legend = legendLines(series, columns - 1, options.ascii, (text) => widthOf(safeText(text)));
  // What the first line of the legend has no room for is in the picker of types.
  const lines = [...plot, axis, legend[0] ?? []].map((line) => ` ${paintLine(line)}`);
  return lines.concat(blankLines(plotHeight + 2)).slice(0, plotHeight + 2);
}

function blankLines(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

import { spanOfPoints } from '../../explorer/chart/points.ts';
import { timesUsual } from '../../explorer/chart/usual.ts';
import { isUpToDate } from '../../explorer/model/load-state.ts';
import type { Model } from '../../explorer/model/model.ts';
import { awaitsOther } from '../../explorer/queries/awaited.ts';
import { chosenPoints, type PointRange } from '../../explorer/tabs/events/bucket-cursor.ts';
import { wholeRange } from '../../explorer/tabs/events/range.ts';
import { type TrendView, trendView } from '../../explorer/tabs/events/trend-view.ts';
import { formatCounted, formatProgress, formatRoundSpan } from '../../format/human-format.ts';
import { widthOf } from '../../format/text-width.ts';
import { momentFormat } from '../../format/zoned-moment.ts';
import type { TimeWindow } from '../../query/query.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint } from '../components/theme.ts';
import { sumOf, timesText } from './count-texts.ts';

/** A text and how it is painted. */
interface Part {
  readonly text: string;
  readonly painted: string;
}

const BETWEEN = 3;

/**
 * Returns the line above the chart: at the left whose events and which time; at the right the bucket under the cursor with
 * its events, or how many events there are. If there is too little room, parts at the left go first.
 */
export function eventsInfoLine(model: Model): string {
  const { columns, options } = model;
  const marks = marksOf(options);
  const view = trendView(model);
  const right = rightParts(model, view, marks);
  const { user, range } = model.scope;
  // The chips say what the list is narrowed to.
  const left = [
    ...(user === undefined ? [part('bold', `all users ${marks.choice}`)] : []),
    ...(view === undefined || range !== undefined ? [] : windowParts(model, marks)),
  ];
  const widthOfAll = (parts: readonly Part[]): number =>
    parts.reduce((sum, { text }) => sum + widthOf(text) + BETWEEN, -BETWEEN);
  const chosenRight = right.filter((_, nth) => widthOfAll(right.slice(0, nth + 1)) <= columns - 2);
  const room = columns - 2 - widthOfAll(chosenRight) - BETWEEN;
  const chosenLeft = left.filter((_, nth) => widthOfAll(left.slice(0, nth + 1)) <= room);
  const joined = (parts: readonly Part[]): string =>
    parts.map(({ painted }) => painted).join(' '.repeat(BETWEEN));
  const free = columns - 2 - Math.max(0, widthOfAll(chosenLeft)) - Math.max(0, widthOfAll(chosenRight));
  return ` ${joined(chosenLeft)}${' '.repeat(Math.max(0, free))}${joined(chosenRight)}`;
}

function rightParts(model: Model, view: TrendView | undefined, marks: Marks): Part[] {
  const { pending, options } = model;
  if (isTrendAwaited(model))
    return [plainPart(formatProgress('counting', pending.trend?.share, options.ascii))];
  if (view === undefined) return [plainPart('no events')];
  const chosen = chosenPoints(model);
  return chosen === undefined ? countParts(model, view, marks) : bucketParts(model, view, chosen, marks);
}

/** Whether the counts of the trend on the screen, if there is one, would be wrong. */
function isTrendAwaited(model: Model): boolean {
  const { dataset, pending } = model;
  return pending.trend === undefined ? dataset?.grouping === undefined : awaitsOther(model, 'trend');
}

function plainPart(text: string): Part {
  return { text, painted: text };
}

function part(style: 'bold' | 'dim' | 'warn', text: string): Part {
  return { text, painted: paint(style, text) };
}

function windowParts(model: Model, marks: Marks): Part[] {
  const { options } = model;
  const window = wholeRange(model);
  if (window === undefined) return [];
  const zone = options.zone ?? 'UTC';
  return [part('dim', `${bucketTimes(window, ` ${marks.to} `, options.zone)} ${zone}`)];
}

function countParts(model: Model, view: TrendView, marks: Marks): Part[] {
  // Without a range the list holds what the chart leaves out too.
  const events = view.earlier + view.later + sumOf(view.total);
  // While the file loads, the events are those of the last regrouping (spec section 10).
  const atLeast = !isUpToDate(model) || model.pending.trend ? marks.atLeast : '';
  return [
    plainPart(`${atLeast}${formatCounted(events, 'event')}`),
    part('dim', `${formatRoundSpan(view.points.pointSeconds)} a bucket`),
  ];
}

function bucketParts(model: Model, view: TrendView, { from, to }: PointRange, marks: Marks): Part[] {
  const events = sumOf(view.total.subarray(from, to + 1));
  const when = bucketTimes(spanOfPoints(from, to, view.points), marks.until, model.options.zone);
  const isRange = model.tabs.events.rangeSeconds !== undefined;
  const times = isRange ? undefined : timesUsual(view.total, from);
  return [
    { text: when, painted: paint('bold', when) },
    plainPart(formatCounted(events, 'event')),
    ...(times === undefined ? [] : [part('warn', `${timesText(times, marks)} the usual`)]),
    ...(isRange ? [part('dim', '+ zooms to it')] : []),
  ];
}

/**
 * Formats a range of time without what is obvious: the year if both ends have the same, the day of the end if it is that of
 * the beginning, seconds if both are 0.
 */
function bucketTimes(
  { fromSeconds, toSeconds }: TimeWindow,
  between: string,
  zone: string | undefined,
): string {
  const timeText = momentFormat(zone);
  const texts = [fromSeconds, toSeconds].map((seconds) => timeText(seconds, 0));
  const isToTheMinute = texts.every((text) => text.endsWith(':00'));
  const [from, to] = isToTheMinute ? texts.map((text) => text.slice(0, -3)) : texts;
  const [fromDay, toDay] = texts.map((text) => text.split(' ')[0]);
  if (fromDay === toDay) return `${withoutYear(from)}${between}${to.split(' ')[1]}`;
  const isOneYear = fromDay.slice(0, -6) === toDay.slice(0, -6);
  return isOneYear ? `${withoutYear(from)}${between}${withoutYear(to)}` : `${from}${between}${to}`;
}

function withoutYear(moment: string): string {
  return moment.replace(/^-?\d+-(?=\d\d-\d\d )/, '');
}

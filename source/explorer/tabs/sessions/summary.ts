import { formatGap } from '../../../format/duration.ts';
import { formatCount, formatMoment, formatSpan } from '../../../format/human-format.ts';
import { widthOf } from '../../../format/text-width.ts';
import { SECONDS_PER_DAY } from '../../../pipeline/time/calendar.ts';
import type { SessionStats } from '../../../query/session-answers.ts';
import { barRow } from '../../chart/bars.ts';
import type { Line, Span } from '../../view/spans.ts';

/** The most days that are listed one by one, and the most cells of their bars. */
const MOST_DAYS = 7;
const MOST_BARS = 28;
/** With fewer days, their counts are compared without bars. */
const LEAST_BARS = 4;
const BETWEEN = '   ';

interface SummaryContext {
  readonly gapSeconds: number | undefined;
  /** Undefined until the sessions are counted. */
  readonly stats: SessionStats | undefined;
  /** The text in their place until then. */
  readonly progress: string;
  readonly width: number;
  readonly ascii: boolean;
  /** Whether more may be loaded than is counted. */
  readonly isPart: boolean;
}

/** Sums up the sessions on one line, as far as there is room: the gap, how many there are each day, how long they are. */
export function summaryLine({ gapSeconds, stats, progress, width, ascii, isPart }: SummaryContext): Line {
  const gap: Span[] = [
    { text: 'gap ', style: 'dim' },
    { text: formatGap(gapSeconds), style: 'plain' },
    { text: ' (z)', style: 'dim' },
  ];
  if (stats === undefined) return joined([gap, [{ text: progress, style: 'dim' }]]);
  if (stats.count === 0) return gap;
  const median = labelled('median', formatSpan(stats.medianSeconds, 0));
  const length = lengthSpans(stats, ascii);
  const forms: Span[][][] = [
    ...daySpans(stats, isPart ? 'so far per day ' : 'per day ', ascii).flatMap((sameDays) => [
      ...sameDays.flatMap((days) => [
        [gap, days, length, median],
        [gap, days, median],
      ]),
      ...sameDays.map((days) => [gap, days]),
    ]),
    [gap, median],
    [gap],
  ];
  return joined(forms.find((parts) => cellsOf(joined(parts)) <= width) ?? []);
}

function labelled(label: string, text: string): Span[] {
  return [
    { text: `${label} `, style: 'dim' },
    { text, style: 'plain' },
  ];
}

function joined(parts: readonly (readonly Span[])[]): Line {
  return parts.flatMap((part, i) => (i === 0 ? part : [{ text: BETWEEN, style: 'plain' as const }, ...part]));
}

function cellsOf(line: Line): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/**
 * Returns the sessions of each day in forms that say as much as each other, the longest first: few days one by one, many as
 * bars between first and last. Bars beside the counts of the days give way first.
 */
function daySpans({ days, countByDay }: SessionStats, name: string, ascii: boolean): Span[][][] {
  const first = days[0];
  const last = days[days.length - 1];
  const isOneYear = dayText(first).slice(0, 5) === dayText(last).slice(0, 5);
  const label = (day: number): string => dayText(day).slice(isOneYear ? 5 : 0);
  const cells = Math.min(MOST_BARS, last - first + 1);
  const byCell = new Float64Array(cells);
  for (const [i, day] of days.entries()) {
    byCell[Math.floor(((day - first) * cells) / (last - first + 1))] += countByDay[i];
  }
  const bars: Span = { text: barRow(byCell, cells, ascii), style: 'dim' };
  const most = formatCount(countByDay.reduce((a, b) => Math.max(a, b), 0));
  const between: Span[] = [
    { text: name, style: 'dim' },
    { text: `${label(first)} `, style: 'plain' },
    bars,
    ...(cells > 1 ? [{ text: ` ${label(last)}`, style: 'plain' as const }] : []),
    { text: ` most ${most}`, style: 'dim' },
  ];
  if (days.length > MOST_DAYS) return [[between]];
  const counts = Array.from(days, (day, i): Span[] => [
    { text: `${i === 0 ? '' : '  '}${label(day)} `, style: 'dim' },
    { text: formatCount(countByDay[i]), style: 'plain' },
  ]).flat();
  const head: Span = { text: name, style: 'dim' };
  const withBars = [head, bars, { text: ' ', style: 'plain' as const }, ...counts];
  // Among days without a session, few bars show nothing but those.
  const isTold = days.length >= LEAST_BARS && days.length * 2 > cells;
  return [isTold ? [withBars, [head, ...counts]] : [[head, ...counts]], [between]];
}

function dayText(day: number): string {
  return formatMoment(day * SECONDS_PER_DAY, 0).slice(0, 'YYYY-MM-DD'.length);
}

/** Returns the lengths as bars, each for lengths twice as long as the bar before. */
function lengthSpans({ countByLength, longestSeconds }: SessionStats, ascii: boolean): Span[] {
  const used = countByLength.reduce((end, count, i) => (count > 0 ? i + 1 : end), 0);
  return [
    { text: 'length 0 ', style: 'dim' },
    { text: barRow(countByLength.subarray(0, used), used, ascii), style: 'dim' },
    { text: ` ${formatSpan(longestSeconds, 0)}`, style: 'dim' },
  ];
}

import { lineChart } from '../../explorer/chart/line-chart.ts';
import { memoize } from '../../explorer/memoize.ts';
import type { Model } from '../../explorer/model/model.ts';
import { chosenPoints } from '../../explorer/tabs/events/bucket-cursor.ts';
import type { EventsLayout } from '../../explorer/tabs/events/layout.ts';
import { type TrendView, trendView } from '../../explorer/tabs/events/trend-view.ts';
import { formatCount } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint, paintLine } from '../components/theme.ts';
import { totalRow, typeLines } from './type-lines.ts';

/** The chart, its time axis, and the types below it: as many lines as the layout has for them. */
export function trendLines(model: Model, places: EventsLayout): string[] {
  const { plot, axis, types } = places;
  const height = plot.height + axis.height + types.height;
  const view = height === 0 ? undefined : trendView(model);
  if (view === undefined) return blankLines(height);
  const chart = plot.height === 0 ? [] : chartOf(view, chartKeys(model, places));
  const hasTypes = plot.height > 0 || view.types.length > 0;
  const rows = hasTypes ? typeLines(model, view, places) : [totalRow(model, view, places.trend)];
  return [...chart, ...rows, ...blankLines(height)].slice(0, height);
}

type ChartKeys = readonly [
  gutter: number,
  cells: number,
  height: number,
  from: number | undefined,
  to: number | undefined,
  ascii: boolean,
  zone: string | undefined,
];

function chartKeys(model: Model, { plot, trend: { gutter, cells } }: EventsLayout): ChartKeys {
  const { ascii, zone } = model.options;
  const chosen = chosenPoints(model);
  return [gutter, cells, plot.height, chosen?.from, chosen?.to, ascii, zone];
}

/** The cells of the labels of counts, and of the axis beside them. */
const LABEL_CELLS = 11;

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
    const name = cut(
      safeText(beginning(view.totalName, gutter)),
      Math.max(1, gutter - LABEL_CELLS),
      marks.ellipsis,
    );
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

function blankLines(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

import type { Band } from '../../view/screen-layout.ts';

/**
 * The parts of Events in a body, from top to bottom: an information line, the chart, its time axis, a row for each type
 * (the last of them may say how many more there are), the list. Bands of height 0 are not shown.
 */
export interface EventsLayout {
  readonly info: Band;
  readonly plot: Band;
  readonly axis: Band;
  readonly types: Band;
  readonly list: Band;
  readonly trend: TrendColumns;
}

/** The columns of the trend, in cells from the left: the labels of the chart end where the bars begin. */
export interface TrendColumns {
  readonly name: number;
  readonly count: number;
  /** 0: shares are not shown. */
  readonly share: number;
  /** Where the chart and the bars begin, and how many cells they have. */
  readonly gutter: number;
  readonly cells: number;
  /** Behind the bars: the count at the cursor, and how many times the usual it is; 0: not shown. */
  readonly value: number;
  readonly times: number;
}

/** The list is always at least this high, with its header: four events. */
const LEAST_LIST = 5;

/** Heights of the plot, by the least height of the body: odd, so that a line lies in the middle. */
const PLOT_HEIGHTS = [
  { from: 60, plot: 11 },
  { from: 44, plot: 9 },
  { from: 26, plot: 7 },
  { from: 14, plot: 5 },
  { from: 11, plot: 3 },
];

/** In a lower body there is nothing but the list, below the information line. */
const LEAST_BODY = 6;

/** `rowCount`: how many rows the types would take. `widest`: cells of the largest count. */
export function eventsLayout(
  bodyHeight: number,
  columns: number,
  rowCount: number,
  widest: number,
): EventsLayout {
  const info = Math.min(1, bodyHeight);
  const plot = PLOT_HEIGHTS.find(({ from }) => bodyHeight >= from)?.plot ?? 0;
  const axis = plot > 0 ? 1 : 0;
  const left = bodyHeight - info - plot - axis;
  const leastList = Math.max(LEAST_LIST, Math.floor(bodyHeight * 0.36));
  const room = plot > 0 ? Math.max(0, left - leastList) : bodyHeight >= LEAST_BODY ? 1 : 0;
  const types = Math.min(room, Math.max(1, rowCount));
  let top = 0;
  const band = (height: number): Band => {
    top += height;
    return { top: top - height, height };
  };
  return {
    info: band(info),
    plot: band(plot),
    axis: band(axis),
    types: band(types),
    list: band(Math.max(0, left - types)),
    trend: trendColumns(columns, widest),
  };
}

/** Before the name of a type: the mark of the cursor, the letter of the type, a blank. */
const BEFORE_NAME = 3;

/** How wide names and shares are, and what is behind the bars, by the width of the screen from which on it is so. */
const WIDTHS = [
  { from: 110, name: 13, share: 6, value: 8, times: 8 },
  { from: 76, name: 11, share: 5, value: 8, times: 0 },
  { from: 56, name: 10, share: 0, value: 7, times: 0 },
  { from: 0, name: 8, share: 0, value: 0, times: 0 },
];

/** The columns of a trend whose largest count has `widest` cells. */
export function trendColumns(columns: number, widest: number): TrendColumns {
  const widths = WIDTHS.find(({ from }) => columns >= from) ?? WIDTHS[WIDTHS.length - 1];
  const { name, share, value, times } = widths;
  const count = Math.max(6, widest);
  const gutter = BEFORE_NAME + name + 1 + count + share + 2;
  return {
    name,
    count,
    share,
    gutter,
    cells: Math.max(1, columns - 1 - gutter - value - times),
    value,
    times,
  };
}

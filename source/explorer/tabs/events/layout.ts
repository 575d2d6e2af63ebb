import { type Band, stackedBands } from '../../view/screen-layout.ts';

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
  /** The record of an event, its title included; of height 0 if it is closed. */
  readonly record: Band & { readonly left: number; readonly width: number };
  readonly trend: TrendColumns;
}

/** Where the record of an event is: right of the list, below it, in its place, or, with its twin, in the whole body. */
export type RecordPlace = 'none' | 'right' | 'below' | 'over' | 'whole';

/** The least sizes with room for a record right of the list, and below it. */
const RIGHT_COLUMNS = 110;
const BELOW_ROWS = 30;

/** Returns where the record of an event is on a screen; undefined: it is closed. */
export function recordPlace(
  columns: number,
  rows: number,
  record: { readonly hasTwin: boolean } | undefined,
): RecordPlace {
  if (record === undefined) return 'none';
  if (record.hasTwin) return 'whole';
  if (columns >= RIGHT_COLUMNS) return 'right';
  return rows >= BELOW_ROWS ? 'below' : 'over';
}

/** How many columns a record right of the list takes. */
export function recordColumns(columns: number): number {
  return Math.floor(columns * 0.42);
}

/** The most rows of types while a record is below the list. */
const MOST_TYPES_ABOVE = 4;

/** The columns of the trend, in cells from the left: the labels of the chart end where the bars begin. */
export interface TrendColumns {
  readonly name: number;
  readonly count: number;
  /** 0 if shares are not shown. */
  readonly share: number;
  /** Where the chart and the bars begin, and how many cells they have. */
  readonly gutter: number;
  readonly cells: number;
  /** Right of the bars: the count at the cursor, and how many times the usual it is; 0 if they are not shown. */
  readonly value: number;
  readonly times: number;
}

/** The least height of the list with its header: four events. */
const LEAST_LIST = 5;

/** Heights of the plot, by the least height of the body. They are odd, so that a line is in the middle. */
const PLOT_HEIGHTS = [
  { from: 44, plot: 13 },
  { from: 36, plot: 9 },
  { from: 26, plot: 7 },
  { from: 14, plot: 5 },
  { from: 11, plot: 3 },
];

/** A lower body has only the information line and the list. */
const LEAST_BODY = 6;

/** `rowCount`: how many rows the types would take. `widest`: cells of the largest count. */
export function eventsLayout(
  bodyHeight: number,
  columns: number,
  rowCount: number,
  widest: number,
  place: RecordPlace = 'none',
): EventsLayout {
  const isWhole = place === 'whole';
  const info = Math.min(1, bodyHeight);
  const plot = isWhole ? 0 : (PLOT_HEIGHTS.find(({ from }) => bodyHeight >= from)?.plot ?? 0);
  const axis = plot > 0 ? 1 : 0;
  const left = bodyHeight - info - plot - axis;
  const leastList = Math.max(LEAST_LIST, Math.floor(bodyHeight * 0.36));
  const room = plot > 0 ? Math.max(0, left - leastList) : bodyHeight >= LEAST_BODY ? 1 : 0;
  const mostTypes = { none: room, right: room, below: MOST_TYPES_ABOVE, over: 0, whole: 0 }[place];
  const types = Math.min(room, mostTypes, Math.max(1, rowCount));
  const below = Math.max(0, left - types);
  const list = place === 'below' ? Math.max(LEAST_LIST, Math.floor(below * 0.4)) : below;
  const band = stackedBands();
  const bands = {
    info: band(info),
    plot: band(plot),
    axis: band(axis),
    types: band(types),
    list: band(list),
  };
  const isRight = place === 'right';
  const record = {
    ...(place === 'below' ? band(below - list) : { ...bands.list, height: place === 'none' ? 0 : list }),
    left: isRight ? columns - recordColumns(columns) : 0,
    width: isRight ? recordColumns(columns) : columns,
  };
  return { ...bands, record, trend: trendColumns(columns, widest) };
}

/** Before the name of a type: the mark of the cursor, the letter of the type, a blank. */
const BEFORE_NAME = 3;

/** The widths of names and shares, and of what is right of the bars, by the least width of the screen. */
const WIDTHS = [
  { from: 150, name: 20, share: 6, value: 8, times: 8 },
  { from: 110, name: 16, share: 5, value: 7, times: 7 },
  { from: 76, name: 12, share: 6, value: 7, times: 0 },
  { from: 56, name: 10, share: 0, value: 7, times: 0 },
  { from: 0, name: 8, share: 0, value: 0, times: 0 },
];

/** The columns of a trend whose largest count has `widest` cells. */
export function trendColumns(columns: number, widest: number): TrendColumns {
  const widths = WIDTHS.find(({ from }) => columns >= from) ?? WIDTHS[WIDTHS.length - 1];
  const { name, share, times } = widths;
  const count = Math.max(6, widest);
  const value = widths.value === 0 ? 0 : Math.max(widths.value, widest + 1);
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

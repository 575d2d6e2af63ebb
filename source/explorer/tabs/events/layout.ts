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

/** The share of the columns that a record right of the list takes. */
const RECORD_SHARE = 0.42;

/** How many columns a record right of the list takes. */
export function recordColumns(columns: number): number {
  return Math.floor(columns * RECORD_SHARE);
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
/** The share of the body that the list has at least, and, of what the types leave, its share above a record. */
const LIST_SHARE = 0.36;
const LIST_SHARE_ABOVE_RECORD = 0.4;

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

/** What there is to show in Events. */
interface EventsContent {
  /** How many rows the types would take. */
  readonly typeRows: number;
  /** The cells of the largest count. */
  readonly widestCount: number;
  /** By default no record is open. */
  readonly recordPlace?: RecordPlace;
}

/** Lays out a body of `bodyHeight` rows. */
export function eventsLayout(bodyHeight: number, columns: number, content: EventsContent): EventsLayout {
  const { recordPlace: place = 'none', widestCount } = content;
  const { below, ...heights } = bandHeights(bodyHeight, content);
  const { record, ...bands } = stackedBands({ ...heights, record: below });
  const isRight = place === 'right';
  const beside = { ...bands.list, height: place === 'none' ? 0 : bands.list.height };
  return {
    ...bands,
    record: {
      ...(place === 'below' ? record : beside),
      left: isRight ? columns - recordColumns(columns) : 0,
      width: isRight ? recordColumns(columns) : columns,
    },
    trend: trendColumns(columns, widestCount),
  };
}

/** `below`: what is left below the list. */
function bandHeights(
  bodyHeight: number,
  { typeRows, recordPlace: place = 'none' }: EventsContent,
): Readonly<Record<'info' | 'plot' | 'axis' | 'types' | 'list' | 'below', number>> {
  const info = Math.min(1, bodyHeight);
  const plot = place === 'whole' ? 0 : (PLOT_HEIGHTS.find(({ from }) => bodyHeight >= from)?.plot ?? 0);
  const axis = plot > 0 ? 1 : 0;
  const left = bodyHeight - info - plot - axis;
  const leastList = Math.max(LEAST_LIST, Math.floor(bodyHeight * LIST_SHARE));
  const room = plot > 0 ? Math.max(0, left - leastList) : bodyHeight >= LEAST_BODY ? 1 : 0;
  const mostTypes = { none: room, right: room, below: MOST_TYPES_ABOVE, over: 0, whole: 0 }[place];
  const types = Math.min(room, mostTypes, Math.max(1, typeRows));
  const rest = Math.max(0, left - types);
  const aboveRecord = Math.max(LEAST_LIST, Math.floor(rest * LIST_SHARE_ABOVE_RECORD));
  const list = place === 'below' ? aboveRecord : rest;
  return { info, plot, axis, types, list, below: rest - list };
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

/** The least cells of a count. */
const LEAST_COUNT = 6;
/** Between the numbers of a type and its bars. */
const BEFORE_BARS = 2;

/** The columns of a trend whose largest count has `widestCount` cells. */
export function trendColumns(columns: number, widestCount: number): TrendColumns {
  const widths = WIDTHS.find(({ from }) => columns >= from) ?? WIDTHS[WIDTHS.length - 1];
  const { name, share, times } = widths;
  const count = Math.max(LEAST_COUNT, widestCount);
  const value = widths.value === 0 ? 0 : Math.max(widths.value, widestCount + 1);
  const gutter = BEFORE_NAME + name + 1 + count + share + BEFORE_BARS;
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

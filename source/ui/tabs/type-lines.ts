import { barRow } from '../../explorer/chart/bars.ts';
import { cellOfPoint } from '../../explorer/chart/points.ts';
import { nameOfType } from '../../explorer/chart/type-faces.ts';
import { timesUsual } from '../../explorer/chart/usual.ts';
import type { Model } from '../../explorer/model/model.ts';
import { cursorPoint } from '../../explorer/tabs/events/bucket-cursor.ts';
import type { EventsLayout, TrendColumns } from '../../explorer/tabs/events/layout.ts';
import { type TrendView, type TypeTrend, typesOnScreen } from '../../explorer/tabs/events/trend-view.ts';
import { typeRows } from '../../explorer/tabs/events/type-rows.ts';
import type { Style } from '../../explorer/view/spans.ts';
import { formatCount } from '../../format/human-format.ts';
import { safeText } from '../../format/safe-text.ts';
import { beginning, cut, inCells, widthOf } from '../../format/text-width.ts';
import { type Marks, marksOf } from '../components/marks.ts';
import { paint } from '../components/theme.ts';
import { shareText, sumOf, timesText } from './count-texts.ts';

/** What all rows below the chart are drawn with. */
interface RowLook {
  readonly model: Model;
  readonly view: TrendView;
  readonly columns: TrendColumns;
  readonly marks: Marks;
  /** The point under the cursor over the buckets. */
  readonly point: number | undefined;
}

function rowLook(model: Model, view: TrendView, columns: TrendColumns): RowLook {
  return { model, view, columns, marks: marksOf(model.options), point: cursorPoint(model) };
}

/** Returns the rows of the types below the chart, that of the duplicates, and that of the types without room. */
export function typeLines(model: Model, view: TrendView, places: EventsLayout): string[] {
  const look = rowLook(model, view, places.trend);
  const { top, cursor } = model.tabs.events.types;
  const lines = view.types.map((type, row) => typeLine(type, look, top + row === cursor));
  const others = typeRows(model).length - lines.length;
  if (view.duplicates !== undefined) lines.push(duplicatesLine(view.duplicates, look));
  if (others > 0 && places.types.height > typesOnScreen(model, places)) lines.push(othersLine(look, others));
  return lines;
}

function typeLine(type: TypeTrend, look: RowLook, isUnderCursor: boolean): string {
  const { name, letter, style, count, isShown, counts } = type;
  const { model, view, columns, marks, point } = look;
  const isFocused = model.tabs.events.pane === 'types' && isUnderCursor;
  const share = isShown ? shareText(count, view.allEvents) : 'off';
  const shareCell = columns.share === 0 ? '' : share.padStart(columns.share);
  const shownCount = columns.share > 0 || isShown ? formatCount(count) : 'off';
  const number = ` ${shownCount.padStart(columns.count)}`;
  const label = inCells(safeText(beginning(nameOfType(name), columns.name)), columns.name, marks.ellipsis);
  const rowStyle: Style = isShown ? style : 'dim';
  const head = isFocused
    ? paint('selected', `${letter} ${label}${number}${shareCell}`)
    : `${paint(rowStyle, `${letter} ${label}`)}${paint(isShown ? 'plain' : 'dim', number)}${paint('dim', shareCell)}`;
  const mark = isFocused ? marks.chosen : isUnderCursor ? paint('dim', marks.chosen) : ' ';
  const times = point === undefined || !isShown ? undefined : timesUsual(counts, point);
  return `${mark}${head}  ${barsOf(counts, rowStyle, times, look)}${countBehind(counts, times, look)}`;
}

/** Returns the row of the duplicates, which are in the rows of their types, too. */
function duplicatesLine(counts: Float64Array, look: RowLook): string {
  const { view, columns, marks, point } = look;
  const sum = sumOf(counts);
  const share = columns.share === 0 ? '' : shareText(sum, view.allEvents).padStart(columns.share);
  const head = paint('warn', `  ${inCells('duplicates', columns.name, marks.ellipsis)}`);
  const numbers = ` ${formatCount(sum).padStart(columns.count)}${paint('dim', share)}`;
  const times = point === undefined ? undefined : timesUsual(counts, point);
  return ` ${head}${numbers}  ${barsOf(counts, 'warn', times, look)}${countBehind(counts, times, look)}`;
}

/** No more names of types without room are tried. */
const MOST_OTHER_NAMES = 20;
/** Before the text about types without room, and the key behind it. */
const AROUND_OTHERS = 10;

/** Returns the row about the types without room, with the first names: smaller ones if they all are. */
function othersLine({ model, marks }: RowLook, others: number): string {
  const { columns, tabs } = model;
  const { top } = tabs.events.types;
  const all = typeRows(model);
  const seen = all.length - others;
  const names = all
    .slice(top + seen, top + seen + MOST_OTHER_NAMES)
    .map(({ name }) => safeText(beginning(nameOfType(name), columns)));
  const areSmaller = all[seen - 1] === undefined || all[seen].count < all[seen - 1].count;
  const what = top > 0 ? 'other' : areSmaller ? 'smaller' : 'more';
  const room = columns - AROUND_OTHERS;
  const textOf = (count: number): string => {
    const named = names.slice(0, count);
    if (count < others) named.push(marks.ellipsis);
    return `+${formatCount(others)} ${what}${count > 0 ? `: ${named.join(', ')}` : ''}`;
  };
  // A name is whole or not there.
  let count = names.length;
  while (count > 0 && widthOf(textOf(count)) > room) count--;
  return `   ${paint('dim', cut(textOf(count), room, marks.ellipsis))} ${paint('dim', '(w)')}`;
}

/** Returns all events as one row of bars, for a screen without room for a chart. */
export function totalRow(model: Model, view: TrendView, columns: TrendColumns): string {
  const look = rowLook(model, view, columns);
  const { marks, point } = look;
  const { total, totalName } = view;
  const label = inCells(safeText(beginning(totalName, columns.name)), columns.name + 2, marks.ellipsis);
  const shown = formatCount(point === undefined ? sumOf(total) : total[point]).padStart(columns.count);
  const times = point === undefined ? undefined : timesUsual(total, point);
  const whole = barsOf(total, 'plain', times, look);
  const bars = view.earlier + view.later === 0 || point !== undefined ? whole : withEnds(whole, view, marks);
  return ` ${paint('bold', label)} ${shown}${' '.repeat(columns.share)}  ${bars}`;
}

/** Returns bars whose first or last cell is a mark if there is more before or after them. */
function withEnds(bars: string, { earlier, later }: TrendView, { before, after }: Marks): string {
  const from = earlier > 0 ? before.trim() : bars.slice(0, 1);
  const to = later > 0 ? after.trim() : bars.slice(-1);
  return from + bars.slice(1, -1) + to;
}

/** Returns counts as bars; the one at the cursor is bold, or a warning if it is unusual: then `times` is defined. */
function barsOf(counts: Float64Array, style: Style, times: number | undefined, look: RowLook): string {
  const { model, view, columns, point } = look;
  const bars = barRow(counts, columns.cells, model.options.ascii);
  if (point === undefined) return paint(style, bars);
  const cell = cellOfPoint(point, view.points, columns.cells);
  const at = paint(times === undefined ? 'bold' : 'warn', bars.slice(cell, cell + 1));
  return paint(style, bars.slice(0, cell)) + at + paint(style, bars.slice(cell + 1));
}

/** Returns the count at the cursor and, if it is unusual, how many times the usual it is; nothing without a cursor. */
function countBehind(
  counts: Float64Array,
  times: number | undefined,
  { columns, marks, point }: RowLook,
): string {
  if (point === undefined || columns.value === 0) return '';
  const shown = formatCount(counts[point]).padStart(columns.value);
  return times === undefined || columns.times === 0
    ? shown
    : `${shown} ${paint('warn', timesText(times, marks))}`;
}

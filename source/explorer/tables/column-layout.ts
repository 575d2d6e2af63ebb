import type { ColumnWidth } from './table-spec.ts';

/** What is laid out: a column by its name, with its widths. */
interface NamedColumn extends ColumnWidth {
  readonly name: string;
}

/** A column on the screen: where it begins and how wide it is, in cells. */
export interface PlacedColumn<Column extends NamedColumn> {
  readonly column: Column;
  readonly from: number;
  readonly width: number;
}

/** Between columns, and before the first one for the mark of the selected row. */
const BETWEEN_CELLS = 2;
const MARK_CELLS = 1;

/**
 * Places columns on `available` cells: always the first `frozen`, then, after skipping `left`, those that fit, and a part of
 * the next one unless that is only shown `whole`. If all fit at their least width, the remaining cells go to them in order:
 * first to what they hold, up to their width, then to those that grow, then to the rest of their widths.
 */
export function placeColumns<Column extends NamedColumn>(
  columns: readonly Column[],
  available: number,
  left: number,
  frozen = 1,
): PlacedColumn<Column>[] {
  const fits = needed(columns) <= available;
  const candidates = fits ? columns : columns.filter((_, index) => index < frozen || index >= frozen + left);
  const placed: Column[] = [];
  let cut: Column | undefined;
  for (const column of candidates) {
    if (placed.length === 0 || needed([...placed, column]) <= available) placed.push(column);
    else if (column.whole === undefined || placed.length < 2) {
      cut = column;
      break;
    }
  }
  // A column too wide for the remaining cells is shown in part rather than not at all.
  if (cut !== undefined && (placed.length < 2 || available - needed(placed) - BETWEEN_CELLS >= 6))
    placed.push(cut);
  const widths = shareOut(placed, available);
  let from = MARK_CELLS;
  return placed.map((column, i) => {
    const width = Math.max(1, Math.min(widths[i], available - from));
    const at = { column, from, width };
    from += widths[i] + BETWEEN_CELLS;
    return at;
  });
}

/** Returns how many columns after the frozen ones to scroll off, so that the column named `column` is on the screen. */
export function leftFor(
  columns: readonly NamedColumn[],
  available: number,
  left: number,
  column: string,
  frozen = 1,
): number {
  const index = columns.findIndex(({ name }) => name === column);
  if (index < frozen) return index <= 0 ? 0 : left;
  if (index < frozen + left) return index - frozen;
  let start = left;
  const isSeen = (): boolean => {
    const placed = placeColumns(columns, available, start, frozen).find((one) => one.column.name === column);
    return placed !== undefined && (placed.width >= columns[index].leastWidth || start + frozen >= index);
  };
  while (start + frozen < index && !isSeen()) start++;
  return start;
}

/** The least width of adjacent columns. */
function needed(columns: readonly NamedColumn[]): number {
  let sum = MARK_CELLS - BETWEEN_CELLS;
  for (const { leastWidth } of columns) sum += leastWidth + BETWEEN_CELLS;
  return sum;
}

function shareOut(columns: readonly NamedColumn[], available: number): number[] {
  const widths = columns.map(({ leastWidth }) => leastWidth);
  let spare = available - needed(columns);
  if (spare < 0) widths[widths.length - 1] += spare;
  const give = (i: number, most: number, to: number): void => {
    const more = Math.max(0, Math.min(spare, most, to - widths[i]));
    widths[i] += more;
    spare -= more;
  };
  for (const [i, { width, filled = width }] of columns.entries()) give(i, spare, Math.min(width, filled));
  const most = ({ mostWidth = Number.POSITIVE_INFINITY }: NamedColumn): number => mostWidth;
  // Those that need least come first, and what they leave is shared by the others.
  const growing = columns
    .flatMap(({ grows }, i) => (grows ? [i] : []))
    .sort((a, b) => most(columns[a]) - widths[a] - (most(columns[b]) - widths[b]) || a - b);
  for (const [nth, i] of growing.entries()) {
    give(i, Math.ceil(spare / (growing.length - nth)), most(columns[i]));
  }
  for (const [i, { width }] of columns.entries()) give(i, spare, width);
  return widths;
}

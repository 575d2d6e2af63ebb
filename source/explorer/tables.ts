import type { EventColumn, RejectionColumn, SessionColumn } from '../query/query.ts';
import type { TableName } from './model.ts';

/** One column of a long table: its name in the CSV too, and how wide it is. */
export interface Column {
  readonly name: string;
  /** In cells of the screen: what it needs, and what it takes where there is room. The mark of the order takes two. */
  readonly leastWidth: number;
  readonly width: number;
  /** Shares what is left over. */
  readonly grows?: true;
  readonly right?: true;
}

interface SortableColumn<Name extends string> extends Column {
  readonly name: Name;
}

export const SESSION_COLUMNS: readonly SortableColumn<SessionColumn>[] = [
  { name: 'user_id', leastWidth: 8, width: 24, grows: true },
  { name: 'session_start', leastWidth: 20, width: 29 },
  { name: 'session_end', leastWidth: 20, width: 29 },
  { name: 'event_count', leastWidth: 13, width: 13, right: true },
  { name: 'duration', leastWidth: 10, width: 10, right: true },
];

export const REJECTION_COLUMNS: readonly SortableColumn<RejectionColumn>[] = [
  { name: 'event', leastWidth: 9, width: 9, right: true },
  { name: 'line', leastWidth: 9, width: 9, right: true },
  { name: 'reason', leastWidth: 24, width: 40, grows: true },
  { name: 'user_id', leastWidth: 8, width: 10 },
  { name: 'event_time', leastWidth: 10, width: 20 },
  { name: 'event_type', leastWidth: 10, width: 10 },
  { name: 'raw', leastWidth: 20, width: 30, grows: true },
];

export const EVENT_COLUMNS: readonly SortableColumn<EventColumn>[] = [
  { name: 'event_time', leastWidth: 20, width: 29 },
  { name: 'user_id', leastWidth: 10, width: 20, grows: true },
  { name: 'event_type', leastWidth: 10, width: 16 },
  { name: 'event', leastWidth: 10, width: 10, right: true },
];

/** Stands beside the others while duplicates are shown. */
const DUPLICATE_OF: Column = { name: 'duplicate_of', leastWidth: 12, width: 12, right: true };

export function columnsOf(table: TableName, withDuplicates: boolean): readonly Column[] {
  if (table === 'sessions') return SESSION_COLUMNS;
  if (table === 'rejections') return REJECTION_COLUMNS;
  return withDuplicates ? [...EVENT_COLUMNS, DUPLICATE_OF] : EVENT_COLUMNS;
}

/** A column as it stands on the screen: its place in the table, where it begins, how wide it is. */
export interface PlacedColumn {
  readonly index: number;
  readonly from: number;
  readonly width: number;
}

/** Between columns, and before the first for the mark of the chosen row. */
const GAP = 2;
const MARK = 1;

/**
 * Places columns on `available` cells: the first always, then those from `left` on that fit. Where all fit at their least,
 * what is left is given to them in order, up to their width, then to those that grow.
 */
export function placeColumns(columns: readonly Column[], available: number, left: number): PlacedColumn[] {
  const all = columns.map((_, index) => index);
  const fits = needed(columns, all) <= available;
  const chosen = fits ? all : all.filter((index) => index === 0 || index > left);
  const seen: number[] = [];
  for (const index of chosen) {
    if (index === 0 || needed(columns, [...seen, index]) <= available) seen.push(index);
    else break;
  }
  // A column too wide for what is left is shown in part rather than not at all.
  const cut = chosen[seen.length];
  if (cut !== undefined && (seen.length < 2 || available - needed(columns, seen) - GAP >= 6)) seen.push(cut);
  const widths = shareOut(columns, seen, available);
  let from = MARK;
  return seen.map((index, i) => {
    const placed = { index, from, width: Math.max(1, Math.min(widths[i], available - from)) };
    from += widths[i] + GAP;
    return placed;
  });
}

/** The first column to draw after the one that always is, so that `column` is on the screen. */
export function leftFor(columns: readonly Column[], available: number, left: number, column: number): number {
  if (column === 0) return 0;
  if (column <= left) return column - 1;
  let start = left;
  const isSeen = (): boolean => {
    const placed = placeColumns(columns, available, start).find(({ index }) => index === column);
    return placed !== undefined && (placed.width >= columns[column].leastWidth || start + 1 >= column);
  };
  while (start + 1 < column && !isSeen()) start++;
  return start;
}

function needed(columns: readonly Column[], seen: readonly number[]): number {
  let sum = MARK - GAP;
  for (const index of seen) sum += columns[index].leastWidth + GAP;
  return sum;
}

function shareOut(columns: readonly Column[], seen: readonly number[], available: number): number[] {
  const widths = seen.map((index) => columns[index].leastWidth);
  let spare = available - needed(columns, seen);
  if (spare < 0) widths[widths.length - 1] += spare;
  for (let i = 0; i < seen.length && spare > 0; i++) {
    const more = Math.min(spare, columns[seen[i]].width - widths[i]);
    widths[i] += more;
    spare -= more;
  }
  const growing = seen.flatMap((index, i) => (columns[index].grows ? [i] : []));
  for (const [nth, i] of growing.entries()) {
    const more = spare > 0 ? Math.floor(spare / (growing.length - nth)) : 0;
    widths[i] += more;
    spare -= more;
  }
  return widths;
}

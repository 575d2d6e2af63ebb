import { endOf, type Missing } from './byte-window.ts';
import { type RowSource, rowEndsFrom, rowStartAtOrBefore, rowStartsBack } from './screen-rows.ts';

/**
 * The part of the file on the screen: the byte that begins the first row, the byte that the cursor is on, and the size in
 * cells.
 */
export interface ScreenPart {
  readonly topByteOffset: number;
  readonly cursorByteOffset: number;
  readonly width: number;
  readonly height: number;
}

/** Where to go: a byte, and the row of the screen to show it in. */
export interface ScrollTarget {
  readonly byteOffset: number;
  /** From 0. Undefined: a third of the way down, or the current row if it is on the screen already. */
  readonly screenRow: number | undefined;
  /** Whether, if lines are chopped, the byte itself must be on the screen and not just its line. */
  readonly showsByte?: boolean;
}

type Scrolled = ScreenPart | Missing;

/** Scrolls to a place. At the ends of the file the screen stays full, as far as the file fills it. */
export function screenAt(source: RowSource, seen: ScreenPart, place: ScrollTarget): Scrolled {
  const { window } = source;
  const last = window.isEnd ? endOf(window) - 1 : Number.POSITIVE_INFINITY;
  const cursorByteOffset = Math.max(0, Math.min(place.byteOffset, last));
  if (place.screenRow === undefined && isSeen(source, seen, cursorByteOffset)) {
    return { ...seen, cursorByteOffset };
  }
  const row = rowStartAtOrBefore(source, cursorByteOffset);
  if (typeof row !== 'number') return row;
  const above = rowStartsBack(source, row, place.screenRow ?? Math.floor(seen.height / 3));
  if ('missing' in above) return above;
  return filled(source, seen, above.length > 0 ? above[0] : row, cursorByteOffset);
}

/** Moves the cursor by `rows`; the screen follows when it leaves it. */
export function cursorMoved(source: RowSource, seen: ScreenPart, rows: number): Scrolled {
  const { topByteOffset, height } = seen;
  const shown = rowEndsFrom(source, topByteOffset, height);
  if (shown.missing !== undefined) return { missing: shown.missing };
  const target = screenRowOf(shown.ends, seen.cursorByteOffset) + rows;
  if (target < 0) {
    const above = rowStartsBack(source, topByteOffset, -target);
    if ('missing' in above) return above;
    const top = above.length > 0 ? above[0] : topByteOffset;
    return filled(source, seen, top, top);
  }
  const { ends, missing } = rowEndsFrom(source, topByteOffset, target + 1);
  if (missing !== undefined) return { missing };
  const row = Math.min(target, ends.length - 1);
  const cursor = row > 0 ? ends[row - 1] : topByteOffset;
  if (row < height) return { ...seen, cursorByteOffset: cursor };
  const above = rowStartsBack(source, cursor, height - 1);
  if ('missing' in above) return above;
  return filled(source, seen, above.length > 0 ? above[0] : cursor, cursor);
}

/**
 * Scrolls by `rows`, the cursor with them at the same row of the screen. At the ends of the file the cursor moves the
 * remaining rows alone.
 */
export function screenScrolled(source: RowSource, seen: ScreenPart, rows: number): Scrolled {
  const { topByteOffset, height } = seen;
  const below = rowEndsFrom(source, topByteOffset, height + Math.max(0, rows));
  if (below.missing !== undefined) return { missing: below.missing };
  const screenRow = screenRowOf(below.ends, seen.cursorByteOffset);
  if (rows >= 0) {
    const { ends } = below;
    const gone = Math.min(rows, Math.max(0, ends.length - height));
    const row = gone + Math.min(screenRow + rows - gone, height - 1, ends.length - gone - 1);
    return {
      ...seen,
      topByteOffset: gone > 0 ? ends[gone - 1] : topByteOffset,
      cursorByteOffset: row > 0 ? ends[row - 1] : topByteOffset,
    };
  }
  const above = rowStartsBack(source, topByteOffset, -rows);
  if ('missing' in above) return above;
  const top = above.length > 0 ? above[0] : topByteOffset;
  const { ends, missing } = rowEndsFrom(source, top, height);
  if (missing !== undefined) return { missing };
  const row = Math.min(screenRow + rows + above.length, ends.length - 1);
  return { ...seen, topByteOffset: top, cursorByteOffset: row > 0 ? ends[row - 1] : top };
}

/** Returns the same screen, with the cursor on its last row if it had left it at the bottom. */
export function withCursorSeen(source: RowSource, seen: ScreenPart): Scrolled {
  const { topByteOffset, cursorByteOffset, height } = seen;
  const { ends, missing } = rowEndsFrom(source, topByteOffset, height);
  if (missing !== undefined) return { missing };
  if (ends.length === 0 || cursorByteOffset < ends[ends.length - 1]) return seen;
  return { ...seen, cursorByteOffset: ends.length > 1 ? ends[ends.length - 2] : topByteOffset };
}

/** Returns the row of the screen that a byte is in, of rows that end at `ends`; the last one for a byte further down. */
export function screenRowOf(ends: readonly number[], byteOffset: number): number {
  const row = ends.findIndex((end) => byteOffset < end);
  return row < 0 ? Math.max(0, ends.length - 1) : row;
}

function isSeen(source: RowSource, seen: ScreenPart, byteOffset: number): boolean {
  const { topByteOffset, height } = seen;
  const { ends, missing } = rowEndsFrom(source, topByteOffset, height);
  return (
    missing === undefined &&
    ends.length > 0 &&
    byteOffset >= topByteOffset &&
    byteOffset < ends[ends.length - 1]
  );
}

/** Returns the screen from `top` on, or from further up if the file ends before the screen does. */
function filled(source: RowSource, seen: ScreenPart, top: number, cursorByteOffset: number): Scrolled {
  const { height } = seen;
  const { ends, missing } = rowEndsFrom(source, top, height);
  if (missing !== undefined) return { missing };
  if (ends.length === height) return { ...seen, topByteOffset: top, cursorByteOffset };
  const last = rowStartsBack(source, endOf(source.window), height);
  if ('missing' in last) return last;
  return { ...seen, topByteOffset: last.length > 0 ? Math.min(top, last[0]) : top, cursorByteOffset };
}

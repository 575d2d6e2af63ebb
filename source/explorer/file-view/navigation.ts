import type { LineIndex } from '../../pipeline/store/line-index.ts';
import { type ByteRange, type ByteWindow, covers, endOf, type Missing, windowAround } from './byte-window.ts';
import {
  type FileKnown,
  type FileRequest,
  type FileTransition,
  NOTHING_PENDING,
  type OriginalState,
  type PendingMove,
} from './original-state.ts';
import { type RowSource, rowEndsFrom, rowStartAtOrBefore, rowsFrom, type TextRow } from './screen-rows.ts';
import {
  cursorMoved,
  type ScreenPart,
  screenAt,
  screenRowOf,
  screenScrolled,
  withCursorSeen,
} from './scrolling.ts';
import { cellsOfBytes, WHOLE_LINES } from './utf8-cells.ts';

/** Moves add up while bytes are being read, up to this many rows: a key held down must not keep moving for long. */
const MOST_PENDING_ROWS = 4096;

/**
 * Goes to a byte. Its row is shown a third of the way down, or stays in place if it is on the screen. `shows`: of a chopped
 * line the byte itself, or only its row.
 */
export function openAt(
  state: OriginalState,
  byteOffset: number,
  file: FileKnown,
  shows: 'byte' | 'row' = 'byte',
): FileTransition {
  const place = {
    byteOffset: clamped(byteOffset, file),
    screenRow: undefined,
    showsByte: shows === 'byte',
  };
  return resolvePending({ ...state, pending: { ...NOTHING_PENDING, place }, requestedLine: undefined }, file);
}

/** Goes to the first byte. */
export function goToStart(state: OriginalState, file: FileKnown): FileTransition {
  return openAt(state, 0, file);
}

/** Goes to the end of what was loaded so far. */
export function goToEnd(state: OriginalState, file: FileKnown): FileTransition {
  return openAt(state, file.sizeBytes, file, 'row');
}

/** Moves the cursor down, or up if `rows` is negative. */
export function moveBy(state: OriginalState, rows: number, file: FileKnown): FileTransition {
  return moveOn(state, { rows, scrolls: false }, file);
}

/** Scrolls by screens, the cursor with them: by half a screen if `screens` is 0.5. */
export function page(state: OriginalState, screens: number, file: FileKnown): FileTransition {
  const rows = Math.max(1, Math.floor(Math.abs(screens) * state.height));
  return moveOn(state, { rows: Math.sign(screens) * rows, scrolls: true }, file);
}

/** Scrolls by rows, as a wheel does. */
export function scrollBy(state: OriginalState, rows: number, file: FileKnown): FileTransition {
  return moveOn(state, { rows, scrolls: true }, file);
}

/** Keeps the cursor's byte, and its row of the screen if possible. */
export function originalResized(
  state: OriginalState,
  width: number,
  height: number,
  file: FileKnown,
): FileTransition {
  const columns = Math.max(1, width);
  const size = {
    columns,
    height: Math.max(1, height),
    width: isChopped(state) ? WHOLE_LINES : columns,
  };
  if (columns === state.columns && size.height === state.height) return [state, undefined];
  return inRowsOf(state, size, file);
}

/** Chops long lines, or wraps them if they were chopped. */
export function chopped(state: OriginalState, file: FileKnown): FileTransition {
  return inRowsOf(state, { width: isChopped(state) ? state.columns : WHOLE_LINES, left: 0 }, file);
}

/** Whether long lines are chopped. */
export function isChopped({ width }: OriginalState): boolean {
  return width === WHOLE_LINES;
}

/** Scrolls chopped lines sideways, by half a screen. */
export function scrolledSideways(state: OriginalState, direction: 1 | -1): OriginalState {
  const by = direction * Math.ceil(state.columns / 2);
  return { ...state, left: Math.max(0, state.left + by) };
}

/** Returns the state with rows of another width or number, which keeps the cursor on its byte. */
function inRowsOf(
  state: OriginalState,
  size: Partial<Pick<OriginalState, 'width' | 'height' | 'columns' | 'left'>>,
  file: FileKnown,
): FileTransition {
  const screenRow = Math.min(cursorScreenRow(state, file), (size.height ?? state.height) - 1);
  const place = state.pending.place ?? { byteOffset: state.cursorByteOffset, screenRow };
  return resolvePending({ ...state, ...size, pending: { ...state.pending, place } }, file);
}

/** Takes bytes that were read; drops them if another range has been requested since. */
export function windowRead(state: OriginalState, window: ByteWindow, file: FileKnown): FileTransition {
  if (state.requestedRange === undefined || !covers(window, state.requestedRange)) return [state, undefined];
  const end = endOf(window);
  const isEnd = window.isEnd || end >= file.sizeBytes;
  const next = { ...state, window: { ...window, isEnd }, requestedRange: undefined };
  // An empty file has no rows to go to.
  if (end === 0)
    return [{ ...next, endFound: file.sizeBytes > 0 ? 0 : undefined, pending: NOTHING_PENDING }, undefined];
  if (end >= file.sizeBytes || !window.isEnd) return resolvePending(next, file);
  // The file has become shorter. If there was nothing at this place its new end is unknown: go to its start.
  const isLost = window.bytes.length === 0;
  const place = { byteOffset: isLost ? 0 : Math.min(state.cursorByteOffset, end - 1), screenRow: undefined };
  const seen = isLost ? { topByteOffset: 0, cursorByteOffset: 0, window: undefined } : {};
  const shorter = { ...next, ...seen, endFound: end, pending: { ...NOTHING_PENDING, place } };
  return resolvePending(shorter, { ...file, sizeBytes: end });
}

/**
 * Takes newly loaded records, size and lines. The first row stays. The cursor stays on its byte unless new rows push that
 * off the screen.
 */
export function fileGrew(state: OriginalState, file: FileKnown): FileTransition {
  const { window } = state;
  if (window === undefined || state.requestedRange !== undefined) return [state, undefined];
  if (window.lineAtBase === undefined && window.base <= file.indexedBytes) {
    return requesting(state, { fromByteOffset: window.base, toByteOffset: endOf(window) });
  }
  const isEnd = window.isEnd && endOf(window) >= file.sizeBytes;
  return resolvePending(isEnd === window.isEnd ? state : { ...state, window: { ...window, isEnd } }, file);
}

/** Goes to a line, from 1. Requests its offset, which `lineFound` takes. */
export function goToLine(state: OriginalState, line: number, lines: LineIndex): FileTransition {
  const target = Math.max(1, line);
  const near = lines.nearestBeforeLine(target);
  const request: FileRequest = {
    kind: 'findLine',
    line: target,
    fromByteOffset: near.byteOffset,
    fromLine: near.line,
  };
  return [{ ...state, requestedLine: target }, request];
}

/** Goes to the requested line; to the end of the file if `byteOffset` is undefined: there is no such line. */
export function lineFound(
  state: OriginalState,
  byteOffset: number | undefined,
  file: FileKnown,
): FileTransition {
  if (state.requestedLine === undefined) return [state, undefined];
  return openAt(state, byteOffset ?? file.sizeBytes, file);
}

/**
 * Goes to the next rejected record or stray run below the cursor's row, or with -1 to the one above; the same state if
 * there is none.
 */
export function goToReject(state: OriginalState, direction: 1 | -1, file: FileKnown): FileTransition {
  const row = cursorRow(state, file);
  const from = row?.byteOffset ?? state.cursorByteOffset;
  const to = row === undefined ? from + 1 : row.byteOffset + row.byteLength;
  const mark = direction > 0 ? file.marks.nextFault(to) : file.marks.previousFault(from);
  return mark === undefined ? [state, undefined] : openAt(state, mark.byteOffset, file);
}

/** Returns the rows on the screen, from the top; fewer if the file ends, or while their bytes are being read. */
export function rowsSeen(state: OriginalState, file: FileKnown): readonly TextRow[] {
  const { window, topByteOffset, width, height, left, columns } = state;
  if (window === undefined) return [];
  const part = isChopped(state) ? { left, columns } : undefined;
  return rowsFrom({ window, records: file.marks, width }, topByteOffset, height, part).rows;
}

/** Returns the row the cursor is on; undefined while its bytes are being read. */
function cursorRow(state: OriginalState, file: FileKnown): TextRow | undefined {
  return rowsSeen(state, file)[cursorScreenRow(state, file)];
}

/** Returns the row of the screen that the cursor is on, from 0. */
export function cursorScreenRow({ window, ...seen }: OriginalState, { marks }: FileKnown): number {
  if (window === undefined) return 0;
  const source = { window, records: marks, width: seen.width };
  const { ends } = rowEndsFrom(source, seen.topByteOffset, seen.height);
  return screenRowOf(ends, seen.cursorByteOffset);
}

/** Adds a move to the pending one. */
function moveOn(
  state: OriginalState,
  { rows, scrolls }: Pick<PendingMove, 'rows' | 'scrolls'>,
  file: FileKnown,
): FileTransition {
  const { pending } = state;
  const sum = Math.max(-MOST_PENDING_ROWS, Math.min(MOST_PENDING_ROWS, pending.rows + rows));
  const next = {
    ...state,
    pending: { ...pending, rows: sum, scrolls: scrolls || pending.scrolls },
    requestedLine: undefined,
  };
  return state.requestedRange === undefined ? resolvePending(next, file) : [next, undefined];
}

/** Makes the pending move, or requests the bytes that it needs. */
function resolvePending(state: OriginalState, file: FileKnown): FileTransition {
  const { window, pending } = state;
  const target = pending.place?.byteOffset ?? state.topByteOffset;
  if (window === undefined) return requesting(state, windowAround(target, target, file.sizeBytes));
  const source = { window, records: file.marks, width: state.width };
  const { place, rows, scrolls } = pending;
  const steps: ((seen: ScreenPart) => ScreenPart | Missing)[] = [];
  if (place !== undefined) steps.push((seen) => screenAt(source, seen, place));
  if (rows !== 0) steps.push((seen) => (scrolls ? screenScrolled : cursorMoved)(source, seen, rows));
  steps.push((seen) => withCursorSeen(source, seen));
  let seen: ScreenPart = state;
  for (const step of steps) {
    const next = step(seen);
    if ('missing' in next) return requesting(state, windowAround(target, next.missing, file.sizeBytes));
    seen = next;
  }
  const { topByteOffset, cursorByteOffset } = seen;
  const next = {
    ...state,
    topByteOffset,
    cursorByteOffset,
    pending: NOTHING_PENDING,
    requestedRange: undefined,
  };
  return [place?.showsByte === true && isChopped(next) ? withByteSeen(next, source) : next, undefined];
}

/** Scrolls chopped lines so that the cursor's byte is on the screen: to their beginning if that shows it. */
function withByteSeen(state: OriginalState, source: RowSource): OriginalState {
  const { cursorByteOffset, left, columns } = state;
  const row = rowStartAtOrBefore(source, cursorByteOffset);
  if (typeof row !== 'number') return state;
  const { window } = source;
  const cell = cellsOfBytes(window.bytes, row - window.base, cursorByteOffset - window.base);
  if (cell < columns) return { ...state, left: 0 };
  if (cell >= left && cell < left + columns) return state;
  return { ...state, left: cell - Math.floor(columns / 3) };
}

function requesting(state: OriginalState, range: ByteRange): FileTransition {
  const { requestedRange } = state;
  if (
    requestedRange?.fromByteOffset === range.fromByteOffset &&
    requestedRange.toByteOffset === range.toByteOffset
  ) {
    return [state, undefined];
  }
  return [
    { ...state, requestedRange: range },
    { kind: 'readWindow', ...range },
  ];
}

function clamped(byteOffset: number, { sizeBytes }: FileKnown): number {
  return Math.max(0, Math.min(byteOffset, sizeBytes - 1));
}

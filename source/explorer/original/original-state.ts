import type { LineIndex } from '../../pipeline/store/line-index.ts';
import { type ByteRange, covers, endOf, type FileWindow, type Missing, windowAround } from './file-window.ts';
import type { RecordMarks } from './record-marks.ts';
import { type Row, rowEndsFrom, rowsFrom } from './screen-rows.ts';
import { moved, type Place, placed, type Seen, screenRowOf, scrolled, withCursorSeen } from './scrolling.ts';
import type { SearchState } from './search-state.ts';

/** What is known of the file; it grows while the file is loaded or comes through a pipe. */
export interface FileKnown {
  readonly sizeBytes: number;
  /** Lines are known up to here. */
  readonly indexedBytes: number;
  readonly marks: RecordMarks;
}

/** What is still to be done when the bytes for it come: go to a place, then so many rows on. */
interface Pending {
  readonly place: Place | undefined;
  readonly rows: number;
  /** The rows are gone by all that is seen, not by the cursor alone. */
  readonly scrolls: boolean;
}

/** The tab Original. A place is a byte offset, as rows have no numbers: nobody has counted them. */
export interface OriginalState extends Seen {
  /** The bytes at hand; nothing before the first arrive. */
  readonly window: FileWindow | undefined;
  /** The bytes that are waited for. */
  readonly wanted: ByteRange | undefined;
  readonly pending: Pending;
  /** The line whose place is looked for. */
  readonly lineAsked: number | undefined;
  readonly search: SearchState | undefined;
  /** Where the file was found to end, where that is before the size that it was told to have: it has become shorter. */
  readonly endFound: number | undefined;
}

/** What someone else is to find out. Each kind replaces what was asked of it before. */
export type Need =
  | ({ readonly kind: 'window' } & ByteRange)
  /** Where `line` begins: line feeds are to be counted from `fromByteOffset`, a place somewhere on line `fromLine`. */
  | {
      readonly kind: 'line';
      readonly line: number;
      readonly fromByteOffset: number;
      readonly fromLine: number;
    }
  | {
      readonly kind: 'search';
      readonly text: string;
      readonly fromByteOffset: number;
      readonly direction: 1 | -1;
      /** Beyond this all was looked through; nothing: to the end of the file. */
      readonly untilByteOffset: number | undefined;
    };

export type Stepped = [state: OriginalState, need: Need | undefined];

const NOTHING_PENDING: Pending = { place: undefined, rows: 0, scrolls: false };

/** Moves add up while bytes are waited for, to no more rows than this: a key held down must not run on for long. */
const MOST_PENDING_ROWS = 4096;

/** The start of a file that nobody has looked at. `width` and `height`: cells for text, at least 1. */
export function newOriginal(width: number, height: number): OriginalState {
  return {
    topByteOffset: 0,
    cursorByteOffset: 0,
    width: Math.max(1, width),
    height: Math.max(1, height),
    window: undefined,
    wanted: undefined,
    pending: NOTHING_PENDING,
    lineAsked: undefined,
    search: undefined,
    endFound: undefined,
  };
}

/** Goes to a byte. Its row comes a third of the way down, or stays where it is if it is on the screen. */
export function openAt(state: OriginalState, byteOffset: number, file: FileKnown): Stepped {
  const place = { byteOffset: clamped(byteOffset, file), screenRow: undefined };
  return settled({ ...state, pending: { ...NOTHING_PENDING, place }, lineAsked: undefined }, file);
}

export function goToStart(state: OriginalState, file: FileKnown): Stepped {
  return openAt(state, 0, file);
}

/** The end of what has come so far. */
export function goToEnd(state: OriginalState, file: FileKnown): Stepped {
  return openAt(state, file.sizeBytes, file);
}

/** The cursor goes down, or up where `rows` is negative. */
export function moveBy(state: OriginalState, rows: number, file: FileKnown): Stepped {
  return goOn(state, rows, false, file);
}

/** All goes down by screens, or up; half a one where `screens` is 0.5. */
export function page(state: OriginalState, screens: number, file: FileKnown): Stepped {
  const rows = Math.max(1, Math.floor(Math.abs(screens) * state.height));
  return goOn(state, Math.sign(screens) * rows, true, file);
}

/** All goes down by rows, or up, as under a wheel. */
export function scrollBy(state: OriginalState, rows: number, file: FileKnown): Stepped {
  return goOn(state, rows, true, file);
}

/** The cursor's byte stays, and its row of the screen where it can. */
export function resized(state: OriginalState, width: number, height: number, file: FileKnown): Stepped {
  const size = { width: Math.max(1, width), height: Math.max(1, height) };
  if (size.width === state.width && size.height === state.height) return [state, undefined];
  const screenRow = Math.min(cursorScreenRow(state, file), size.height - 1);
  const place = state.pending.place ?? { byteOffset: state.cursorByteOffset, screenRow };
  return settled({ ...state, ...size, pending: { ...state.pending, place } }, file);
}

/** Bytes came. Those that nobody waits for any more are dropped. */
export function windowArrived(state: OriginalState, window: FileWindow, file: FileKnown): Stepped {
  if (state.wanted === undefined || !covers(window, state.wanted)) return [state, undefined];
  const end = endOf(window);
  const isEnd = window.isEnd || end >= file.sizeBytes;
  const next = { ...state, window: { ...window, isEnd }, wanted: undefined };
  // An empty file has no rows to go to.
  if (end === 0)
    return [{ ...next, endFound: file.sizeBytes > 0 ? 0 : undefined, pending: NOTHING_PENDING }, undefined];
  if (end >= file.sizeBytes || !window.isEnd) return settled(next, file);
  // The file has become shorter. Where it ends now is not known if there was nothing at this place: from its start then.
  const isLost = window.bytes.length === 0;
  const place = { byteOffset: isLost ? 0 : Math.min(state.cursorByteOffset, end - 1), screenRow: undefined };
  const seen = isLost ? { topByteOffset: 0, cursorByteOffset: 0, window: undefined } : {};
  const shorter = { ...next, ...seen, endFound: end, pending: { ...NOTHING_PENDING, place } };
  return settled(shorter, { ...file, sizeBytes: end });
}

/**
 * More of the file is known: records, its size, its lines. The first row stays. The cursor stays on its byte unless
 * rows that have come about push that off the screen.
 */
export function grown(state: OriginalState, file: FileKnown): Stepped {
  const { window } = state;
  if (window === undefined || state.wanted !== undefined) return [state, undefined];
  if (window.lineAtBase === undefined && window.base <= file.indexedBytes) {
    return wanting(state, { fromByteOffset: window.base, toByteOffset: endOf(window) });
  }
  const isEnd = window.isEnd && endOf(window) >= file.sizeBytes;
  return settled(isEnd === window.isEnd ? state : { ...state, window: { ...window, isEnd } }, file);
}

/** Goes to a line, from 1. Its place is asked for; `lineFound` is to be told of it. */
export function goToLine(state: OriginalState, line: number, lines: LineIndex): Stepped {
  const wanted = Math.max(1, line);
  const near = lines.nearestBeforeLine(wanted);
  const need: Need = { kind: 'line', line: wanted, fromByteOffset: near.byteOffset, fromLine: near.line };
  return [{ ...state, lineAsked: wanted }, need];
}

/** Where the line asked for begins; nothing: the file has no such line, so its end is gone to. */
export function lineFound(state: OriginalState, byteOffset: number | undefined, file: FileKnown): Stepped {
  if (state.lineAsked === undefined) return [state, undefined];
  return openAt(state, byteOffset ?? file.sizeBytes, file);
}

/** Goes to the next rejected record below the cursor's row, or with -1 to the one above; the same state: none. */
export function goToReject(state: OriginalState, direction: 1 | -1, file: FileKnown): Stepped {
  const row = cursorRow(state, file);
  const from = row?.byteOffset ?? state.cursorByteOffset;
  const to = row === undefined ? from + 1 : row.byteOffset + row.byteLength;
  const mark = direction > 0 ? file.marks.nextRejection(to) : file.marks.previousRejection(from);
  return mark === undefined ? [state, undefined] : openAt(state, mark.byteOffset, file);
}

/** The rows on the screen, from the top; fewer where the file ends, or where its bytes are still waited for. */
export function rowsSeen(
  { window, topByteOffset, width, height }: OriginalState,
  file: FileKnown,
): readonly Row[] {
  return window === undefined ? [] : rowsFrom(window, file.marks, topByteOffset, height, width).rows;
}

/** The row the cursor is on; nothing while its bytes are not there. */
function cursorRow(state: OriginalState, file: FileKnown): Row | undefined {
  return rowsSeen(state, file)[cursorScreenRow(state, file)];
}

/** Which row of the screen the cursor is on, from 0. */
export function cursorScreenRow({ window, ...seen }: OriginalState, { marks }: FileKnown): number {
  if (window === undefined) return 0;
  const { ends } = rowEndsFrom(window, marks, seen.topByteOffset, seen.height, seen.width);
  return screenRowOf(ends, seen.cursorByteOffset);
}

function goOn(state: OriginalState, by: number, scrolls: boolean, file: FileKnown): Stepped {
  const { place, rows, scrolls: scrolled } = state.pending;
  const sum = Math.max(-MOST_PENDING_ROWS, Math.min(MOST_PENDING_ROWS, rows + by));
  const next = {
    ...state,
    pending: { place, rows: sum, scrolls: scrolls || scrolled },
    lineAsked: undefined,
  };
  return state.wanted === undefined ? settled(next, file) : [next, undefined];
}

/** Does what is pending, as far as the bytes at hand go, or else wants those that it takes. */
function settled(state: OriginalState, file: FileKnown): Stepped {
  const { window, pending } = state;
  const target = pending.place?.byteOffset ?? state.topByteOffset;
  if (window === undefined) return wanting(state, windowAround(target, target, file.sizeBytes));
  const { marks } = file;
  const { place, rows, scrolls } = pending;
  const steps: ((seen: Seen) => Seen | Missing)[] = [];
  if (place !== undefined) steps.push((seen) => placed(window, marks, seen, place));
  if (rows !== 0) steps.push((seen) => (scrolls ? scrolled : moved)(window, marks, seen, rows));
  steps.push((seen) => withCursorSeen(window, marks, seen));
  let seen: Seen = state;
  for (const step of steps) {
    const next = step(seen);
    if ('missing' in next) return wanting(state, windowAround(target, next.missing, file.sizeBytes));
    seen = next;
  }
  const { topByteOffset, cursorByteOffset } = seen;
  return [
    { ...state, topByteOffset, cursorByteOffset, pending: NOTHING_PENDING, wanted: undefined },
    undefined,
  ];
}

function wanting(state: OriginalState, range: ByteRange): Stepped {
  const { wanted } = state;
  if (wanted?.fromByteOffset === range.fromByteOffset && wanted.toByteOffset === range.toByteOffset) {
    return [state, undefined];
  }
  return [
    { ...state, wanted: range },
    { kind: 'window', ...range },
  ];
}

function clamped(byteOffset: number, { sizeBytes }: FileKnown): number {
  return Math.max(0, Math.min(byteOffset, sizeBytes - 1));
}

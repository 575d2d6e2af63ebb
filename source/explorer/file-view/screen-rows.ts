import { countLineFeeds } from '../../pipeline/store/line-lookup.ts';
import { CARRIAGE_RETURN, decodeUtf8, LINE_FEED } from '../../pipeline/text/bytes.ts';
import { type ByteWindow, endOf, type Missing } from './byte-window.ts';
import type { FaultMark, RecordMark, RecordMarks, RejectionMark } from './record-marks.ts';
import { type RecordStarts, spanAround } from './row-anchors.ts';
import type { StrayMark } from './stray-marks.ts';
import { rowEnd } from './utf8-cells.ts';

/** One row of the screen. Consecutive rows hold all bytes of the file, each once. */
export interface TextRow {
  readonly byteOffset: number;
  /** Including the line feed that ends it. */
  readonly byteLength: number;
  /** The line of its file, from 1, if this row begins one and it is known. */
  readonly line: number | undefined;
  /** The name of the file that begins with this row, if the input is several. */
  readonly file: string | undefined;
  /** Without the end of the line; of a chopped line the part on the screen. Not made safe; bytes not in UTF-8 are U+FFFD. */
  readonly text: string;
  /** The bytes of `text`. */
  readonly textFrom: number;
  readonly textTo: number;
  /** The part of a chopped line to the left of the screen, at most some KiB of it. */
  readonly before: string;
  /** Whether a chopped line goes on to the right of the screen. */
  readonly goesOn: boolean;
  /** The record that begins in this row, at its first byte or after blanks. */
  readonly begins: RecordMark | undefined;
  /** The rejected record that begins in this row or that the row lies in. */
  readonly rejection: RejectionMark | undefined;
  /** The stray text in this row. */
  readonly stray: StrayPart | undefined;
}

/** A part of a row's text, `text.slice(from, to)`, that is of a stray run. */
interface StrayPart {
  readonly mark: StrayMark;
  readonly from: number;
  readonly to: number;
}

/** Returns what is wrong in a row: the rejected record, else a stray run that is damage. */
export function faultInRow({ rejection, stray }: TextRow): FaultMark | undefined {
  return rejection ?? (stray?.mark.isDamage === true ? stray.mark : undefined);
}

/** The part of chopped lines that is on the screen, in cells. */
interface SeenPart {
  readonly left: number;
  readonly columns: number;
}

/** The rows that the window holds, and the first byte that it lacks for the next one. */
interface RowsFound {
  readonly rows: readonly TextRow[];
  /** Undefined: these are all requested rows, or all up to the end of the file. */
  readonly missing: number | undefined;
}

/** What rows of the screen are made from: bytes at hand, where records begin in them, and the cells of a row. */
export interface RowSource<Records extends RecordStarts = RecordStarts> {
  readonly window: ByteWindow;
  readonly records: Records;
  /** At least 1; WHOLE_LINES if long lines are chopped. */
  readonly width: number;
}

/**
 * Returns `count` rows from `byteOffset` on, with which the first of them begins; fewer at the end of the file. `part`: the
 * part of whole lines that is on the screen.
 */
export function rowsFrom(
  source: RowSource<RecordMarks>,
  byteOffset: number,
  count: number,
  part?: SeenPart,
): RowsFound {
  const { window, records: marks } = source;
  const { ends, missing } = rowEndsFrom(source, byteOffset, count);
  const rows: TextRow[] = [];
  let line = ends.length > 0 ? lineAt(window, marks, byteOffset) : undefined;
  let from = byteOffset;
  for (const to of ends) {
    const beginsFile = marks.beginsFile(from);
    if (beginsFile) line = 1 + (marks.fileAt(from).skipped?.lines ?? 0);
    const beginsLine = from === 0 || beginsFile || byteBefore(window, from) === LINE_FEED;
    rows.push(rowOf(window, marks, { from, to, line: beginsLine ? line : undefined }, part));
    if (line !== undefined && byteBefore(window, to) === LINE_FEED) line++;
    from = to;
  }
  return { rows, missing };
}

/** Returns where the next `count` rows end, each where the one after it begins; fewer at the end of the file. */
export function rowEndsFrom(
  { window, records, width }: RowSource,
  byteOffset: number,
  count: number,
): { readonly ends: readonly number[]; readonly missing: number | undefined } {
  const { base, bytes } = window;
  const ends: number[] = [];
  let at = byteOffset;
  while (ends.length < count && !(window.isEnd && at >= endOf(window))) {
    const span = spanAround(window, records, at);
    if ('missing' in span) return { ends, missing: span.missing };
    const to = span.toByteOffset;
    while (at < to && ends.length < count) {
      at = base + rowEnd(bytes, at - base, to - base, width);
      ends.push(at);
    }
  }
  return { ends, missing: undefined };
}

/** Returns the start of the row that a byte of the file is in. */
export function rowStartAtOrBefore(
  { window, records, width }: RowSource,
  byteOffset: number,
): number | Missing {
  const span = spanAround(window, records, byteOffset);
  if ('missing' in span) return span;
  const { base, bytes } = window;
  const to = span.toByteOffset - base;
  let at = span.fromByteOffset - base;
  for (;;) {
    const next = rowEnd(bytes, at, to, width);
    if (base + next > byteOffset) return base + at;
    at = next;
  }
}

/**
 * Returns the starts of the last `rows` rows that begin before `byteOffset`, ascending; fewer at the start of the file.
 * `byteOffset` itself may be anywhere, the end of the file included.
 */
export function rowStartsBack(
  { window, records, width }: RowSource,
  byteOffset: number,
  rows: number,
): readonly number[] | Missing {
  const { base, bytes } = window;
  const descending: number[] = [];
  let before = window.isEnd ? Math.min(byteOffset, endOf(window)) : byteOffset;
  while (descending.length < rows && before > 0) {
    const span = spanAround(window, records, before - 1);
    if ('missing' in span) return span;
    const to = span.toByteOffset - base;
    const starts: number[] = [];
    for (let at = span.fromByteOffset - base; base + at < before; at = rowEnd(bytes, at, to, width)) {
      starts.push(base + at);
    }
    for (let i = starts.length - 1; i >= 0 && descending.length < rows; i--) descending.push(starts[i]);
    before = span.fromByteOffset;
  }
  return descending.reverse();
}

/** How much to the left of the screen is decoded for its colours, which begin again if there is more. */
const MOST_BEFORE = 4096;

/** Where a row is in the file, and its line if it begins one. */
interface RowPlace {
  readonly from: number;
  readonly to: number;
  readonly line: number | undefined;
}

function rowOf(
  window: ByteWindow,
  marks: RecordMarks,
  { from: fromByteOffset, to: toByteOffset, line }: RowPlace,
  part: SeenPart | undefined,
): TextRow {
  const { base, bytes } = window;
  const from = fromByteOffset - base;
  let to = toByteOffset - base;
  if (bytes[to - 1] === LINE_FEED) to -= to - 1 > from && bytes[to - 2] === CARRIAGE_RETURN ? 2 : 1;
  const textFrom = part === undefined || part.left === 0 ? from : rowEnd(bytes, from, to, part.left);
  const textTo = part === undefined ? to : rowEnd(bytes, textFrom, to, part.columns);
  const text = { textFrom: base + textFrom, textTo: base + textTo };
  const begins = marks.firstIn(fromByteOffset, toByteOffset);
  return {
    ...text,
    byteOffset: fromByteOffset,
    byteLength: toByteOffset - fromByteOffset,
    line,
    file: marks.beginsFile(fromByteOffset) ? marks.fileAt(fromByteOffset).name : undefined,
    text: decodeUtf8(bytes, textFrom, textTo),
    before: decodeUtf8(bytes, Math.max(from, textFrom - MOST_BEFORE), textFrom),
    goesOn: textTo < to,
    begins,
    rejection: begins?.kind === 'rejection' ? begins : marks.rejectionAround(fromByteOffset),
    stray: strayPart(window, text, marks.strays.firstIn(fromByteOffset, base + to)),
  };
}

/** Returns the part of a row's text that is of a stray run; undefined without one. */
function strayPart(
  window: ByteWindow,
  text: Pick<TextRow, 'textFrom' | 'textTo'>,
  mark: StrayMark | undefined,
): StrayPart | undefined {
  if (mark === undefined) return undefined;
  return { mark, ...partOfText(window, text, mark.byteOffset, mark.byteOffset + mark.byteLength) };
}

/** Returns the part of a row's text, `text.slice(from, to)`, that some bytes of the file are; it may be empty. */
export function partOfText(
  { base, bytes }: ByteWindow,
  { textFrom, textTo }: Pick<TextRow, 'textFrom' | 'textTo'>,
  fromByteOffset: number,
  toByteOffset: number,
): { readonly from: number; readonly to: number } {
  const charactersTo = (byteOffset: number): number =>
    decodeUtf8(bytes, textFrom - base, Math.max(textFrom, Math.min(textTo, byteOffset)) - base).length;
  return { from: charactersTo(fromByteOffset), to: charactersTo(toByteOffset) };
}

/** Returns the line, in its file, that a byte of the window is in. */
function lineAt(
  { base, bytes, lineAtBase }: ByteWindow,
  marks: RecordMarks,
  byteOffset: number,
): number | undefined {
  const { byteBase, lineBase, skipped } = marks.fileAt(byteOffset);
  const first = byteBase + (skipped?.bytes ?? 0);
  if (first > base) return 1 + (skipped?.lines ?? 0) + countLineFeeds(bytes, first - base, byteOffset - base);
  const line = lineAtBase === undefined ? undefined : lineAtBase - lineBase;
  return line === undefined ? undefined : line + countLineFeeds(bytes, 0, byteOffset - base);
}

/** Returns the byte before the start of a row, which the window always holds: see `spanAround`. */
function byteBefore({ base, bytes }: ByteWindow, byteOffset: number): number | undefined {
  return bytes[byteOffset - base - 1];
}

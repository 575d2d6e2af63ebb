import {
  CARRIAGE_RETURN,
  hasByteOrderMark,
  indexOfByte,
  LINE_FEED,
  SPACE,
  TAB,
} from '../../pipeline/text/bytes.ts';
import { type ByteChunk, type ByteRange, endOf, type Missing } from './byte-window.ts';

/**
 * Row anchors: where rows begin whatever the width of the screen. Three kinds:
 * - a line: the file's start, and after each line feed;
 * - a record that begins mid-line, after more than blanks, so that an array on one line shows a record per row;
 * - in bytes without any of these, the multiples of 64 KiB: multiple m, if none is in (m - 64 KiB, m].
 *
 * Whether a byte is an anchor depends only on the bytes within some 192 KiB around it: scrolling down and scrolling up
 * agree, anywhere in a file of any size.
 */
const GRID = 64 * 1024;

/** This many blanks may lead up to a record that does not begin a row of its own. */
const MOST_BLANKS = 256;

/** Where records begin: RecordMarks, or NO_RECORDS. */
export interface RecordStarts {
  firstStart(byteOffset: number): number | undefined;
  lastStart(byteOffset: number): number | undefined;
}

/** No record is known. */
export const NO_RECORDS: RecordStarts = { firstStart: () => undefined, lastStart: () => undefined };

/** No span around a byte begins earlier, or ends later, than this far from it. */
export const SPAN_REACH_BYTES = 3 * GRID;

/** Returns the span between two anchors that a byte of the file is in. */
export function spanAround(chunk: ByteChunk, records: RecordStarts, byteOffset: number): ByteRange | Missing {
  if (byteOffset < chunk.base || byteOffset >= endOf(chunk)) return { missing: byteOffset };
  const start = spanStart(chunk, records, byteOffset);
  if (typeof start !== 'number') return start;
  const end = spanEnd(chunk, records, start, byteOffset);
  return typeof end === 'number' ? { fromByteOffset: start, toByteOffset: end } : end;
}

function spanStart(chunk: ByteChunk, records: RecordStarts, byteOffset: number): number | Missing {
  let multiple = Math.floor(byteOffset / GRID) * GRID;
  let gridded = gridStart(chunk, multiple);
  if (typeof gridded === 'number' && gridded > byteOffset) {
    multiple -= GRID;
    gridded = gridStart(chunk, multiple);
  }
  const lowest = Math.max(0, multiple - GRID + 1);
  const natural = lastNatural(chunk, records, lowest, byteOffset);
  return natural ?? gridded;
}

/** Returns the last start of a line or record in `lowest..byteOffset`. */
function lastNatural(
  chunk: ByteChunk,
  records: RecordStarts,
  lowest: number,
  byteOffset: number,
): number | Missing | undefined {
  const { base, bytes } = chunk;
  const record = records.lastStart(byteOffset);
  const begins = record !== undefined && record >= Math.max(lowest, base) && beginsRow(chunk, record);
  // The line feed before a line that begins at `lowest` is one byte further back.
  const from = Math.max(base, begins === true && record !== undefined ? record : lowest - 1);
  const feed = bytes.subarray(from - base, byteOffset - base).lastIndexOf(LINE_FEED);
  if (feed >= 0) return from + feed + 1;
  if (begins !== false) return begins === true ? record : begins;
  if (lowest === 0 && base === 0) return 0;
  return lowest - 1 >= base ? undefined : { missing: Math.max(0, lowest - 1) };
}

function spanEnd(
  chunk: ByteChunk,
  records: RecordStarts,
  start: number,
  byteOffset: number,
): number | Missing {
  const { base, bytes } = chunk;
  const atHand = endOf(chunk);
  const multiple = nextMultiple(chunk, records, start);
  const limit = Math.min(atHand, multiple + 4);
  let end = Number.POSITIVE_INFINITY;
  let from = byteOffset;
  while (from < limit && end > limit) {
    // No further than the next record: a file of one line has no line feed to be found.
    const record = records.firstStart(from + 1) ?? Number.POSITIVE_INFINITY;
    const feed = indexOfByte(bytes, LINE_FEED, from - base, Math.min(record, limit) - base);
    const begins = feed < 0 && record < limit && beginsRow(chunk, record);
    if (typeof begins === 'object') return begins;
    if (feed >= 0) end = base + feed + 1;
    else if (begins) end = record;
    from = record;
  }
  if (end <= multiple) return end;
  if (multiple < atHand) {
    const gridded = gridStart(chunk, multiple);
    return typeof gridded === 'number' ? Math.min(end, gridded) : gridded;
  }
  return chunk.isEnd ? atHand : { missing: atHand };
}

/** Returns the multiple that begins a row if nothing before it does, in a span that begins at `start`. */
function nextMultiple(chunk: ByteChunk, records: RecordStarts, start: number): number {
  const below = Math.floor(start / GRID) * GRID;
  if (start === below) return below + GRID;
  const natural = byteBefore(chunk, start) === LINE_FEED || records.lastStart(start) === start;
  return !natural && gridStart(chunk, below) === start ? below + GRID : below + 2 * GRID;
}

function byteBefore({ base, bytes }: ByteChunk, byteOffset: number): number | undefined {
  return byteOffset > base ? bytes[byteOffset - base - 1] : undefined;
}

/**
 * Returns where the row of a multiple of 64 KiB begins: there, but neither within a character nor before a line's end.
 */
function gridStart(chunk: ByteChunk, multiple: number): number | Missing {
  const { base, bytes } = chunk;
  if (multiple <= 0) return 0;
  const at = multiple - base;
  if (at < 0 || (at + 4 > bytes.length && !chunk.isEnd)) return { missing: at < 0 ? multiple : endOf(chunk) };
  if (bytes[at] === LINE_FEED) return multiple + 1;
  if (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) return multiple + 2;
  let skipped = 0;
  while (skipped < 3 && at + skipped < bytes.length && (bytes[at + skipped] & 0xc0) === 0x80) skipped++;
  return multiple + skipped;
}

/** Whether something other than blanks precedes a record on its line. The byte-order mark counts as a blank. */
function beginsRow({ base, bytes }: ByteChunk, record: number): boolean | Missing {
  const least = Math.max(0, record - MOST_BLANKS);
  for (let byteOffset = record - 1; byteOffset >= least; byteOffset--) {
    if (byteOffset < base) return { missing: least };
    const byte = bytes[byteOffset - base];
    if (byte === LINE_FEED) return false;
    if (hasByteOrderMark(bytes, byteOffset - base - 2)) return false;
    if (byte !== SPACE && byte !== TAB) return true;
  }
  return least > 0;
}

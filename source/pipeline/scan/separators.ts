import type { ScanCounters } from '../store/scan-counters.ts';
import type { StrayBatch } from '../store/stray-batch.ts';
import {
  byteClass,
  CLOSE_BRACKET,
  COMMA,
  indexOfByte,
  isWhiteSpace,
  LINE_FEED,
  OPEN_BRACKET,
  QUOTE,
} from '../text/bytes.ts';
import { NEEDS_MORE } from './stop.ts';
import type { Window } from './window-buffer.ts';

/** By byte: 1 for white space, commas and brackets, which separate records; 0 for stray bytes. */
const SEPARATES = byteClass(
  (byte) => isWhiteSpace(byte) || byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET,
);

/**
 * Counts what lies between records, `bytes[from..to)`: separators, stray bytes and runs, lines (spec section 1, last two
 * points). `base` is the byte offset of `bytes[0]`; `strays` takes the runs that end, and counts with `counters`.
 */
export function countSeparators(
  counters: ScanCounters,
  strays: StrayBatch,
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
): void {
  const separates = SEPARATES; // a local constant: V8 would load one of the module for every byte
  let separators = 0;
  let lines = 0;
  let lastLineFeed = -1;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    separators += separates[byte];
    if (byte === LINE_FEED) {
      lines++;
      lastLineFeed = at;
    }
  }
  const strayBytes = to - from - separators;
  if (strayBytes > 0 || counters.strayBytesOnLine > 0) {
    findStrayRuns(strays, counters.line, bytes, from, to, base);
  }
  counters.separatorBytes += separators;
  counters.strayBytes += strayBytes;
  if (lines === 0) return;
  counters.line += lines;
  counters.lineStartOffset = base + lastLineFeed + 1;
}

/** Counts `bytes[from..to)` as a part of an envelope, with its lines. A line feed ends the stray run before it. */
export function countEnvelope(
  counters: ScanCounters,
  strays: StrayBatch,
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
): void {
  counters.envelopeBytes += to - from;
  const { line } = counters;
  passLines(counters, bytes, from, to, base);
  if (counters.line > line) strays.endOfLine();
}

/** Counts the lines that end in `bytes[from..to)`. */
export function passLines(
  counters: ScanCounters,
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
): void {
  for (let at = indexOfByte(bytes, LINE_FEED, from, to); at >= 0; ) {
    counters.line++;
    counters.lineStartOffset = base + at + 1;
    at = indexOfByte(bytes, LINE_FEED, at + 1, to);
  }
}

/** Reads what lies between records once more, for its stray runs. `firstLine`: the line at `from`. */
function findStrayRuns(
  strays: StrayBatch,
  firstLine: number,
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
): void {
  let line = firstLine;
  for (let at = from; at < to; at++) {
    if (bytes[at] === LINE_FEED) {
      strays.endOfLine();
      line++;
    } else if (SEPARATES[bytes[at]] === 0) {
      strays.addBytes(base + at, 1, line);
    }
  }
}

/** Returns whether `bytes[from..to)` holds no stray byte. */
export function areSeparators(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && SEPARATES[bytes[at]] === 1) at++;
  return at === to;
}

/**
 * Returns whether a quote follows the brace at `brace`, white space aside, within `bytes[..to)`: a brace after stray text
 * on its line begins a record only then (spec section 1). Returns undefined if all bytes up to `to` are white space.
 */
export function quoteFollows(bytes: Uint8Array, brace: number, to: number): boolean | undefined {
  let at = brace + 1;
  while (at < to && isWhiteSpace(bytes[at])) at++;
  return at < to ? bytes[at] === QUOTE : undefined;
}

/**
 * Passes the brace at `at` if it begins no record, after stray text on its line. Returns where reading continues, or
 * NEEDS_MORE; undefined if it begins one. It looks no further than the longest record reaches.
 */
export function passStrayBrace(
  counters: ScanCounters,
  strays: StrayBatch,
  { bytes, to, base, final }: Window,
  at: number,
  maxRecordBytes: number,
): number | undefined {
  const limit = at + maxRecordBytes;
  const follows = quoteFollows(bytes, at, Math.min(to, limit));
  if (follows === true) return undefined;
  if (follows === undefined && !final && limit > to) return NEEDS_MORE;
  counters.strayBytes++;
  strays.addBytes(base + at, 1, counters.line);
  return at + 1;
}

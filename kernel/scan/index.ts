/**
 * The hot loop: ordinary records, from bytes to rows. Compiled to WebAssembly with 128-bit SIMD; `FastPath`
 * (source/pipeline/kernel/fast-path.ts) calls it and documents its contract. Addresses are places in its memory, which
 * holds the window with 64 zeros after it: every inner loop relies on them instead of checking bounds.
 */
import {
  ANY_IDS,
  ANY_NANOSECONDS,
  ANY_SECONDS_HIGH,
  ID_SLOTS,
  LINE,
  LINE_START,
  MAX_RECORD_BYTES,
  OFFSET_BIAS,
  OFFSET_TIMES,
  RECORD_BYTES,
  RECORDS,
  ROW_CAPACITY,
  ROW_COUNT,
  ROWS_AT,
  SEPARATOR_BYTES,
  STRAY_BYTES,
  STRAY_ON_LINE,
  STRAY_RUNS_FULL,
  TIME_SLOTS,
  UNCHECKED_IN_RUN,
  ZONELESS_TIMES,
} from '../../source/pipeline/kernel/layout';
import { ZONE_NONE, ZONE_UTC } from '../../source/pipeline/time/zone-kinds';
import { DIMENSIONS } from '../../source/pipeline/validate/dimensions';
import { CLOSE_BRACKET, LINE_FEED, lineFeeds, lineStart, OPEN_BRACE, QUOTE, REFUSED, SPACE } from './bytes';
import { numberOfText } from './dimension-cache';
import { anyMappedRecord, commonMappedRecord, filledSlots } from './mapped-record';
import { rowIdHigh, rowIdLow, takeValues } from './mapped-values';
import { anyRecord, commonRecord, textFrom, textTo } from './record';
import { isSeparator, passStray } from './stray';
import { nanoseconds, seconds, zone } from './timestamp';
import { forgetTexts, IN_BYTES, keepText, userInteger } from './user-id';

export { add, lowHalves, columnStats, union } from './rows';
export { fragments } from './fragments';
export { setKey } from './keys';
export { rejectionRow } from './rejection-row';
export { classify } from './classify';
export { runTable } from './table';
export { readSpans } from './spans';

// Only exported so that the optimizer does not inline them into `run`, where they would compete for its registers.
export { anyMappedRecord, anyRecord, commonMappedRecord, commonRecord, passStray, takeValues };

/** Returns where the compiler's constants end, for the build. */
export function constantsEnd(): usize {
  return __heap_base;
}

/**
 * Reads records that begin before `limit` from `from`, a place between records. Returns where it stopped: a place at or
 * after `limit` between records; or the brace of a record that it refuses, or for which there is no row; or a stray byte
 * for whose run there is no room (STRAY_RUNS_FULL).
 */
export function run(from: usize, limit: usize): usize {
  return runBy(from, limit, false, false);
}

/** As `run`, with the mapped reader. */
export function runMapped(from: usize, limit: usize): usize {
  return runBy(from, limit, true, false);
}

/** As `run`, in the array of an envelope: stops at a closing bracket between records too. */
export function runInArray(from: usize, limit: usize): usize {
  return runBy(from, limit, false, true);
}

/** As `runInArray`, with the mapped reader. */
export function runMappedInArray(from: usize, limit: usize): usize {
  return runBy(from, limit, true, true);
}

/** `mapped` and `inArray` are constants where this is inlined, so each pays only for what it does. */
@inline
function runBy(from: usize, upTo: usize, mapped: bool, inArray: bool): usize {
  let limit = upTo;
  const rowsAt = <usize>load<u32>(ROWS_AT);
  const column = <usize>(4 * load<u32>(ROW_CAPACITY));
  const rowsEnd = rowsAt + column;
  const maxRecordBytes = <usize>load<u32>(MAX_RECORD_BYTES);
  const offsetBias = load<u32>(OFFSET_BIAS);
  const firstRow = rowsAt + 4 * <usize>load<u32>(ROW_COUNT);
  let row = firstRow;
  let line = load<u32>(LINE);
  let lineStartsAt: usize = 0;
  let recordBytes: u32 = 0;
  let strayOnLine = load<u32>(STRAY_ON_LINE);
  // Counted in memory: most files have few or none of these, and registers are rare.
  store<u32>(STRAY_BYTES, 0);
  store<u32>(STRAY_RUNS_FULL, 0);
  store<u32>(OFFSET_TIMES, 0);
  store<u32>(ZONELESS_TIMES, 0);
  store<u32>(UNCHECKED_IN_RUN, u32(mapped));
  let anyNanoseconds: u32 = 0;
  let anySecondsHigh: u32 = 0;
  const hasIds = mapped && load<u32>(ID_SLOTS) != 0;
  // Where the keys are too many or too deep, only what is between records is passed here.
  const canRead = !mapped || load<u32>(TIME_SLOTS) != 0;
  let anyIds: u32 = 0;
  let at = from;
  forgetTexts();
  if (strayOnLine != 0) {
    at = passStray(at, limit, line, strayOnLine, inArray);
    strayOnLine = load<u32>(STRAY_ON_LINE);
  }
  while (true) {
    let byte: u32 = load<u8>(at);
    while (byte != OPEN_BRACE && at < limit) {
      if (inArray && byte == CLOSE_BRACKET) break;
      if (byte == LINE_FEED) {
        line++;
        lineStartsAt = at + 1;
        strayOnLine = 0;
      } else if (!isSeparator(byte)) {
        at = passStray(at, limit, line, 0, inArray);
        strayOnLine = load<u32>(STRAY_ON_LINE);
        if (load<u32>(STRAY_RUNS_FULL) != 0) limit = at;
        byte = load<u8>(at);
        continue;
      }
      byte = load<u8>(++at);
    }
    if (at >= limit || row == rowsEnd || !canRead) break;
    if (inArray && byte == CLOSE_BRACKET) break;
    if (strayOnLine != 0 && !quoteFollows(at)) break;

    let end = mapped ? commonMappedRecord(at) : commonRecord(at);
    if (end == REFUSED) end = mapped ? anyMappedRecord(at) : anyRecord(at);
    if (end == REFUSED || end - at > maxRecordBytes) break;
    if (mapped) {
      if (!takeValues(filledSlots)) break;
      if (hasIds) {
        store<u32>(row + (5 + DIMENSIONS) * column, rowIdLow);
        store<u32>(row + (6 + DIMENSIONS) * column, rowIdHigh);
        anyIds |= rowIdLow | rowIdHigh;
      }
    }
    if (userInteger != IN_BYTES) store<u32>(row, userInteger);
    else keepText(<u32>(row - rowsAt) >> 2, column);
    store<u32>(row + column, numberOfText(0, textFrom(0), textTo(0)));
    if (DIMENSIONS > 1) furtherDimensions(row, column);
    const secondsHigh = <i32>(seconds >> 32);
    store<u32>(row + (1 + DIMENSIONS) * column, <u32>seconds);
    store<u32>(row + (2 + DIMENSIONS) * column, nanoseconds);
    store<u32>(row + (3 + DIMENSIONS) * column, <u32>at + offsetBias);
    store<u32>(row + (4 + DIMENSIONS) * column, line);
    store<i8>(rowsAt + (7 + DIMENSIONS) * column + ((row - rowsAt) >> 2), <i8>secondsHigh);
    anyNanoseconds |= nanoseconds;
    anySecondsHigh |= secondsHigh;
    if (zone != ZONE_UTC) countZone();
    row += 4;
    recordBytes += <u32>(end - at);
    strayOnLine = 0;
    if (lineFeeds != 0) {
      line += lineFeeds;
      lineStartsAt = lineStart;
    }
    at = end;
  }
  store<u32>(ROW_COUNT, <u32>(row - rowsAt) >> 2);
  store<u32>(LINE, line);
  store<u32>(LINE_START, <u32>lineStartsAt);
  store<u32>(RECORDS, <u32>(row - firstRow) >> 2);
  store<u32>(RECORD_BYTES, recordBytes);
  store<u32>(STRAY_ON_LINE, strayOnLine);
  store<u32>(SEPARATOR_BYTES, <u32>(at - from) - recordBytes - load<u32>(STRAY_BYTES));
  store<u32>(ANY_NANOSECONDS, anyNanoseconds);
  store<u32>(ANY_SECONDS_HIGH, anySecondsHigh);
  if (mapped) store<u32>(ANY_IDS, anyIds);
  return at;
}

/**
 * Writes the numbers of all dimensions but the first. They are apart from it because the compiler unrolls no loop, and the
 * one that would remain around a single dimension costs 1 % of `run`.
 */
function furtherDimensions(row: usize, column: usize): void {
  for (let dimension: usize = 1; dimension < <usize>DIMENSIONS; dimension++) {
    const number = numberOfText(<u32>dimension, textFrom(dimension), textTo(dimension));
    store<u32>(row + (1 + dimension) * column, number);
  }
}

/** Counts the time of a row whose zone is not UTC. */
@inline
function countZone(): void {
  const count: usize = zone == ZONE_NONE ? ZONELESS_TIMES : OFFSET_TIMES;
  store<u32>(count, load<u32>(count) + 1);
}

/**
 * Whether a quote follows the brace at `at`, after at most one space. After stray text other braces usually begin no
 * record (spec section 1); the scanner looks closer.
 */
@inline
function quoteFollows(at: usize): bool {
  const byte: u32 = load<u8>(at + 1);
  return byte == QUOTE || (byte == SPACE && load<u8>(at + 2) == QUOTE);
}

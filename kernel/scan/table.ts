/** The hot loop for tables: ordinary rows, from bytes to rows of columns. As `run` is for JSON (index.ts). */
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
  UNCHECKED_IN_RUN,
  ZONELESS_TIMES,
} from '../../source/pipeline/kernel/layout';
import { ZONE_NONE, ZONE_UTC } from '../../source/pipeline/time/zone-kinds';
import { DIMENSIONS } from '../../source/pipeline/validate/dimensions';
import { CARRIAGE_RETURN, LINE_FEED, REFUSED } from './bytes';
import { numberOfText } from './dimension-cache';
import { rowIdHigh, rowIdLow, takeValues } from './mapped-values';
import { textFrom, textTo } from './record';
import { filledCells, innerLineFeeds, nextRow, quoteCells, tableRow, uncoverCells } from './table-row';
import { nanoseconds, seconds, zone } from './timestamp';
import { forgetTexts, IN_BYTES, keepText, userInteger } from './user-id';

/**
 * Reads rows that begin before `limit` from `from`, a place between rows. Returns where it stopped: a place at or after
 * `limit` between rows; or the beginning of a row that it refuses, or for which there is no room. The window ends at `to`.
 */
export function runTable(from: usize, limit: usize, to: usize): usize {
  const rowsAt = <usize>load<u32>(ROWS_AT);
  const column = <usize>(4 * load<u32>(ROW_CAPACITY));
  const rowsEnd = rowsAt + column;
  const maxRecordBytes = <usize>load<u32>(MAX_RECORD_BYTES);
  const offsetBias = load<u32>(OFFSET_BIAS);
  const hasIds = load<u32>(ID_SLOTS) != 0;
  const firstRow = rowsAt + 4 * <usize>load<u32>(ROW_COUNT);
  let row = firstRow;
  let line = load<u32>(LINE);
  let lineStartsAt: usize = 0;
  let recordBytes: u32 = 0;
  let anyNanoseconds: u32 = 0;
  let anySecondsHigh: u32 = 0;
  let anyIds: u32 = 0;
  store<u32>(OFFSET_TIMES, 0);
  store<u32>(ZONELESS_TIMES, 0);
  store<u32>(UNCHECKED_IN_RUN, 1);
  forgetTexts();
  let at = from;
  while (at < limit) {
    const byte: u32 = load<u8>(at);
    if (byte == LINE_FEED || (byte == CARRIAGE_RETURN && load<u8>(at + 1) == LINE_FEED && at + 1 < to)) {
      at += byte == LINE_FEED ? 1 : 2;
      line++;
      lineStartsAt = at;
      continue;
    }
    if (row == rowsEnd) break;
    const end = tableRow(at, to);
    // The slow path looks no further than this for the line end.
    if (end == REFUSED || nextRow - at > maxRecordBytes) break;
    const filled = filledCells;
    if (!quoteCells(filled)) break;
    const isEvent = takeValues(filled);
    uncoverCells(filled);
    if (!isEvent) break;
    if (hasIds) {
      store<u32>(row + (5 + DIMENSIONS) * column, rowIdLow);
      store<u32>(row + (6 + DIMENSIONS) * column, rowIdHigh);
      anyIds |= rowIdLow | rowIdHigh;
    }
    if (userInteger != IN_BYTES) store<u32>(row, userInteger);
    else keepText(<u32>(row - rowsAt) >> 2, column);
    store<u32>(row + column, numberOfText(0, textFrom(0), textTo(0)));
    const secondsHigh = <i32>(seconds >> 32);
    store<u32>(row + (1 + DIMENSIONS) * column, <u32>seconds);
    store<u32>(row + (2 + DIMENSIONS) * column, nanoseconds);
    store<u32>(row + (3 + DIMENSIONS) * column, <u32>at + offsetBias);
    store<u32>(row + (4 + DIMENSIONS) * column, line);
    store<i8>(rowsAt + (7 + DIMENSIONS) * column + ((row - rowsAt) >> 2), <i8>secondsHigh);
    anyNanoseconds |= nanoseconds;
    anySecondsHigh |= secondsHigh;
    if (zone != ZONE_UTC) {
      const count: usize = zone == ZONE_NONE ? ZONELESS_TIMES : OFFSET_TIMES;
      store<u32>(count, load<u32>(count) + 1);
    }
    row += 4;
    recordBytes += <u32>(end - at);
    line += 1 + innerLineFeeds;
    at = nextRow;
    lineStartsAt = at;
  }
  store<u32>(ROW_COUNT, <u32>(row - rowsAt) >> 2);
  store<u32>(LINE, line);
  store<u32>(LINE_START, <u32>lineStartsAt);
  store<u32>(RECORDS, <u32>(row - firstRow) >> 2);
  store<u32>(RECORD_BYTES, recordBytes);
  store<u32>(SEPARATOR_BYTES, <u32>(at - from) - recordBytes);
  store<u32>(ANY_NANOSECONDS, anyNanoseconds);
  store<u32>(ANY_SECONDS_HIGH, anySecondsHigh);
  store<u32>(ANY_IDS, anyIds);
  return at;
}

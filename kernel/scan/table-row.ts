/**
 * Finds the cells of one row of a table, sixteen bytes at a time, as `RowReader` (source/pipeline/table/row-reader.ts) does.
 * It refuses rows that take a closer look: damaged ones, and wanted cells that JSON could not write between quotes as they
 * are, as one with a quote in it.
 */
import {
  COLUMN_COUNT,
  DELIMITER,
  OPTIONAL_SLOTS,
  SLOT_BYTES,
  SLOT_VALUES_AT,
  WANTED_CELL_BYTES,
  WANTED_CELLS_AT,
} from '../../source/pipeline/kernel/layout';
import { CARRIAGE_RETURN, LINE_FEED, plainStringEnd, QUOTE, REFUSED, SPACE } from './bytes';

/** Of the row read last: the slots that have a value, the address of the next line, and the line feeds in quotes. */
export let filledCells: u32 = 0;
export let nextRow: usize = 0;
export let innerLineFeeds: u32 = 0;

/** Returns the end of the row that begins at `from`, without its line end, or REFUSED. The window ends at `to`. */
export function tableRow(from: usize, to: usize): usize {
  const delimiter = load<u32>(DELIMITER);
  const delimiters = i8x16.splat(<i8>delimiter);
  const lineFeeds = i8x16.splat(<i8>LINE_FEED);
  const quotes = i8x16.splat(<i8>QUOTE);
  let wanted: usize = WANTED_CELLS_AT;
  let wantedColumn = load<u32>(wanted);
  let filled: u32 = 0;
  let cell: u32 = 0;
  let cellFrom = from;
  let at = from;
  innerLineFeeds = 0;
  while (at < to) {
    const bytes = v128.load(at);
    let found = i8x16.bitmask(
      v128.or(v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, lineFeeds)), i8x16.eq(bytes, quotes)),
    );
    const block = at;
    at += 16;
    while (found != 0) {
      const stop = block + ctz(found);
      found &= found - 1;
      let end = stop;
      let valueFrom = cellFrom;
      let valueTo = stop;
      if (<u32>load<u8>(stop) == QUOTE) {
        // Inside a cell that does not begin with one it is a character like any other.
        if (stop != cellFrom) continue;
        valueFrom = stop + 1;
        valueTo = closingQuote(valueFrom, to);
        if (valueTo == REFUSED) return REFUSED;
        end = valueTo + 1;
        let behind: u32 = load<u8>(end);
        if (behind == CARRIAGE_RETURN) behind = load<u8>(++end) == LINE_FEED ? LINE_FEED : 0;
        if ((behind != delimiter && behind != LINE_FEED) || end >= to) return REFUSED;
        // The bytes up to the next cell have been looked at.
        found = 0;
        at = end + 1;
      } else if (
        <u32>load<u8>(stop) == LINE_FEED &&
        stop > cellFrom &&
        load<u8>(stop - 1) == CARRIAGE_RETURN
      ) {
        valueTo--;
      }
      if (cell == wantedColumn) {
        const slotBits = load<u32>(wanted, 4);
        if (valueTo > valueFrom) {
          // A blank that may be as missing is left to the slow path.
          if ((slotBits & load<u32>(OPTIONAL_SLOTS)) != 0 && <u32>load<u8>(valueFrom) <= SPACE)
            return REFUSED;
          const slot = SLOT_VALUES_AT + <usize>ctz(slotBits) * SLOT_BYTES;
          store<u32>(slot, <u32>(valueFrom - 1));
          store<u32>(slot, <u32>(valueTo + 1), 4);
          filled |= slotBits;
        }
        wanted += WANTED_CELL_BYTES;
        wantedColumn = load<u32>(wanted);
      }
      if (<u32>load<u8>(end) == LINE_FEED) {
        if (cell + 1 != load<u32>(COLUMN_COUNT)) return REFUSED;
        filledCells = filled;
        nextRow = end + 1;
        return load<u8>(valueTo) == QUOTE && valueFrom > cellFrom ? valueTo + 1 : valueTo;
      }
      cell++;
      cellFrom = end + 1;
    }
  }
  return REFUSED;
}

/** Returns the quote that closes the cell whose contents begin at `from`, or REFUSED. In it quotes are doubled. */
function closingQuote(from: usize, to: usize): usize {
  const lineFeeds = i8x16.splat(<i8>LINE_FEED);
  const quotes = i8x16.splat(<i8>QUOTE);
  for (let at = from; at < to; ) {
    const bytes = v128.load(at);
    const quoteBits = i8x16.bitmask(i8x16.eq(bytes, quotes));
    const feedBits = i8x16.bitmask(i8x16.eq(bytes, lineFeeds));
    if (quoteBits != 0) {
      const quote = at + ctz(quoteBits);
      innerLineFeeds += popcnt(feedBits & ((quoteBits & -quoteBits) - 1));
      if (load<u8>(quote + 1) != QUOTE) return quote < to ? quote : REFUSED;
      at = quote + 2;
      continue;
    }
    innerLineFeeds += popcnt(feedBits);
    at += 16;
  }
  return REFUSED;
}

/** The bytes that `quoteCells` covers with quotes: one before and one after each slot's value. */
const COVERED = memory.data<u8>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/**
 * Puts quotes around the filled cells, which makes them JSON strings: what reads values knows no other. Returns false, and
 * puts none, if some cell holds a byte that JSON would escape.
 */
export function quoteCells(filled: u32): bool {
  for (let left = filled; left != 0; left &= left - 1) {
    const index = <usize>ctz(left);
    const slot = SLOT_VALUES_AT + index * SLOT_BYTES;
    store<u8>(COVERED + 2 * index, load<u8>(load<u32>(slot)));
    store<u8>(COVERED + 2 * index, load<u8>(load<u32>(slot, 4) - 1), 1);
  }
  for (let left = filled; left != 0; left &= left - 1) {
    const slot = SLOT_VALUES_AT + <usize>ctz(left) * SLOT_BYTES;
    store<u8>(load<u32>(slot), QUOTE);
    store<u8>(load<u32>(slot, 4) - 1, QUOTE);
  }
  for (let left = filled; left != 0; left &= left - 1) {
    const slot = SLOT_VALUES_AT + <usize>ctz(left) * SLOT_BYTES;
    if (plainStringEnd(load<u32>(slot) + 1) == <usize>load<u32>(slot, 4) - 1) continue;
    uncoverCells(filled);
    return false;
  }
  return true;
}

/** Restores the bytes that `quoteCells` has covered. */
export function uncoverCells(filled: u32): void {
  for (let left = filled; left != 0; left &= left - 1) {
    const index = <usize>ctz(left);
    const slot = SLOT_VALUES_AT + index * SLOT_BYTES;
    store<u8>(load<u32>(slot), load<u8>(COVERED + 2 * index));
    store<u8>(load<u32>(slot, 4) - 1, load<u8>(COVERED + 2 * index, 1));
  }
}

import type { TableLayout } from '../settings.ts';
import { indexOfByte, LINE_FEED } from '../text/bytes.ts';
import {
  FITS,
  NOT_CLOSED,
  OUT_OF_ROW,
  type RowEnding,
  RowReader,
  TOO_FEW,
  TOO_MANY,
  trimLineEnds,
} from './row-reader.ts';

/** What `RowFinder.find` found: a row with as many cells as there are columns. */
export const ROW = 0;
/** A damaged row. */
export const DAMAGED = 1;
/** It takes more bytes to decide. */
export const MORE = 2;
/** The row reaches the longest length that is looked at, and no line in it fits. */
export const ENDLESS = 3;

/** What `RowFinder.find` found. */
export type FoundRow = typeof ROW | typeof DAMAGED | typeof MORE | typeof ENDLESS;

/**
 * Finds rows one after the other, and where one that is damaged ends (spec section 14). A row that closes with a wrong
 * number of cells on its own line is that line. Any other damage may come of a quote that was never closed and took lines
 * with it: reading goes on at the next line that fits. That is one that, read strictly, is a row with as many cells as
 * there are columns, or one that is damaged itself: some cell after its first opens with a quote, and does not end with
 * the line.
 *
 * Each byte is read a bounded number of times: the lines of a failed reading are tried on their own, and another reading
 * that may go past its line begins only at the last of them, or after it.
 */
export class RowFinder {
  /** After ROW: the cells. */
  readonly row: RowReader;
  /** After ROW and DAMAGED: the end of the row, and where reading continues. */
  stop = 0;
  next = 0;
  /** Line feeds in the row without its line end, and the index of the last one, if there is one. */
  lineFeeds = 0;
  lastLineFeed = -1;
  /** Tries other lines than the one that is read. */
  private readonly trial: RowReader;

  constructor({ delimiter, columns }: TableLayout) {
    this.row = new RowReader(delimiter, columns.length);
    this.trial = new RowReader(delimiter, columns.length);
  }

  /** Finds the row that begins at `from`. `ends`: nothing follows `bytes[..to)`. It looks no further than `mostBytes`. */
  find(bytes: Uint8Array, from: number, to: number, ends: boolean, mostBytes: number): FoundRow {
    const { row } = this;
    const limit = Math.min(to, from + mostBytes);
    const isLast = ends && limit === to;
    const ending = row.read(bytes, from, limit, isLast);
    if (ending === OUT_OF_ROW && limit === to) return MORE;
    this.stop = row.stop;
    this.next = row.next;
    this.lineFeeds = row.lineFeeds;
    this.lastLineFeed = row.lastLineFeed;
    if (ending === FITS) return ROW;
    const isClosed = ending === TOO_FEW || ending === TOO_MANY;
    if (isClosed && row.lineFeeds === 0) return DAMAGED;
    const next = this.nextThatFits(bytes, from, limit, isLast, isClosed);
    if (next === NEEDS_BYTES) return limit === to ? MORE : ENDLESS;
    this.endAt(bytes, from, next);
    return DAMAGED;
  }

  /** Whether the line `bytes[from..to)` is a row of its own, read strictly. */
  fitsOnItsLine(bytes: Uint8Array, from: number, to: number): boolean {
    const { trial } = this;
    return trial.read(bytes, from, to, true) === FITS && !trial.hasBareQuote && trial.lineFeeds === 0;
  }

  /** Returns the beginning of the next line that fits, `to` where the input ends before one, or NEEDS_BYTES. */
  private nextThatFits(
    bytes: Uint8Array,
    from: number,
    to: number,
    ends: boolean,
    isClosed: boolean,
  ): number {
    const { row, trial } = this;
    // A row that closed ends with its last line at the latest.
    const ownEnd = row.next;
    let { stop } = row;
    for (let at = from; ; ) {
      let line = lineAfter(bytes, at, to);
      let lastLine = -1;
      for (; line >= 0 && line <= stop && line < to; line = lineAfter(bytes, line, to)) {
        const lineFeed = indexOfByte(bytes, LINE_FEED, line, to);
        if (lineFeed < 0 && !ends) return NEEDS_BYTES;
        if (this.fitsOnItsLine(bytes, line, lineFeed < 0 ? to : lineFeed)) return line;
        lastLine = line;
      }
      if (isClosed) return ownEnd;
      const candidate = lastLine > at ? lastLine : line;
      if (candidate < 0 || candidate >= to) return ends ? to : NEEDS_BYTES;
      const ending = trial.read(bytes, candidate, to, ends);
      if (ending === OUT_OF_ROW) return NEEDS_BYTES;
      if (!trial.hasBareQuote && (ending === FITS || opensQuote(trial, ending))) return candidate;
      at = candidate;
      stop = Math.max(trial.stop, candidate);
    }
  }

  private endAt(bytes: Uint8Array, from: number, next: number): void {
    this.next = next;
    this.stop = trimLineEnds(bytes, from, next);
    this.lineFeeds = 0;
    this.lastLineFeed = -1;
    for (let at = indexOfByte(bytes, LINE_FEED, from, this.stop); at >= 0; ) {
      this.lineFeeds++;
      this.lastLineFeed = at;
      at = indexOfByte(bytes, LINE_FEED, at + 1, this.stop);
    }
  }
}

/** Returned for a line that more bytes are needed to find. No line is found at index 0. */
const NEEDS_BYTES = 0;

/** Whether a cell after the first opens with a quote and goes on past its line. */
function opensQuote({ cellCount, lineFeeds }: RowReader, ending: RowEnding): boolean {
  const goesOn = ending === NOT_CLOSED || (lineFeeds > 0 && ending !== TOO_FEW && ending !== TOO_MANY);
  return goesOn && cellCount > 1;
}

/** Returns the index after the next line feed, or -1. */
function lineAfter(bytes: Uint8Array, from: number, to: number): number {
  const lineFeed = indexOfByte(bytes, LINE_FEED, from, to);
  return lineFeed < 0 ? -1 : lineFeed + 1;
}

import { CARRIAGE_RETURN, indexOfByte, LINE_FEED, QUOTE } from '../text/bytes.ts';

/** How a reading of one row ended: it has as many cells as there are columns. */
export const FITS = 0;
/** It ended with fewer cells, or with more, than there are columns. */
export const TOO_FEW = 1;
export const TOO_MANY = 2;
/** Something other than a delimiter or the end of the row follows a closing quote. */
export const TEXT_AFTER_QUOTE = 3;
/** A quote that opens a cell is not closed where the input ends, or the part of it that is looked at. */
export const NOT_CLOSED = 4;
/** The bytes end inside the row, and more may follow. */
export const OUT_OF_ROW = 5;

/** How a reading of one row ended. */
export type RowEnding =
  | typeof FITS
  | typeof TOO_FEW
  | typeof TOO_MANY
  | typeof TEXT_AFTER_QUOTE
  | typeof NOT_CLOSED
  | typeof OUT_OF_ROW;

/** How a cell is written: as it is, in quotes, or in quotes with doubled quotes in it. */
export const PLAIN = 0;
export const QUOTED = 1;
export const DOUBLED = 2;

/**
 * Reads one row of a table as RFC 4180 defines it: cells between delimiters, in quotes those that hold a delimiter, a quote
 * (written twice) or a line feed. A quote inside a cell that does not begin with one is a character like any other.
 */
export class RowReader {
  /** After FITS, TOO_FEW, TOO_MANY: the end of the row, and that of its line end. Else: where reading stopped. */
  stop = 0;
  next = 0;
  /** How many cells were begun. */
  cellCount = 0;
  /** The contents of each cell, without its quotes: `bytes[cellFrom[i]..cellTo[i])`, and how it is written. */
  readonly cellFrom: Uint32Array;
  readonly cellTo: Uint32Array;
  readonly cellForm: Uint8Array;
  /** The line feeds in the row, and the index of the last one, if there is one. */
  lineFeeds = 0;
  lastLineFeed = -1;
  /** Whether a cell that does not begin with a quote holds one. */
  hasBareQuote = false;
  /** Whether the cell read last has doubled quotes. */
  private doubled = false;
  private readonly delimiter: number;

  constructor(
    delimiter: string,
    private readonly columnCount: number,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
    this.cellFrom = new Uint32Array(columnCount);
    this.cellTo = new Uint32Array(columnCount);
    this.cellForm = new Uint8Array(columnCount);
  }

  /** Reads the row that begins at `from`. `ends`: nothing follows `bytes[..to)`, so the row ends there at the latest. */
  read(bytes: Uint8Array, from: number, to: number, ends: boolean): RowEnding {
    const { delimiter, columnCount, cellFrom, cellTo, cellForm } = this;
    this.lineFeeds = 0;
    this.lastLineFeed = -1;
    this.hasBareQuote = false;
    let cells = 0;
    let at = from;
    for (;;) {
      let form = PLAIN;
      let cellStart = at;
      let cellEnd: number;
      cells++;
      if (at < to && bytes[at] === QUOTE) {
        cellStart = at + 1;
        cellEnd = this.closingQuote(bytes, cellStart, to);
        if (cellEnd < 0) return this.stopAt(to, cells, ends ? NOT_CLOSED : OUT_OF_ROW);
        form = this.doubled ? DOUBLED : QUOTED;
        at = this.pastQuote(bytes, cellEnd + 1, to);
        if (at < 0) return this.stopAt(cellEnd + 1, cells, TEXT_AFTER_QUOTE);
        if (at === to && !ends) return this.stopAt(to, cells, OUT_OF_ROW);
      } else {
        while (at < to) {
          const byte = bytes[at];
          if (byte === delimiter || byte === LINE_FEED) break;
          if (byte === QUOTE) this.hasBareQuote = true;
          at++;
        }
        if (at === to && !ends) return this.stopAt(to, cells, OUT_OF_ROW);
        cellEnd = at;
        const endsRow = at === to || bytes[at] === LINE_FEED;
        if (endsRow && at > cellStart && bytes[at - 1] === CARRIAGE_RETURN) cellEnd--;
      }
      if (cells <= columnCount) {
        cellFrom[cells - 1] = cellStart;
        cellTo[cells - 1] = cellEnd;
        cellForm[cells - 1] = form;
      }
      if (at < to && bytes[at] === delimiter) {
        at++;
        continue;
      }
      this.cellCount = cells;
      this.stop = form === PLAIN ? cellEnd : cellEnd + 1;
      this.next = at < to ? at + 1 : to;
      if (cells === columnCount) return FITS;
      return cells < columnCount ? TOO_FEW : TOO_MANY;
    }
  }

  /**
   * Returns the index of what ends the cell whose closing quote is before `at`: a delimiter, a line feed, which a carriage
   * return may precede, or `to`. Returns -1 if something else follows the quote.
   */
  private pastQuote(bytes: Uint8Array, at: number, to: number): number {
    const end = at < to && bytes[at] === CARRIAGE_RETURN ? at + 1 : at;
    if (end === to || bytes[end] === LINE_FEED) return end;
    return end === at && bytes[at] === this.delimiter ? at : -1;
  }

  /** Returns the index of the quote that closes the cell whose contents begin at `from`, or -1. Counts line feeds. */
  private closingQuote(bytes: Uint8Array, from: number, to: number): number {
    this.doubled = false;
    for (let at = from; ; ) {
      const quote = indexOfByte(bytes, QUOTE, at, to);
      this.countLineFeeds(bytes, at, quote < 0 ? to : quote);
      if (quote < 0) return -1;
      if (quote + 1 >= to || bytes[quote + 1] !== QUOTE) return quote;
      this.doubled = true;
      at = quote + 2;
    }
  }

  private countLineFeeds(bytes: Uint8Array, from: number, to: number): void {
    for (let at = indexOfByte(bytes, LINE_FEED, from, to); at >= 0; ) {
      this.lineFeeds++;
      this.lastLineFeed = at;
      at = indexOfByte(bytes, LINE_FEED, at + 1, to);
    }
  }

  private stopAt(at: number, cells: number, ending: RowEnding): RowEnding {
    this.stop = at;
    this.next = at;
    this.cellCount = cells;
    return ending;
  }
}

/** Returns the end of `bytes[from..to)` without the line ends at its end. */
export function trimLineEnds(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] === LINE_FEED || bytes[end - 1] === CARRIAGE_RETURN)) end--;
  return end;
}

/** Returns where the empty line that begins at `from` ends; `from` if the line is not empty; -1 if more bytes can tell. */
export function endOfEmptyLine(bytes: Uint8Array, from: number, to: number, ends: boolean): number {
  if (from >= to) return from;
  if (bytes[from] === LINE_FEED) return from + 1;
  if (bytes[from] !== CARRIAGE_RETURN) return from;
  if (from + 1 === to) return ends ? to : -1;
  return bytes[from + 1] === LINE_FEED ? from + 2 : from;
}

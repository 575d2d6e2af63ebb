import {
  BACKSLASH,
  byteClass,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  trimEnd,
} from '../text/bytes.ts';
import { Nesting } from '../text/nesting.ts';

/** How a reading of one record ended: the record closed. */
export const CLOSED = 0;
/** A `{` comes where no value may: the record was never closed, and another begins there. */
const ENDED_BY_BRACE = 1;
/** A line feed comes inside a string: the string was never closed. */
export const ENDED_IN_STRING = 2;
/** The bytes ended inside the record, outside any string. */
export const OUT_OF_BYTES = 3;
/** The bytes ended inside a string of the record. */
export const OUT_OF_BYTES_IN_STRING = 4;

/** How a reading of one record ended. */
export type Ending =
  | typeof CLOSED
  | typeof ENDED_BY_BRACE
  | typeof ENDED_IN_STRING
  | typeof OUT_OF_BYTES
  | typeof OUT_OF_BYTES_IN_STRING;

/** The rules of spec section 1 that a reading follows. */
export interface ReadingRules {
  /** Strings are recognised: braces inside do not count, and a line feed inside ends the record. */
  readonly quotes: boolean;
  /** A `{` is a nested value only where JSON allows a value; anywhere else it ends the record. */
  readonly placement: boolean;
  /** A `{` first on its line, at a column not beyond that of the record's own brace, ends the record. */
  readonly columns: boolean;
  /** A record that is still open where a second reading stops ends there. */
  readonly stopEndsRecord: boolean;
}

/** The first reading of a record. */
export const FIRST_READING: ReadingRules = {
  quotes: true,
  placement: true,
  columns: false,
  stopEndsRecord: false,
};
/** The second reading, for a record that is damaged under the first. */
export const SECOND_READING: ReadingRules = {
  quotes: true,
  placement: true,
  columns: true,
  stopEndsRecord: true,
};
/** The second reading of a record that ends inside a string. */
export const SECOND_READING_WITHOUT_QUOTES: ReadingRules = { ...SECOND_READING, quotes: false };
/** How a record that reached --max-record is read again (docs/decisions/003). */
export const BRACE_COUNTING: ReadingRules = {
  quotes: false,
  placement: false,
  columns: true,
  stopEndsRecord: false,
};

/** By byte: 1 for those with a meaning between the strings of a record, and for line feeds, which are counted. */
const STRUCTURAL = byteClass(
  (byte) =>
    byte === LINE_FEED ||
    byte === QUOTE ||
    byte === OPEN_BRACE ||
    byte === CLOSE_BRACE ||
    byte === OPEN_BRACKET ||
    byte === CLOSE_BRACKET,
);
const STRUCTURAL_WITHOUT_QUOTES = byteClass((byte) => STRUCTURAL[byte] === 1 && byte !== QUOTE);
/** By byte: 1 for those with a meaning inside a string. */
const STRUCTURAL_IN_STRING = byteClass((byte) => byte === QUOTE || byte === BACKSLASH || byte === LINE_FEED);

/**
 * Finds where the record that begins with the brace at `bytes[from]` ends, under one of the sets of rules above. One
 * pass, with one bit of memory per open container; only the white space before a brace is looked at twice.
 */
export class RecordEndReader {
  /** After `read`: the index after the closing brace, or the index where reading stopped. */
  stop = 0;
  /** After `read`: the line feeds in `bytes[from..stop)`, and the index of the last one, if there is one. */
  lineFeeds = 0;
  lastLineFeed = -1;
  private readonly nesting = new Nesting();

  /** `lineStart`: the start of the line of the record's brace, an index like `from` (negative: before the window). */
  read(bytes: Uint8Array, from: number, to: number, rules: ReadingRules, lineStart: number): Ending {
    const { nesting } = this;
    const { quotes, placement, columns } = rules;
    const isStructural = quotes ? STRUCTURAL : STRUCTURAL_WITHOUT_QUOTES;
    const ownColumn = from - lineStart;
    nesting.clear();
    nesting.pushObject();
    let ending: Ending = OUT_OF_BYTES;
    let lineFeeds = 0;
    let lastLineFeed = -1;
    let at = from + 1;
    for (; ; at++) {
      while (at < to && isStructural[bytes[at]] === 0) at++;
      if (at >= to) break;
      const byte = bytes[at];
      if (byte === QUOTE) {
        at = stopInString(bytes, at + 1, to);
        if (at < to && bytes[at] === QUOTE) continue;
        ending = at === to ? OUT_OF_BYTES_IN_STRING : ENDED_IN_STRING;
        break;
      }
      if (byte === LINE_FEED) {
        lineFeeds++;
        lastLineFeed = at;
      } else if (byte === OPEN_BRACE) {
        // Stops at the record's own brace at the latest.
        const previousAt = trimEnd(bytes, from, at) - 1;
        const firstOnLine = lastLineFeed > previousAt;
        if (
          (columns && firstOnLine && at - lastLineFeed - 1 <= ownColumn) ||
          (placement && !this.valueMayFollow(bytes[previousAt]))
        ) {
          ending = ENDED_BY_BRACE;
          break;
        }
        nesting.pushObject();
      } else if (byte === CLOSE_BRACE) {
        nesting.popThroughObject();
        if (nesting.depth === 0) {
          at++;
          ending = CLOSED;
          break;
        }
      } else if (byte === OPEN_BRACKET) {
        nesting.pushArray();
      } else if (nesting.inArray()) {
        nesting.pop();
      }
    }
    this.stop = at;
    this.lineFeeds = lineFeeds;
    this.lastLineFeed = lastLineFeed;
    return ending;
  }

  /** Sets the results as if a reading had ended at `stop`. */
  stopAt(stop: number, { lineFeeds, lastLineFeed }: { lineFeeds: number; lastLineFeed: number }): void {
    this.stop = stop;
    this.lineFeeds = lineFeeds;
    this.lastLineFeed = lastLineFeed;
  }

  private valueMayFollow(previous: number): boolean {
    return previous === COLON || previous === OPEN_BRACKET || (previous === COMMA && this.nesting.inArray());
  }
}

/**
 * Returns the index of the closing quote of the string whose first character is at `from`, or of its line feed, or `to`.
 */
function stopInString(bytes: Uint8Array, from: number, to: number): number {
  const isStructural = STRUCTURAL_IN_STRING; // a local constant: V8 would load one of the module for every byte
  for (let at = from; ; ) {
    while (at < to && isStructural[bytes[at]] === 0) at++;
    if (at >= to) return to;
    if (bytes[at] !== BACKSLASH) return at;
    // A backslash escapes the next character, but no backslash hides a line feed.
    at += at + 1 < to && bytes[at + 1] !== LINE_FEED ? 2 : 1;
  }
}

import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhiteSpace,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './bytes.ts';
import { Nesting } from './nesting.ts';

/** How a reading of one record came to its end. */
export const CLOSED = 0;
/** A `{` stands where no value may: the record was never closed, and another begins there. */
export const ENDED_BY_BRACE = 1;
/** A line feed stands inside a string: the string was never closed. */
export const ENDED_IN_STRING = 2;
/** The bytes ended inside the record, outside any string. */
export const OUT_OF_BYTES = 3;
/** The bytes ended inside a string of the record. */
export const OUT_OF_BYTES_IN_STRING = 4;

export type Ending =
  | typeof CLOSED
  | typeof ENDED_BY_BRACE
  | typeof ENDED_IN_STRING
  | typeof OUT_OF_BYTES
  | typeof OUT_OF_BYTES_IN_STRING;

/** Which of the rules of spec section 1 a reading follows. */
export interface ReadingRules {
  /** Strings are strings: braces inside do not count, and a line feed inside ends the record. */
  readonly quotes: boolean;
  /** A `{` is a nested value only where JSON allows a value; anywhere else it ends the record. */
  readonly placement: boolean;
  /** A `{` first on its line, at a column not beyond that of the record's own brace, ends the record. */
  readonly columns: boolean;
}

export const FIRST_READING: ReadingRules = { quotes: true, placement: true, columns: false };
export const SECOND_READING: ReadingRules = { quotes: true, placement: true, columns: true };
export const SECOND_READING_WITHOUT_QUOTES: ReadingRules = { quotes: false, placement: true, columns: true };
/** How a record that reached --max-record is read again (docs/decisions/003). */
export const BRACE_COUNTING: ReadingRules = { quotes: false, placement: false, columns: true };

/**
 * Finds where the record that begins with the brace at `bytes[from]` ends, under one of the sets of rules above.
 * One pass, no look back, memory of one bit for each open container.
 */
export class RecordReading {
  /** After `read`: one past the closing brace, or the place where reading stopped. */
  stop = 0;
  private readonly nesting = new Nesting();

  /** `lineStart`: where the line of the record's brace begins, an index like `from` (negative: before the window). */
  read(bytes: Uint8Array, from: number, to: number, rules: ReadingRules, lineStart: number): Ending {
    const { nesting } = this;
    const { quotes, placement, columns } = rules;
    const ownColumn = from - lineStart;
    nesting.clear();
    nesting.pushObject();
    // The last byte that is not white space: what a `{` stands behind.
    let previous = OPEN_BRACE;
    let previousAt = from;
    let lastLineFeed = -1;
    for (let at = from + 1; at < to; at++) {
      const byte = bytes[at];
      if (isWhiteSpace(byte)) {
        if (byte === LINE_FEED) lastLineFeed = at;
        continue;
      }
      if (byte === QUOTE && quotes) {
        at = endOfString(bytes, at + 1, to);
        if (at === to || bytes[at] === LINE_FEED) {
          this.stop = at;
          return at === to ? OUT_OF_BYTES_IN_STRING : ENDED_IN_STRING;
        }
      } else if (byte === OPEN_BRACE) {
        const firstOnLine = lastLineFeed > previousAt;
        if (
          (columns && firstOnLine && at - lastLineFeed - 1 <= ownColumn) ||
          (placement && !this.valueMayFollow(previous))
        ) {
          this.stop = at;
          return ENDED_BY_BRACE;
        }
        nesting.pushObject();
      } else if (byte === OPEN_BRACKET) {
        nesting.pushArray();
      } else if (byte === CLOSE_BRACKET) {
        if (nesting.inArray()) nesting.pop();
      } else if (byte === CLOSE_BRACE) {
        nesting.popThroughObject();
        if (nesting.depth === 0) {
          this.stop = at + 1;
          return CLOSED;
        }
      }
      previous = byte;
      previousAt = at;
    }
    this.stop = to;
    return OUT_OF_BYTES;
  }

  private valueMayFollow(previous: number): boolean {
    return previous === COLON || previous === OPEN_BRACKET || (previous === COMMA && this.nesting.inArray());
  }
}

/** The closing quote of the string whose first character is at `from`; or its line feed; or `to`. */
function endOfString(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at];
    if (byte === QUOTE || byte === LINE_FEED) return at;
    // A backslash takes the next character with it, but no backslash hides a line feed.
    at += byte === BACKSLASH && at + 1 < to && bytes[at + 1] !== LINE_FEED ? 2 : 1;
  }
  return to;
}

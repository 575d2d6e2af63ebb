import { CLOSE_BRACE, isWhiteSpace, LINE_FEED, OPEN_BRACE } from './bytes.ts';
import type { Tally } from './tally.ts';

/**
 * A record that reached --max-record without an end: passed over to its end by counting braces, with nothing held
 * (spec section 1; docs/decisions/003). It ends where its braces close, or before a `{` that comes first on its
 * line at a column not beyond its own, so that in a file of lines it costs no other line its event.
 */
export class TooLongRecord {
  private depth = 0;
  /** White space since the last byte that is none: no part of the record if that was its last. */
  private trailingSpace = 0;
  private blankLine = false;

  /** `ownColumn`: bytes between the beginning of the record's line and its brace. `byteOffset`: the brace. */
  constructor(
    readonly byteOffset: number,
    private readonly ownColumn: number,
  ) {}

  /**
   * Reads on from `from`, at first the record's own brace. Answers where the record ended, a place between records,
   * or -1 when it goes on past `to`.
   */
  scan(bytes: Uint8Array, from: number, to: number, base: number, tally: Tally): number {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (isWhiteSpace(byte)) {
        this.trailingSpace++;
        if (byte === LINE_FEED) {
          this.blankLine = true;
          tally.line++;
          tally.lineStartOffset = base + at + 1;
        }
        continue;
      }
      if (byte === OPEN_BRACE) {
        if (this.blankLine && base + at - tally.lineStartOffset <= this.ownColumn) return at;
        this.depth++;
      } else if (byte === CLOSE_BRACE) {
        this.depth--;
      }
      this.trailingSpace = 0;
      this.blankLine = false;
      if (this.depth === 0) return at + 1;
    }
    return -1;
  }

  /** The record's length, its end having been found before or at byte `stopOffset` of the input. Counts it. */
  end(stopOffset: number, tally: Tally): number {
    const byteLength = stopOffset - this.trailingSpace - this.byteOffset;
    tally.recordBytes += byteLength;
    tally.separatorBytes += this.trailingSpace;
    return byteLength;
  }
}

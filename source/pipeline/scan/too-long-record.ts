import type { ScanCounters } from '../store/scan-counters.ts';
import { CLOSE_BRACE, LINE_FEED, OPEN_BRACE, trimEnd } from '../text/bytes.ts';

/**
 * A record that reached --max-record without an end: skipped to its end by counting braces, with nothing held (spec
 * section 1; docs/decisions/003). It ends where its braces close, or before a `{` that comes first on its line at a
 * column not beyond its own, so that in a file of lines it costs no other line its event.
 */
export class TooLongRecord {
  private depth = 0;
  /** White space at the end of what was read so far: not part of the record if it ends there. */
  private trailingSpace = 0;
  /** Whether what was read so far ends with a line feed and white space. */
  private blankLine = false;

  /** `ownColumn`: bytes between the beginning of the record's line and its brace. `byteOffset`: the brace. */
  constructor(
    readonly byteOffset: number,
    private readonly ownColumn: number,
  ) {}

  /**
   * Reads on from `from`, at first the record's own brace. Returns where the record ended, a place between records, or -1
   * if it continues past `to`.
   */
  scan(bytes: Uint8Array, from: number, to: number, base: number, counters: ScanCounters): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let { depth } = this;
    let lines = 0;
    let lastLineFeed = -1;
    let end = -1;
    let stop = to;
    for (let at = from; ; at++) {
      at = nextStructural(bytes, view, at, to);
      if (at >= to) break;
      const byte = bytes[at];
      if (byte === LINE_FEED) {
        lines++;
        lastLineFeed = at;
      } else if (byte === OPEN_BRACE) {
        const lineStartOffset = lastLineFeed < 0 ? counters.lineStartOffset : base + lastLineFeed + 1;
        if (
          base + at - lineStartOffset <= this.ownColumn &&
          this.isFirstOnLine(bytes, from, at, lastLineFeed)
        ) {
          end = at;
          stop = at;
          break;
        }
        depth++;
      } else if (--depth === 0) {
        end = at + 1;
        stop = at + 1;
        break;
      }
    }
    this.depth = depth;
    const spaceFrom = trimEnd(bytes, from, stop);
    this.blankLine = this.isFirstOnLine(bytes, from, stop, lastLineFeed);
    this.trailingSpace = stop - spaceFrom + (spaceFrom === from ? this.trailingSpace : 0);
    if (lines > 0) {
      counters.line += lines;
      counters.lineStartOffset = base + lastLineFeed + 1;
    }
    return end;
  }

  /** Counts the record and returns its length, once its end was found before or at byte `stopOffset` of the input. */
  end(stopOffset: number, counters: ScanCounters): number {
    const byteLength = stopOffset - this.trailingSpace - this.byteOffset;
    counters.recordBytes += byteLength;
    counters.separatorBytes += this.trailingSpace;
    return byteLength;
  }

  /**
   * Whether only white space lies between `at` and a line feed of the record before it. Each run of white space is looked
   * at once, from the byte after it.
   */
  private isFirstOnLine(bytes: Uint8Array, from: number, at: number, lastLineFeed: number): boolean {
    const previous = trimEnd(bytes, from, at);
    return lastLineFeed >= previous || (previous === from && this.blankLine);
  }
}

/** Four times the byte in one word. */
const LINE_FEEDS = 0x01010101 * LINE_FEED;
const OPEN_BRACES = 0x01010101 * OPEN_BRACE;
const CLOSE_BRACES = 0x01010101 * CLOSE_BRACE;

/**
 * Returns the index of the first brace or line feed in `bytes[from..to)`, or `to`. Four bytes at a time, three times as
 * fast as one by one: a word has a zero byte where `(word - 0x01010101) & ~word & 0x80808080` is not 0 (H. S. Warren,
 * Hacker's Delight, 6-1), and one with a certain byte has a zero there after XOR.
 */
function nextStructural(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  if (from < to && isStructural(bytes[from])) return from; // many in a row: words would not pay
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = view.getInt32(at, true);
    const open = word ^ OPEN_BRACES;
    const close = word ^ CLOSE_BRACES;
    const feed = word ^ LINE_FEEDS;
    const zeros =
      ((open - 0x01010101) & ~open) | ((close - 0x01010101) & ~close) | ((feed - 0x01010101) & ~feed);
    if ((zeros & 0x80808080) !== 0) break;
  }
  while (at < to && !isStructural(bytes[at])) at++;
  return at;
}

function isStructural(byte: number): boolean {
  return byte === LINE_FEED || byte === OPEN_BRACE || byte === CLOSE_BRACE;
}

import {
  COLON,
  COMMA,
  indexOfByte,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  trimStart,
} from '../../text/bytes.ts';
import { endOfText, NO_END, valueAfter } from '../../validate/record-in-string.ts';
import { countEnvelope } from '../separators.ts';
import { NEEDS_MORE } from '../stop.ts';
import type { Window } from '../window-buffer.ts';
import type { ShapeParts } from './envelope-starts.ts';
import { pop } from './envelope-state.ts';

/** Reads what is between the records of a keyed object (spec section 14): keys, and the brace that closes the object. */
export class KeyedRegion {
  constructor(private readonly parts: ShapeParts) {}

  /**
   * Reads the key of the next record, which begins with the quote at `at`. Returns where the record begins, where reading
   * continues if this is no key, or NEEDS_MORE.
   */
  atKey(window: Window, at: number): number {
    const { bytes, to, base, final } = window;
    const { counters, settings } = this.parts;
    const limit = Math.min(to, at + settings.maxRecordBytes);
    const hasMore = limit === to && !final;
    const end = endOfText(bytes, at, limit);
    const value = end < 0 ? end : valueAfter(bytes, end, limit);
    if (value === NO_END && hasMore) return NEEDS_MORE;
    if (value < 0) {
      // No key: damage, as in an array.
      this.strayByte(base + at);
      return at + 1;
    }
    const { lineStartOffset } = counters;
    this.parts.outer?.under(bytes, at, end);
    counters.keyColumn = base + at - lineStartOffset;
    this.parts.strays.endOfLine();
    countEnvelope(counters, this.parts.strays, bytes, at, value, base);
    if (bytes[value] !== OPEN_BRACE && bytes[value] !== OPEN_BRACKET) {
      counters.skipDepth = 1;
      counters.skipPrevious = COLON;
    }
    return value;
  }

  /**
   * Reads a closing brace between the records of a keyed object. It ends the object, unless another key with an event
   * follows: then a record had a brace too many. Returns where reading continues, or NEEDS_MORE.
   */
  atBrace(window: Window, brace: number): number {
    const { bytes, to, base, final } = window;
    const { counters, settings } = this.parts;
    const limit = Math.min(to, brace + 1 + settings.maxRecordBytes);
    let at = trimStart(bytes, brace + 1, limit);
    let isEvent: boolean | undefined = false;
    if (at === limit) isEvent = limit === to && !final ? undefined : false;
    else if (bytes[at] === COMMA) {
      at = trimStart(bytes, at + 1, limit);
      const end = at < limit ? endOfText(bytes, at, limit) : NO_END;
      const value = end < 0 ? end : valueAfter(bytes, end, limit);
      if (value === NO_END) isEvent = limit === to && !final ? undefined : false;
      else if (value >= 0 && bytes[value] === OPEN_BRACE) isEvent = this.parts.objects.isEvent(window, value);
    }
    if (isEvent === undefined) return NEEDS_MORE;
    if (isEvent) this.strayByte(base + brace);
    else {
      pop(counters);
      counters.envelopeBytes++;
    }
    return brace + 1;
  }

  private strayByte(byteOffset: number): void {
    this.parts.counters.strayBytes++;
    this.parts.strays.addBytes(byteOffset, 1, this.parts.counters.line);
  }

  /**
   * Returns where a record of a keyed object must end because the next key begins: at the first line that starts with a
   * quote and is indented no further than the record's own key (at all, if it has none). Returns `window.to` if there is no
   * such line before the record's closing brace, or if the record's members are indented no further than its key.
   */
  boundary(window: Window, from: number): number {
    const { bytes, to } = window;
    // Looks at four times as much each time, so that this takes no longer than reading the record.
    for (let length = FIRST_BYTES; ; length *= 4) {
      const limit = Math.min(to, from + length);
      const key = this.nextKeyLine(bytes, from, limit);
      const mostTo = key < 0 ? limit : key;
      if (this.parts.objects.endOf({ ...window, to: mostTo }, from) < mostTo) return to;
      if (key >= 0) return trimStart(bytes, from + 1, to) >= key ? to : key;
      if (limit === to) return to;
    }
  }

  /** The first line after `from` that begins with a quote at a column not beyond that of the record's key; or -1. */
  private nextKeyLine(bytes: Uint8Array, from: number, to: number): number {
    const { keyColumn } = this.parts.counters;
    for (let lineFeed = indexOfByte(bytes, LINE_FEED, from, to); lineFeed >= 0; ) {
      const at = trimStart(bytes, lineFeed + 1, to);
      const lineStart = bytes.lastIndexOf(LINE_FEED, at - 1) + 1;
      if (at < to && bytes[at] === QUOTE && at - lineStart <= keyColumn) return lineStart;
      lineFeed = indexOfByte(bytes, LINE_FEED, at, to);
    }
    return -1;
  }
}

/** Most records are shorter. */
const FIRST_BYTES = 4096;

import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhiteSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from '../../text/bytes.ts';
import { decodeJsonString } from '../../text/json-string.ts';
import { encodeText, equalBytes, TextBuffer } from '../../text/text-buffer.ts';
import type { OuterKeys } from '../../validate/outer-keys.ts';
import { endOfText, NO_END, valueAfter } from '../../validate/record-in-string.ts';
import { EVERY, type PathStep } from '../../validate/record-path.ts';
import type { Window } from '../window-buffer.ts';

const OUTER = encodeText(',"^":{');
const OUTER_KEY = encodeText(',"^@":');

/** For a sample, which keeps all values: how far they are searched for, and the longest of them. */
const SAMPLE_BYTES = 64 * 1024;
const LONGEST_SAMPLE_BYTES = 1024;

/** How much of a sample is searched after records, however many containers they are in. */
const MOST_SAMPLED_BYTES = 2 * 1024 * 1024;

/** A member of an object around records: its key and its value, as they are written. */
interface Member {
  readonly key: Uint8Array;
  readonly text: Uint8Array;
}

/**
 * Keeps the values of the objects around records that a role reads (`^.user.id`, `^@`), and writes them as members that are
 * appended to each record before it is validated, so that paths lead to them as to any value.
 */
export class OuterValues {
  /** For each open container, outermost first: the members that are wanted. */
  private frames: Member[][] = [];
  /** The key of the next record, as it is written; empty if it has none. */
  private key = new Uint8Array(0);
  private readonly wanted: readonly Uint8Array[] | undefined;
  private readonly enough: number;
  private readonly mostBytes: number;
  private readonly decoded = new TextBuffer();
  private suffix: Uint8Array | undefined;
  /** How much may still be searched after records, and how far the last search went. */
  private bytesLeft: number;
  private lookedTo = 0;

  /**
   * `mostBytes`: how much of a value is kept, and how far after records it is searched for: --max-record. `steps`: of
   * the path to the records.
   */
  constructor(
    { keys, enough }: OuterKeys,
    mostBytes: number,
    private readonly steps: readonly PathStep[],
  ) {
    this.wanted = keys?.map(encodeText);
    this.enough = enough;
    this.bytesLeft = keys === undefined ? MOST_SAMPLED_BYTES : Number.POSITIVE_INFINITY;
    this.mostBytes = keys === undefined ? Math.min(mostBytes, SAMPLE_BYTES) : mostBytes;
  }

  /** Drops the values of containers that have closed: `depth` containers are open now. */
  atDepth(depth: number): void {
    if (this.frames.length === depth) return;
    this.frames.length = Math.min(depth, this.frames.length);
    while (this.frames.length < depth) this.frames.push([]);
    this.suffix = undefined;
  }

  /** Notes the key of the next record, or of a container of records: `bytes[from..to)`. */
  under(bytes: Uint8Array, from: number, to: number): void {
    this.key = bytes.slice(from, to);
    this.suffix = undefined;
  }

  /**
   * Keeps a member of the innermost container if a role reads it. Its key is `bytes[keyFrom..keyTo)`, its value begins at
   * `from`. Returns false if the value does not end in these bytes.
   */
  member(
    bytes: Uint8Array,
    keyFrom: number,
    keyTo: number,
    from: number,
    to: number,
    final: boolean,
  ): boolean {
    if (!this.isWanted(bytes, keyFrom, keyTo)) return true;
    const limit = Math.min(to, from + this.mostBytes);
    const end = endOfValue(bytes, from, limit);
    if (end < 0) return final || limit < to;
    this.keep(this.frames.at(-1) ?? [], bytes, { keyFrom, keyTo, from, to: end });
    this.suffix = undefined;
    return true;
  }

  /**
   * Returns what to append to the text of the record at `at`, before its closing brace. Values that do not come before the
   * records are searched for after them; undefined if that takes more bytes. `open`: as in the counters. `isInRegion`:
   * whether other records are beside this one.
   */
  at(
    { bytes, to, final }: Pick<Window, 'bytes' | 'to' | 'final'>,
    at: number,
    open: number,
    isInRegion: boolean,
  ): Uint8Array | undefined {
    if (this.suffix !== undefined) return this.suffix;
    // Copies: what is found after this record is found again for the next.
    const frames = this.frames.map((frame) => [...frame]);
    const limit = Math.min(to, at + this.mostBytes, at + this.bytesLeft);
    this.lookedTo = at;
    const isComplete = this.lookAfter(bytes, at, limit, open, isInRegion, frames);
    this.bytesLeft -= this.lookedTo - at;
    if (!isComplete && !final && limit === to) return undefined;
    // Outermost first: the last of equal keys counts.
    const members = frames.flat();
    const into = new TextBuffer();
    if (this.key.length > 0) {
      into.append(OUTER_KEY, 0, OUTER_KEY.length);
      into.append(this.key, 0, this.key.length);
    }
    if (members.length > 0) {
      into.append(OUTER, 0, OUTER.length);
      for (const [i, { key, text }] of members.entries()) {
        if (i > 0) into.appendByte(COMMA);
        into.append(key, 0, key.length);
        into.appendByte(COLON);
        into.append(text, 0, text.length);
      }
      into.appendByte(CLOSE_BRACE);
    }
    this.suffix = into.bytes.slice(0, into.length);
    return this.suffix;
  }

  /**
   * Adds the wanted members that come after `from` in the open containers to `frames`, until nothing nearer can be missing.
   * Returns false if that takes more bytes.
   */
  private lookAfter(
    bytes: Uint8Array,
    from: number,
    to: number,
    open: number,
    isInRegion: boolean,
    frames: Member[][],
  ): boolean {
    let left = open;
    let frame = frames.length - 1;
    // Arrays have no members: those of the object around one are as near.
    let have = frames.slice((open & 1) === 1 ? -1 : -2).reduce((sum, { length }) => sum + length, 0);
    if (have >= this.enough) return true;
    let depth = 0;
    let hasData = this.isEvery(left);
    for (let at = from; at < to; ) {
      this.lookedTo = at;
      const byte = bytes[at];
      if (byte === QUOTE) {
        const end = endOfText(bytes, at, to);
        if (end < 0) return false;
        const isKey = depth === 0 && (left & 1) === 1 && !hasData && !(left === open && isInRegion);
        const value = isKey ? valueAfter(bytes, end, to) : 0;
        if (value === NO_END) return false;
        if (value > 0 && this.isWanted(bytes, at, end)) {
          const valueEnd = endOfValue(bytes, value, to);
          if (valueEnd < 0) return false;
          this.keep(frames[frame], bytes, { keyFrom: at, keyTo: end, from: value, to: valueEnd });
          if (++have >= this.enough) return true;
          at = valueEnd;
        } else at = end;
        continue;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (depth > 0) depth--;
        // In a keyed object arrays of records are passed as if they were not there.
        else if ((left & 1) === (byte === CLOSE_BRACE ? 1 : 0)) {
          left >>= 1;
          hasData = this.isEvery(left);
          frame--;
          if (left <= 1) return true;
          const isCounted = left === open >> 1 && (open & 1) === 0;
          if (!isCounted) have += frames[frame].length;
          if (have >= this.enough) return true;
        }
      }
      at++;
    }
    return false;
  }

  /** Whether all keys of the innermost open object lead to records: they are no values of it. */
  private isEvery(open: number): boolean {
    let objects = -1;
    for (let left = open; left > 0; left >>= 1) objects += left & 1;
    return this.steps[objects - 1] === EVERY;
  }

  private keep(
    members: Member[],
    bytes: Uint8Array,
    place: { readonly keyFrom: number; readonly keyTo: number; readonly from: number; readonly to: number },
  ): void {
    const { keyFrom, keyTo, from, to } = place;
    if (this.wanted === undefined && to - from > LONGEST_SAMPLE_BYTES) return;
    members.push({ key: bytes.slice(keyFrom, keyTo), text: bytes.slice(from, to) });
  }

  private isWanted(bytes: Uint8Array, from: number, to: number): boolean {
    const { wanted, decoded } = this;
    if (wanted === undefined) return true;
    if (wanted.length === 0) return false;
    decodeJsonString(bytes, from, to, decoded);
    return wanted.some((key) => equalBytes(key, decoded.bytes, 0, decoded.length));
  }
}

/** Returns the index after the value that begins at `from`; -1 if it does not end before `to`. */
function endOfValue(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; ) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at, to);
      if (at < 0) return -1;
      if (depth === 0) return at;
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || isWhiteSpace(byte))) return at;
    at++;
  }
  return -1;
}

import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isWhiteSpace,
  NO_BYTES,
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
import { isInObject, type OpenContainers, OUTSIDE, pop, stepsTaken } from './envelope-state.ts';

const OUTER = encodeText(',"^":{');
const OUTER_KEY = encodeText(',"^@":');

/** For a sample, which keeps all values: how far they are searched for, and the longest of them. */
const SAMPLE_BYTES = 64 * 1024;
const LONGEST_SAMPLE_BYTES = 1024;

/** How much of a sample is searched after records, however many containers they are in. */
const MOST_SAMPLED_BYTES = 2 * 1024 * 1024;

/** A member of an object around records: its key and its value, as they are written. */
interface Member {
  /** Which of the wanted keys it has: an index. */
  readonly wanted: number;
  readonly key: Uint8Array;
  readonly text: Uint8Array;
}

/** Where a wanted member is: `wanted` as in `Member`. */
interface MemberPlace {
  readonly wanted: number;
  readonly keyFrom: number;
  readonly keyTo: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Keeps the values of the objects around records that a role reads (`^.user.id`, `^@`), and writes them as members that are
 * appended to each record before it is validated, so that paths lead to them as to any value.
 */
export class OuterValues {
  /** For each open container, outermost first: the members that are wanted. */
  private frames: Member[][] = [];
  /** The key of the next record, as it is written; empty if it has none. */
  private key: Uint8Array = NO_BYTES;
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
   * Keeps a member of the innermost container if a role reads it, and it is no longer than `mostBytes`. Its key is
   * `bytes[keyFrom..keyTo)`, its value begins at `from`. Returns false if it does not end in these bytes.
   */
  member(
    bytes: Uint8Array,
    keyFrom: number,
    keyTo: number,
    from: number,
    to: number,
    final: boolean,
  ): boolean {
    const wanted = this.wantedKey(bytes, keyFrom, keyTo);
    if (wanted < 0) return true;
    const limit = Math.min(to, keyFrom + this.mostBytes);
    const end = endOfValue(bytes, from, limit);
    if (end < 0) return final || limit < to;
    this.keep(this.frames.at(-1) ?? [], bytes, { wanted, keyFrom, keyTo, from, to: end });
    this.suffix = undefined;
    return true;
  }

  /**
   * Returns what to append to the text of the record at `at`, before its closing brace. Values that do not come before the
   * records are searched for after them; undefined if that takes more bytes. `open`: as in the counters.
   */
  at(
    { bytes, to, final }: Pick<Window, 'bytes' | 'to' | 'final'>,
    at: number,
    open: number,
  ): Uint8Array | undefined {
    if (this.suffix !== undefined) return this.suffix;
    // Copies: what is found after this record is found again for the next.
    const frames = this.frames.map((frame) => [...frame]);
    const limit = Math.min(to, at + this.mostBytes, at + this.bytesLeft);
    this.lookedTo = at;
    const isComplete = this.lookAfter(bytes, at, limit, open, frames);
    this.bytesLeft -= this.lookedTo - at;
    if (!isComplete && !final && limit === to) return undefined;
    // Outermost first: the last of equal keys counts.
    this.suffix = this.asMembers(frames.flat());
    return this.suffix;
  }

  /** Returns the key of the record and these members, as they are appended to the record. */
  private asMembers(members: readonly Member[]): Uint8Array {
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
    return into.bytes.slice(0, into.length);
  }

  /**
   * Adds the wanted members that come after `from` in the open containers to `frames`, until nothing nearer can be missing.
   * Returns false if that takes more bytes.
   */
  private lookAfter(bytes: Uint8Array, from: number, to: number, open: number, frames: Member[][]): boolean {
    const left: OpenContainers = { open };
    let frame = frames.length - 1;
    const found = new Set<number>();
    const hasEnoughWith = (members: readonly Member[]): boolean => {
      for (const { wanted } of members) found.add(wanted);
      return found.size >= this.enough;
    };
    // Arrays have no members: those of the object around one are as near.
    if (hasEnoughWith(frames.slice(isInObject(left) ? -1 : -2).flat())) return true;
    let depth = 0;
    let hasData = this.isEvery(left);
    for (let at = from; at < to; ) {
      this.lookedTo = at;
      const byte = bytes[at];
      if (byte === QUOTE) {
        const end = endOfText(bytes, at, to);
        if (end < 0) return false;
        const isKey = depth === 0 && isInObject(left) && !hasData;
        const value = isKey ? valueAfter(bytes, end, to) : 0;
        if (value === NO_END) return false;
        const wanted = value > 0 ? this.wantedKey(bytes, at, end) : -1;
        if (wanted >= 0) {
          const valueEnd = endOfValue(bytes, value, to);
          if (valueEnd < 0) return false;
          this.keep(frames[frame], bytes, { wanted, keyFrom: at, keyTo: end, from: value, to: valueEnd });
          if (found.add(wanted).size >= this.enough) return true;
          at = valueEnd;
        } else at = end;
        continue;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (depth > 0) depth--;
        // In a keyed object arrays of records are passed as if they were not there.
        else if (isInObject(left) === (byte === CLOSE_BRACE)) {
          pop(left);
          hasData = this.isEvery(left);
          frame--;
          if (left.open === OUTSIDE) return true;
          if (hasEnoughWith(frames[frame])) return true;
        }
      }
      at++;
    }
    return false;
  }

  /** Whether all keys of the innermost open object lead to records: they are no values of it. */
  private isEvery(open: OpenContainers): boolean {
    return this.steps[stepsTaken(open) - 1] === EVERY;
  }

  /** Adds a member; of one wanted key only the last, since all that is kept is appended to each record. */
  private keep(members: Member[], bytes: Uint8Array, place: MemberPlace): void {
    const { wanted, keyFrom, keyTo, from, to } = place;
    const isSample = this.wanted === undefined;
    if (isSample && to - from > LONGEST_SAMPLE_BYTES) return;
    const before = isSample ? -1 : members.findIndex((member) => member.wanted === wanted);
    const member = { wanted, key: bytes.slice(keyFrom, keyTo), text: bytes.slice(from, to) };
    members[before < 0 ? members.length : before] = member;
  }

  /** Returns which of the wanted keys the string `bytes[from..to)` is, -1 for none; 0 for any key if all are wanted. */
  private wantedKey(bytes: Uint8Array, from: number, to: number): number {
    const { wanted, decoded } = this;
    if (wanted === undefined) return 0;
    if (wanted.length === 0) return -1;
    decodeJsonString(bytes, from, to, decoded);
    return wanted.findIndex((key) => equalBytes(key, decoded.bytes, 0, decoded.length));
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

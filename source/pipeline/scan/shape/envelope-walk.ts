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
} from '../../text/bytes.ts';
import { decodeJsonString } from '../../text/json-string.ts';
import { encodeText, equalBytes, TextBuffer } from '../../text/text-buffer.ts';
import { endOfText, NO_END, NO_STRING, valueAfter } from '../../validate/record-in-string.ts';
import { EVERY, type RecordPath } from '../../validate/record-path.ts';
import {
  depthOf,
  type EnvelopeState,
  isInObject,
  isInRegion,
  leave,
  OUTSIDE,
  outside,
  pop,
  push,
  stepsTaken,
} from './envelope-state.ts';
import type { OuterValues } from './outer-values.ts';

/** How a walk ended: records follow, side by side. */
export const REGION = 0;
/** A single record is here: the value of a key, or a string that holds it. */
export const RECORD = 1;
/** The outermost container closed, or this cannot be an envelope: reading continues as outside of any. */
const OUTSIDE_AGAIN = 2;
/** The bytes end: the walk continues from here, in the same state, with more of them. */
export const OUT = 3;

/** How a walk ended. */
export type Walked = typeof REGION | typeof RECORD | typeof OUTSIDE_AGAIN | typeof OUT;

/** How a walk leaves an envelope that was never closed. */
export interface Recovery {
  /** The index at which the line begins. */
  readonly lineStart: number;
  /** Whether another envelope begins with the brace at `at`; undefined if that takes more bytes. */
  begins(at: number): boolean | undefined;
}

/** Options of a walk. */
export interface Around {
  /** How long a key may be: one that is longer is damage. Undefined: as long as the bytes. */
  readonly mostKeyBytes?: number;
  readonly recovery?: Recovery;
  /** Keeps values of the envelope. */
  readonly outer?: OuterValues | undefined;
  /** Whether no more bytes come: a value that does not end in these is not waited for. */
  readonly isFinal?: boolean;
}

/**
 * Reads what surrounds the records of an envelope, token by token, without holding it. It only distinguishes keys,
 * strings and containers: the other values of an envelope are not validated.
 */
export class EnvelopeWalk {
  /** After `walk`: where it ended. */
  at = 0;
  /** Whether the key that was passed last is on the way to records. */
  private keyLeads = false;
  private readonly keys: readonly (Uint8Array | undefined)[];
  private readonly decoded = new TextBuffer();

  constructor(private readonly path: RecordPath) {
    this.keys = path.steps.map((step) => (step === EVERY ? undefined : encodeText(step)));
  }

  /**
   * Returns whether an envelope with a record, or with an empty array where records would be, begins with the brace at
   * `from`; undefined if that takes more bytes than `bytes[..to)`. If so, `at` and `state` are those at the first
   * record.
   */
  begins(
    bytes: Uint8Array,
    from: number,
    to: number,
    state: EnvelopeState = outside(),
    around?: Around,
  ): boolean | undefined {
    leave(state);
    push(state, true);
    const walked = this.walk(bytes, from + 1, to, state, around);
    return walked === OUT ? undefined : walked !== OUTSIDE_AGAIN;
  }

  /**
   * Continues from `from` in an envelope. Without `recovery` no brace at the beginning of a line is taken for the next
   * envelope; without `outer` no value is kept.
   */
  walk(
    bytes: Uint8Array,
    from: number,
    to: number,
    state: EnvelopeState,
    around: Around | undefined,
  ): Walked {
    const outer = around?.outer;
    const { path } = this;
    let at = from;
    for (;;) {
      if (state.skipDepth > 0) {
        const walked = this.skip(bytes, at, to, state, around?.recovery);
        if (walked !== undefined) return walked;
        at = this.at;
      }
      this.at = at;
      if (state.atRecord === 1) return RECORD;
      if (state.open === OUTSIDE) return OUTSIDE_AGAIN;
      outer?.atDepth(depthOf(state));
      if (isInRegion(state, path)) return REGION;
      while (at < to && (isWhiteSpace(bytes[at]) || bytes[at] === COMMA)) at++;
      this.at = at;
      if (at === to) return OUT;
      const inObject = isInObject(state);
      if (bytes[at] === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
        pop(state);
        at++;
        continue;
      }
      let leads = true;
      if (inObject) {
        const walked = this.key(bytes, at, to, state, around);
        if (walked !== undefined) return walked;
        leads = this.keyLeads;
      } else if (bytes[at] === CLOSE_BRACE) {
        // The end of an element whose beginning is damaged: as between records, it closes nothing.
        at++;
        continue;
      }
      const valueAt = this.at;
      const begins = leads ? this.beginsAnother(bytes, valueAt, around?.recovery) : false;
      if (begins === undefined) return this.outAt(at);
      if (begins) return this.leave(state, valueAt);
      // Looking for another has walked on.
      at = valueAt;
      this.at = at;
      at = this.value(bytes, at, state, leads);
      if (at < 0) return this.leave(state, this.at);
    }
  }

  /**
   * Passes the key at `from` and its colon. Returns undefined if the walk continues at its value, which is at `at`; else
   * how it ended. Sets `keyLeads`.
   */
  private key(
    bytes: Uint8Array,
    from: number,
    to: number,
    state: EnvelopeState,
    around: Around | undefined,
  ): Walked | undefined {
    const limit = Math.min(to, from + (around?.mostKeyBytes ?? to));
    const end = endOfText(bytes, from, limit);
    const value = end < 0 ? end : valueAfter(bytes, end, limit);
    if (value === NO_STRING || (value === NO_END && limit < to)) return this.leave(state, from);
    if (value === NO_END) return this.outAt(from);
    const step = stepsTaken(state) - 1;
    const outer = around?.outer;
    this.keyLeads = this.isKey(step, bytes, from, end);
    if (outer !== undefined && this.keys[step] === undefined) outer.under(bytes, from, end);
    const isKept =
      this.keyLeads || (outer?.member(bytes, from, end, value, to, around?.isFinal === true) ?? true);
    if (!isKept) return this.outAt(from);
    this.at = value;
    return undefined;
  }

  /** Whether the value at `at` is the next envelope, since this one was never closed. */
  private beginsAnother(bytes: Uint8Array, at: number, recovery: Recovery | undefined): boolean | undefined {
    if (recovery === undefined || bytes[at] !== OPEN_BRACE) return false;
    const isFirstOnLine = at === recovery.lineStart || (at > 0 && bytes[at - 1] === LINE_FEED);
    return isFirstOnLine && recovery.begins(at);
  }

  /** Enters or begins to skip the value at `at`. Returns where to go on; -1 if too many containers are open. */
  private value(bytes: Uint8Array, at: number, state: EnvelopeState, leads: boolean): number {
    const { isText, steps } = this.path;
    const isAtEnd = stepsTaken(state) === steps.length;
    const byte = bytes[at];
    if (leads && byte === OPEN_BRACE && !isAtEnd) return push(state, true) ? at + 1 : -1;
    if (leads && byte === OPEN_BRACKET) return push(state, false) ? at + 1 : -1;
    if (leads && isAtEnd && byte === (isText ? QUOTE : OPEN_BRACE)) state.atRecord = 1;
    else {
      state.skipDepth = 1;
      state.skipPrevious = COLON;
    }
    return at;
  }

  /** Skips the rest of a value that leads to no record. Returns undefined once the value has ended, at `at`. */
  private skip(
    bytes: Uint8Array,
    from: number,
    to: number,
    state: EnvelopeState,
    recovery: Recovery | undefined,
  ): Walked | undefined {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (state.skipInString === 1) {
        if (byte === BACKSLASH) {
          if (at + 1 === to) return this.outAt(at);
          if (bytes[at + 1] !== LINE_FEED) at++;
        } else if (byte === LINE_FEED) return this.leave(state, at);
        else if (byte === QUOTE) {
          state.skipInString = 0;
          if (state.open === OUTSIDE) return this.leave(state, at + 1);
        }
        continue;
      }
      if (isWhiteSpace(byte)) continue;
      if (byte === QUOTE) state.skipInString = 1;
      else if (byte === OPEN_BRACE) {
        if (!mayPrecedeValue(state.skipPrevious)) return this.leave(state, at);
        const begins = this.beginsAnother(bytes, at, recovery);
        if (begins === undefined) return this.outAt(at);
        if (begins) return this.leave(state, at);
        state.skipDepth++;
      } else if (byte === OPEN_BRACKET) state.skipDepth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte === COMMA) {
        if (state.skipDepth === 1) {
          state.skipDepth = 0;
          this.at = at;
          return undefined;
        }
        if (byte !== COMMA) state.skipDepth--;
      }
      state.skipPrevious = byte;
    }
    return this.outAt(to);
  }

  private outAt(at: number): typeof OUT {
    this.at = at;
    return OUT;
  }

  private leave(state: EnvelopeState, at: number): typeof OUTSIDE_AGAIN {
    leave(state);
    this.at = at;
    return OUTSIDE_AGAIN;
  }

  /** Whether the string `bytes[from..to)` is the key of a step. */
  private isKey(step: number, bytes: Uint8Array, from: number, to: number): boolean {
    const key = this.keys[step];
    // Every key leads on where the path says so.
    if (key === undefined) return true;
    if (equalBytes(key, bytes, from + 1, to - 1)) return true;
    if (bytes.subarray(from, to).indexOf(BACKSLASH) < 0) return false;
    decodeJsonString(bytes, from, to, this.decoded);
    return equalBytes(key, this.decoded.bytes, 0, this.decoded.length);
  }
}

function mayPrecedeValue(byte: number): boolean {
  return byte === COLON || byte === COMMA || byte === OPEN_BRACKET;
}

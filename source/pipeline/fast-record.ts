/**
 * The hot half of the fast lane: one record, from its brace to its end, in one pass over the bytes and without an
 * object. It refuses whatever it will not decide: damage, an escape in a key or an id, an unusual type or timestamp,
 * a record cut off by the window. What it takes, the careful lane would have taken with the same result
 * (test/properties).
 */
import {
  CLOSE_BRACE,
  COLON,
  COMMA,
  DIGIT_0,
  DIGIT_9,
  isDigit,
  isUtf8,
  MINUS,
  PLUS,
  QUOTE,
  SPACE,
} from './bytes.ts';
import { FastKey } from './fast-key.ts';
import { FastTimestamp } from './fast-timestamp.ts';
import { FastValues, REFUSED, STRING_STOP } from './fast-values.ts';
import type { PipelineSettings } from './settings.ts';
import { parseTimestamp } from './timestamp.ts';
import { SMALL_INTEGER_DIGITS } from './users.ts';

/** In place of a small integer: the id stands in the bytes. */
export const IN_BYTES = -1;

export class FastRecord {
  /** After a `read` that was not refused: the user's id, as a small integer or as bytes[userFrom..userTo). */
  userInteger = IN_BYTES;
  userFrom = 0;
  userTo = 0;
  /** The type is bytes[typeFrom..typeTo). */
  typeFrom = 0;
  typeTo = 0;
  readonly time = new FastTimestamp();
  /** Tells the line feeds passed over. */
  readonly values = new FastValues();

  private readonly userKey: FastKey;
  private readonly timeKey: FastKey;
  private readonly typeKey: FastKey;
  /** The wanted key that mostly comes next. */
  private expected: FastKey;

  constructor(settings: PipelineSettings) {
    this.userKey = new FastKey(settings.userKey);
    this.timeKey = new FastKey(settings.timeKey);
    this.typeKey = new FastKey(settings.typeKey);
    this.expected = this.userKey;
  }

  /** Whether the wanted keys are ones that can be found here; without that, every record is for the careful lane. */
  get usable(): boolean {
    return this.userKey.plain && this.timeKey.plain && this.typeKey.plain;
  }

  /** Where the record whose brace is at `start` ends, or REFUSED. A guard of zeros follows the window. */
  read(bytes: Uint8Array, view: DataView, start: number): number {
    const { values, timeKey, typeKey } = this;
    values.lineFeeds = 0;
    this.userTo = 0;
    this.typeFrom = 0;
    let timeSeen = false;
    let at = start + 1;
    for (;;) {
      if (bytes[at] === SPACE) at++;
      if (bytes[at] <= SPACE) at = values.space(bytes, at);
      if (bytes[at] !== QUOTE) return REFUSED;
      at++;
      const wanted = this.wantedKey(view, at);
      if (wanted !== undefined) at += wanted.length;
      else {
        while (STRING_STOP[bytes[at]] === 0) at++;
        if (bytes[at] !== QUOTE) return REFUSED;
        at++;
      }
      if (bytes[at] !== COLON) {
        at = values.space(bytes, at);
        if (bytes[at] !== COLON) return REFUSED;
      }
      at++;
      if (bytes[at] === SPACE) at++;
      if (bytes[at] <= SPACE) at = values.space(bytes, at);

      if (wanted === undefined) at = values.value(bytes, view, at);
      else if (wanted === timeKey) {
        at = this.timestamp(bytes, view, at);
        timeSeen = true;
      } else if (wanted === typeKey) at = this.type(bytes, at);
      else at = bytes[at] === QUOTE ? this.userString(bytes, at) : this.userNumber(bytes, at);
      if (at < 0) return REFUSED;

      if (bytes[at] <= SPACE) at = values.space(bytes, at);
      const byte = bytes[at++];
      if (byte === COMMA) continue;
      const complete = byte === CLOSE_BRACE && this.userTo !== 0 && this.typeFrom !== 0 && timeSeen;
      return complete ? at : REFUSED;
    }
  }

  /** Which wanted key stands at `at`. Most files write them in one order, so that one comparison tells. */
  private wantedKey(view: DataView, at: number): FastKey | undefined {
    const { expected, userKey, timeKey, typeKey } = this;
    let wanted: FastKey | undefined;
    if (expected.matches(view, at)) wanted = expected;
    else if (userKey.matches(view, at)) wanted = userKey;
    else if (timeKey.matches(view, at)) wanted = timeKey;
    else if (typeKey.matches(view, at)) wanted = typeKey;
    else return undefined;
    this.expected = wanted === userKey ? timeKey : wanted === timeKey ? typeKey : userKey;
    return wanted;
  }

  /** An integer of any length, in its shortest form; of a few digits, its value. */
  private userNumber(bytes: Uint8Array, from: number): number {
    let at = from;
    let value = 0;
    let digit = bytes[at] - DIGIT_0;
    while (digit >= 0 && digit <= 9 && at < from + SMALL_INTEGER_DIGITS) {
      value = value * 10 + digit;
      digit = bytes[++at] - DIGIT_0;
    }
    const small = !(digit >= 0 && digit <= 9);
    while (digit >= 0 && digit <= 9) digit = bytes[++at] - DIGIT_0;
    if (at === from || (bytes[from] === DIGIT_0 && at > from + 1)) return REFUSED;
    this.userInteger = small ? value : IN_BYTES;
    this.userFrom = from;
    this.userTo = at;
    const byte = bytes[at];
    return byte === COMMA || byte === CLOSE_BRACE || byte <= SPACE ? at : REFUSED;
  }

  private userString(bytes: Uint8Array, at: number): number {
    const from = at + 1;
    const to = stringEnd(bytes, at);
    if (to < 0) return REFUSED;
    this.userInteger = IN_BYTES;
    this.userFrom = from;
    this.userTo = to;
    if (bytes[from] <= DIGIT_9) {
      this.userInteger = smallInteger(bytes, from, to);
      if (this.userInteger === IN_BYTES && !standsAsWritten(bytes, from, to)) return REFUSED;
    }
    return to + 1;
  }

  private type(bytes: Uint8Array, at: number): number {
    this.typeFrom = at + 1;
    this.typeTo = stringEnd(bytes, at);
    return this.typeTo < 0 ? REFUSED : this.typeTo + 1;
  }

  private timestamp(bytes: Uint8Array, view: DataView, at: number): number {
    if (bytes[at] !== QUOTE) return REFUSED;
    const end = this.time.read(bytes, view, at + 1);
    if (end >= 0) return end + 1;
    const to = stringEnd(bytes, at);
    return to < 0 || parseTimestamp(bytes, at + 1, to, this.time) !== undefined ? REFUSED : to + 1;
  }
}

/** The closing quote of the string at `at`, if it stands as it is written: UTF-8, without an escape. Else REFUSED. */
function stringEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return REFUSED;
  let end = at + 1;
  let all = 0;
  let byte = bytes[end];
  while (STRING_STOP[byte] === 0) {
    all |= byte;
    byte = bytes[++end];
  }
  return byte === QUOTE && (all < 0x80 || isUtf8(bytes, at + 1, end)) ? end : REFUSED;
}

/** The value of `bytes[from..to)` where that is an integer of one to nine digits in its shortest form. */
function smallInteger(bytes: Uint8Array, from: number, to: number): number {
  if (from === to || to - from > SMALL_INTEGER_DIGITS || (bytes[from] === DIGIT_0 && to - from > 1))
    return IN_BYTES;
  let value = 0;
  for (let at = from; at < to; at++) {
    if (!isDigit(bytes[at])) return IN_BYTES;
    value = value * 10 + bytes[at] - DIGIT_0;
  }
  return value;
}

/**
 * Whether the string `bytes[from..to)` is a user's id as it stands: not blank, and no integer that has a shorter
 * form. Says no where it would take a closer look to know.
 */
function standsAsWritten(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from];
  if (from === to || first === SPACE) return false;
  const signed = first === PLUS || first === MINUS;
  let at = signed ? from + 1 : from;
  const digitsFrom = at;
  while (at < to && isDigit(bytes[at])) at++;
  if (at === digitsFrom) return true;
  return at === to ? !signed && first !== DIGIT_0 : bytes[at] !== SPACE;
}

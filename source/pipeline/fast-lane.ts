/**
 * The hot kernel: ordinary records, from bytes to a row in the store, in one pass over the bytes and without an
 * object. It reads the gap before a record, the record, and goes on until it meets something it will not decide:
 * damage, an escape in a key or an id, an unusual type or timestamp, a record cut off by the window. Whatever it
 * refuses it leaves untouched, at the record's brace, for the careful lane; whatever it takes, the careful lane
 * would have taken with the same result (test/properties/lanes.test.ts).
 *
 * Longer than other files because a call a value would cost a third of its speed.
 */
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DIGIT_0,
  DIGIT_9,
  isDigit,
  isUtf8,
  isWhiteSpace,
  LINE_FEED,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  SPACE,
} from './bytes.ts';
import { type EventStore, SEGMENT_BITS, SEGMENT_MASK } from './event-store.ts';
import { FastKey } from './fast-key.ts';
import { FastTimestamp } from './fast-timestamp.ts';
import { FastValues, STRING_STOP } from './fast-values.ts';
import type { PipelineSettings } from './settings.ts';
import type { Tally } from './tally.ts';
import { parseTimestamp } from './timestamp.ts';
import { SMALL_INTEGER_DIGITS } from './users.ts';

/** An id that was not an integer of at most nine digits: it stands in the bytes. */
const IN_BYTES = -1;

export class FastLane {
  private readonly userKey: FastKey;
  private readonly timeKey: FastKey;
  private readonly typeKey: FastKey;
  private readonly maxRecordBytes: number;
  private readonly values = new FastValues();
  private readonly time = new FastTimestamp();

  constructor(
    settings: PipelineSettings,
    private readonly store: EventStore,
    private readonly tally: Tally,
  ) {
    this.userKey = new FastKey(settings.userKey);
    this.timeKey = new FastKey(settings.timeKey);
    this.typeKey = new FastKey(settings.typeKey);
    this.maxRecordBytes = settings.maxRecordBytes;
  }

  /** Whether the wanted keys are ones that this lane can find; without that, every record is for the careful lane. */
  get usable(): boolean {
    return this.userKey.plain && this.timeKey.plain && this.typeKey.plain;
  }

  /**
   * Reads on from `from`, a place between records. Answers `to`, or the place of the brace of a record it refuses.
   * `bytes[0]` is byte `base` of the input; `view` looks at the same bytes; a guard of zeros follows `to`.
   */
  run(bytes: Uint8Array, view: DataView, from: number, to: number, base: number): number {
    const { store, tally, values, time, userKey, timeKey, typeKey, maxRecordBytes } = this;
    const { users, types } = store;
    let { line, lineStartOffset, records, recordBytes, separatorBytes, strayBytes } = tally;
    const firstUnresolved = store.count;
    let { count } = store;
    let segment = store.segmentFor(line);
    let at = from;

    let expected = userKey;
    scan: for (;;) {
      // The gap: whatever stands between records.
      let byte = bytes[at];
      while (byte !== OPEN_BRACE) {
        if (at >= to) break scan;
        if (byte === LINE_FEED) {
          line++;
          lineStartOffset = base + at + 1;
          separatorBytes++;
        } else if (isWhiteSpace(byte) || byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET) {
          separatorBytes++;
        } else {
          strayBytes++;
        }
        byte = bytes[++at];
      }

      const start = at;
      let userInteger = IN_BYTES;
      let userFrom = 0;
      let userTo = 0;
      let typeFrom = 0;
      let typeTo = 0;
      let timeSeen = false;
      values.lineFeeds = 0;
      at++;
      for (;;) {
        // A member's key. Three are wanted; all others are checked and forgotten.
        if (bytes[at] === SPACE) at++;
        if (bytes[at] <= SPACE) at = values.space(bytes, at);
        if (bytes[at] !== QUOTE) {
          at = start;
          break scan;
        }
        at++;
        let wanted: FastKey | undefined;
        if (expected.matches(view, at)) wanted = expected;
        else if (userKey.matches(view, at)) wanted = userKey;
        else if (timeKey.matches(view, at)) wanted = timeKey;
        else if (typeKey.matches(view, at)) wanted = typeKey;
        if (wanted !== undefined) {
          at += wanted.length;
          // Most files write them in this order.
          expected = wanted === userKey ? timeKey : wanted === timeKey ? typeKey : userKey;
        } else {
          while (STRING_STOP[bytes[at]] === 0) at++;
          if (bytes[at] !== QUOTE) {
            at = start;
            break scan;
          }
          at++;
        }
        if (bytes[at] !== COLON) {
          at = values.space(bytes, at);
          if (bytes[at] !== COLON) {
            at = start;
            break scan;
          }
        }
        at++;
        byte = bytes[at];
        if (byte === SPACE) byte = bytes[++at];
        if (byte <= SPACE) {
          at = values.space(bytes, at);
          byte = bytes[at];
        }

        // Its value.
        if (wanted === undefined) {
          at = values.value(bytes, view, at);
          if (at < 0) {
            at = start;
            break scan;
          }
        } else if (wanted === userKey && byte !== QUOTE) {
          // An integer, and if it has no more than nine digits, its value.
          const digitsFrom = at;
          let digit = byte - DIGIT_0;
          userInteger = 0;
          while (digit >= 0 && digit <= 9 && at < digitsFrom + SMALL_INTEGER_DIGITS) {
            userInteger = userInteger * 10 + digit;
            digit = bytes[++at] - DIGIT_0;
          }
          if (digit >= 0 && digit <= 9) {
            userInteger = IN_BYTES;
            while (digit >= 0 && digit <= 9) digit = bytes[++at] - DIGIT_0;
          }
          userFrom = digitsFrom;
          userTo = at;
          byte = bytes[at];
          const ended = byte === COMMA || byte === CLOSE_BRACE || byte <= SPACE;
          if (at === digitsFrom || !ended || (bytes[digitsFrom] === DIGIT_0 && at > digitsFrom + 1)) {
            at = start;
            break scan;
          }
        } else if (wanted === timeKey) {
          const end = byte === QUOTE ? time.read(bytes, view, at + 1) : -1;
          if (end >= 0) at = end + 1;
          else {
            const stringFrom = at + 1;
            at = this.stringEnd(bytes, at);
            if (at < 0 || parseTimestamp(bytes, stringFrom, at, time) !== undefined) {
              at = start;
              break scan;
            }
            at++;
          }
          timeSeen = true;
        } else {
          // A string for an id or a type: as it stands, if it is UTF-8 and holds no escape.
          const stringFrom = at + 1;
          if (byte !== QUOTE) at = -1;
          else {
            at++;
            let all = 0;
            byte = bytes[at];
            while (STRING_STOP[byte] === 0) {
              all |= byte;
              byte = bytes[++at];
            }
            if (byte !== QUOTE || (all >= 0x80 && !isUtf8(bytes, stringFrom, at))) at = -1;
          }
          if (at >= 0 && wanted === userKey) {
            userInteger = IN_BYTES;
            userFrom = stringFrom;
            userTo = at;
            if (bytes[stringFrom] <= DIGIT_9) {
              userInteger = smallInteger(bytes, stringFrom, at);
              if (userInteger === IN_BYTES && !standsAsWritten(bytes, stringFrom, at)) at = -1;
            }
          } else {
            typeFrom = stringFrom;
            typeTo = at;
          }
          if (at < 0) {
            at = start;
            break scan;
          }
          at++;
        }

        // A comma and the next member, or the end of the record.
        byte = bytes[at];
        if (byte <= SPACE) {
          at = values.space(bytes, at);
          byte = bytes[at];
        }
        at++;
        if (byte === COMMA) continue;
        if (
          byte !== CLOSE_BRACE ||
          userTo === 0 ||
          typeFrom === 0 ||
          !timeSeen ||
          at - start > maxRecordBytes
        ) {
          at = start;
          break scan;
        }
        break;
      }

      // Integers are looked up later, many at once: see Users.resolveIntegers.
      const user =
        userInteger !== IN_BYTES
          ? users.provisional(userInteger)
          : users.internBytes(bytes, view, userFrom, userTo);
      const type = types.intern(bytes, view, typeFrom, typeTo);
      const row = count & SEGMENT_MASK;
      if (row === 0) {
        store.count = count;
        segment = store.segmentFor(line);
      }
      segment.user[row] = user;
      segment.type[row] = type;
      segment.seconds[row] = time.seconds;
      if (time.nanoseconds !== 0) segment.nanoseconds[row] = time.nanoseconds;
      segment.byteOffset[row] = base + start;
      segment.lineDelta[row] = line - segment.firstLine;
      count++;
      records++;
      recordBytes += at - start;
      if (values.lineFeeds !== 0) {
        line += values.lineFeeds;
        lineStartOffset = base + values.lastLineFeed + 1;
      }
    }

    store.count = count;
    this.resolveUsers(firstUnresolved);
    tally.line = line;
    tally.lineStartOffset = lineStartOffset;
    tally.records = records;
    tally.recordBytes = recordBytes;
    tally.separatorBytes = separatorBytes;
    tally.strayBytes = strayBytes;
    return at;
  }

  /** Turns the integers put into the user column since event `from` into users. */
  private resolveUsers(from: number): void {
    const { users, segments, count } = this.store;
    for (let event = from; event < count; ) {
      const end = Math.min(count, (event | SEGMENT_MASK) + 1);
      const first = event & SEGMENT_MASK;
      users.resolveIntegers(segments[event >>> SEGMENT_BITS].user, first, first + end - event);
      event = end;
    }
  }

  /** The closing quote of the plain string whose opening quote is at `at`, or -1. */
  private stringEnd(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return -1;
    let end = at + 1;
    while (STRING_STOP[bytes[end]] === 0) end++;
    return bytes[end] === QUOTE ? end : -1;
  }
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

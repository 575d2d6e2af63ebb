import { COLON, COMMA, DIGIT_0, DOT, isDigit, MINUS, PLUS, QUOTE, SPACE } from './bytes.ts';
import { daysFromDate, daysInMonth } from './calendar.ts';
import { FIRST_SECOND, type Instant, LAST_SECOND } from './timestamp.ts';

const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** For two ASCII digits read as one little-endian 16-bit number, the number they spell; -1 for anything else. */
const TWO_DIGITS = new Int8Array(65_536).fill(-1);
for (let value = 0; value < 100; value++) {
  TWO_DIGITS[DIGIT_0 + Math.floor(value / 10) + ((DIGIT_0 + (value % 10)) << 8)] = value;
}

/**
 * Reads the timestamps that nearly all files hold, `2024-07-10T11:45:00` with a space or T, a fraction, and Z,
 * `+02:00` or nothing behind; refuses all others, valid or not, for `parseTimestamp` to decide. Seven table look-ups
 * in place of fourteen digits: about 10 ns.
 */
export class FastTimestamp implements Instant {
  seconds = 0;
  nanoseconds = 0;

  /** Where the string that begins at `at` ends (its closing quote), or -1. Reads into the guard, never past it. */
  read(bytes: Uint8Array, view: DataView, at: number): number {
    const century = TWO_DIGITS[view.getUint16(at, true)];
    const yearOfCentury = TWO_DIGITS[view.getUint16(at + 2, true)];
    const month = TWO_DIGITS[view.getUint16(at + 5, true)];
    const day = TWO_DIGITS[view.getUint16(at + 8, true)];
    const hour = TWO_DIGITS[view.getUint16(at + 11, true)];
    const minute = TWO_DIGITS[view.getUint16(at + 14, true)];
    const second = TWO_DIGITS[view.getUint16(at + 17, true)];
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0) return -1;
    if (bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS) return -1;
    if (bytes[at + 10] !== LETTER_T && bytes[at + 10] !== SPACE) return -1;
    if (bytes[at + 13] !== COLON || bytes[at + 16] !== COLON) return -1;
    const year = century * 100 + yearOfCentury;
    if (year === 0 || month === 0 || month > 12 || hour > 23 || minute > 59 || second > 59) return -1;
    if (day === 0 || (day > 28 && day > daysInMonth(year, month))) return -1;
    this.seconds = daysFromDate(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    this.nanoseconds = 0;
    if (bytes[at + 19] === LETTER_Z && bytes[at + 20] === QUOTE) return at + 20;
    return this.fractionAndOffset(bytes, view, at + 19);
  }

  private fractionAndOffset(bytes: Uint8Array, view: DataView, from: number): number {
    let at = from;
    if (bytes[at] === DOT || bytes[at] === COMMA) {
      at++;
      if (!isDigit(bytes[at])) return -1;
      let nanoseconds = 0;
      let digits = 0;
      while (digits < 9 && isDigit(bytes[at])) {
        nanoseconds = nanoseconds * 10 + bytes[at++] - DIGIT_0;
        digits++;
      }
      while (digits++ < 9) nanoseconds *= 10;
      this.nanoseconds = nanoseconds;
    }
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === LETTER_Z) return bytes[at + 1] === QUOTE ? at + 1 : -1;
    if (byte !== PLUS && byte !== MINUS) return -1;
    const hour = TWO_DIGITS[view.getUint16(at + 1, true)];
    const minute = TWO_DIGITS[view.getUint16(at + 4, true)];
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return -1;
    if (bytes[at + 3] !== COLON || bytes[at + 6] !== QUOTE) return -1;
    const offset = hour * 3600 + minute * 60;
    this.seconds += byte === PLUS ? -offset : offset;
    return this.seconds < FIRST_SECOND || this.seconds > LAST_SECOND ? -1 : at + 6;
  }
}

import { safeText } from '../../format/safe-text.ts';
import { widthOf } from '../../format/text-width.ts';
import { CARRIAGE_RETURN, LINE_FEED } from '../../pipeline/text/bytes.ts';

const REPLACEMENT = 0xfffd;

/** One byte that is not UTF-8. */
const BAD_BYTE = (REPLACEMENT << 3) | 1;

/**
 * Returns the character at `at` in `bytes[..to)`, as `codePoint << 3 | byteLength`: one number, as this runs once per
 * character. What is not UTF-8 is U+FFFD, with the length that the decoder of the WHATWG (Encoding, section 8.1.1) gives
 * it.
 */
export function packedCharacterAt(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return (lead << 3) | 1;
  const more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
  if (more === 0) return BAD_BYTE;
  let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  let codePoint = lead & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const byte = at + i < to ? bytes[at + i] : 0;
    if (byte < low || byte > high) return (REPLACEMENT << 3) | i;
    codePoint = (codePoint << 6) | (byte & 0x3f);
    low = 0x80;
    high = 0xbf;
  }
  return (codePoint << 3) | (more + 1);
}

/** One more than the cells of each code point seen so far, or 0: measuring one takes microseconds. */
const measured = new Uint8Array(0x110000);

/** Returns how many cells a character takes, made safe as the screen shows it: a control one, a zero-width one eight. */
function cellsOf(codePoint: number): number {
  // Controls are shown as pictures.
  if (codePoint < 0x80) return 1;
  if (measured[codePoint] === 0) {
    measured[codePoint] = 1 + widthOf(safeText(String.fromCodePoint(codePoint)));
  }
  return measured[codePoint] - 1;
}

/** The width of rows that are whole lines, of which the screen shows a part. */
export const WHOLE_LINES = Number.POSITIVE_INFINITY;

/** Returns the most bytes of a row, which bounds rows of characters that take no cells. */
function mostBytes(width: number): number {
  return 64 + 16 * width;
}

/**
 * Returns where the row that begins at `from` ends: the index after the last byte of `bytes[from..to)` that fits into
 * `width` cells; `to` for WHOLE_LINES. One character always fits. A line feed, and a CR before it, end the row and take no
 * cells, so `to` must not be later than after the first line feed.
 */
export function rowEnd(bytes: Uint8Array, from: number, to: number, width: number): number {
  if (width === WHOLE_LINES) return to;
  const most = mostBytes(width);
  let at = from;
  let cells = 0;
  while (at < to) {
    const lead = bytes[at];
    if (lead === LINE_FEED) return at + 1;
    if (lead === CARRIAGE_RETURN && at + 1 < to && bytes[at + 1] === LINE_FEED) return at + 2;
    const character = lead < 0x80 ? 0 : packedCharacterAt(bytes, at, to);
    const taken = lead < 0x80 ? 1 : cellsOf(character >> 3);
    if (at > from && (cells + taken > width || at - from >= most)) return at;
    cells += taken;
    at += lead < 0x80 ? 1 : character & 7;
  }
  return at;
}

/** Returns how many cells the characters of `bytes[from..to)` take, which end no line. */
export function cellsOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let cells = 0;
  for (let at = from; at < to; ) {
    const character = packedCharacterAt(bytes, at, to);
    cells += cellsOf(character >> 3);
    at += character & 7;
  }
  return cells;
}

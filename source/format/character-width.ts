import stringWidth from 'string-width';
import { ZERO_WIDTH } from './combining-marks.ts';

/** A keycap's ring joins the digit before it, and makes the two as wide as an emoji. */
const KEYCAP = 0x20e3;

const NO_CELL = new RegExp(`[${ZERO_WIDTH}]`, 'u');
/** Vowel signs beside a letter, to each of which terminals without clusters give a cell. */
const SPACING_MARK = /\p{Mc}/u;

/** One more than the cells of each code point seen so far, or 0: measuring one takes microseconds. */
const measured = new Uint8Array(0x110000);

/**
 * Returns how many cells a character takes on a terminal that knows no clusters. The screen is laid out for that: it is the
 * widest that any terminal draws, so that nothing is drawn over.
 */
export function cellsOfCharacter(codePoint: number): number {
  if (codePoint >= 0x20 && codePoint < 0x7f) return 1;
  if (measured[codePoint] === 0) measured[codePoint] = 1 + measure(codePoint);
  return measured[codePoint] - 1;
}

function measure(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (codePoint === KEYCAP || SPACING_MARK.test(character)) return 1;
  return NO_CELL.test(character) ? 0 : stringWidth(character);
}

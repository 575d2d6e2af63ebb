import stringWidth from 'string-width';

/** Characters that take no cell of their own: marks over and under others, and the later letters of a Hangul syllable. */
const ZERO_WIDTH = String.raw`\p{Mn}\p{Me}\u1160-\u11ff\ud7b0-\ud7ff`;

/** As many marks as the richest scripts put on one character. Terminals keep all that they are sent, for each cell. */
export const MOST_MARKS = 8;

/** A keycap's ring joins the digit before it, and makes the two as wide as an emoji. */
const KEYCAP = 0x20e3;

const NO_CELL = new RegExp(`[${ZERO_WIDTH}]`, 'u');
/** Vowel signs beside a letter, to each of which terminals without clusters give a cell. */
const SPACING_MARK = /\p{Mc}/u;
const TOO_MANY_MARKS = new RegExp(`([${ZERO_WIDTH}]{${MOST_MARKS}})[${ZERO_WIDTH}]+`, 'gu');

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

/** Returns a text with at most `MOST_MARKS` marks on a character. */
export function withFewMarks(text: string): string {
  return text.replace(TOO_MANY_MARKS, '$1');
}

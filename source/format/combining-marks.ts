/** Characters that take no cell of their own: marks over and under others, and the later letters of a Hangul syllable. */
export const ZERO_WIDTH = String.raw`\p{Mn}\p{Me}\u1160-\u11ff\ud7b0-\ud7ff`;

/** As many marks as the richest scripts put on one character. Terminals keep all that they are sent, for each cell. */
export const MOST_MARKS = 8;

const TOO_MANY_MARKS = new RegExp(`([${ZERO_WIDTH}]{${MOST_MARKS}})[${ZERO_WIDTH}]+`, 'gu');

/** Returns a text with at most `MOST_MARKS` marks on a character. */
export function withFewMarks(text: string): string {
  return text.replace(TOO_MANY_MARKS, '$1');
}

import { cellsOfCharacter } from '../format/character-width.ts';
import { COLOUR_SEQUENCE } from '../format/colour-sequence.ts';
import { MOST_MARKS } from '../format/combining-marks.ts';

/** A colour, or a character. */
const TOKEN = new RegExp(`${COLOUR_SEQUENCE}|.`, 'gsu');

/** Characters whose width all terminals agree on: ASCII, the lines of the screen, and CJK. */
const CERTAIN =
  /[\x20-\x7e\u00c0-\u017e\u2190-\u2193\u2500-\u259f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\u2026\u2013\u00d7\u2265\u25b2\u25bc\u25be\u2717\u00b7]/u;
const NOT_PLAIN = /[\u007f-\uffff]/;

/**
 * Returns a part of a line, to be written from `column` on, with an absolute move after characters on whose width terminals
 * disagree, so that what follows them is in its column. It keeps at most `MOST_MARKS` marks on a character.
 */
export function placed(line: string, column: number): string {
  if (!NOT_PLAIN.test(line)) return line;
  let written = '';
  let cells = column;
  let marks = 0;
  let isUnsure = false;
  for (const [token, codes] of line.matchAll(TOKEN)) {
    if (codes !== undefined) {
      written += token;
      continue;
    }
    const width = cellsOfCharacter(token.codePointAt(0) ?? 0);
    marks = width === 0 ? marks + 1 : 0;
    if (marks > MOST_MARKS) continue;
    const isCertain = CERTAIN.test(token);
    if (isCertain && isUnsure) written += `\u001b[${cells + 1}G`;
    isUnsure = !isCertain;
    written += token;
    cells += width;
  }
  return written;
}

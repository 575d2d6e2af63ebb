import { markUnsafe } from '../pipeline/text/invisible.ts';
import { withFewMarks } from './combining-marks.ts';

/**
 * Returns text from data made safe for a terminal (spec section 11): nothing in it can move the cursor, change a colour,
 * change the direction of text or hide. Controls become their pictures, other characters their code points in `<>`; a
 * character has at most eight combining marks.
 */
export function safeText(text: string): string {
  return withFewMarks(markUnsafe(text));
}

/** Returns text of several lines made safe for a terminal; its line feeds stay. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n');
}

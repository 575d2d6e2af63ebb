import { markUnsafe } from '../pipeline/text/invisible.ts';

/**
 * Returns text from data made fit for a terminal (spec section 11): nothing in it can move the cursor, change a colour,
 * turn the direction of reading or hide. Controls become their pictures, other characters their code points in `<>`.
 */
export function safeText(text: string): string {
  return markUnsafe(text);
}

/** Returns text of several lines made fit for a terminal; its line feeds stay. */
export function safeLines(text: string): string {
  return text.split('\n').map(safeText).join('\n');
}

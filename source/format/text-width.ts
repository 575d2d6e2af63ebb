import stringWidth from 'string-width';

const PLAIN = /^[\x20-\x7e]*$/;

/** How many cells a safe text takes on the terminal. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

/**
 * The beginning of a text from data, longer than what `width` cells can show: what is cut to cells costs what is seen,
 * however long the text is. No character takes less than a cell, but for marks that go with the one before.
 */
export function beginning(text: string, width: number): string {
  return text.slice(0, 8 * Math.max(0, width) + 64);
}

/** A safe text cut to at most `width` cells, its end then the ellipsis. */
export function cut(whole: string, width: number, ellipsis: string): string {
  const text = beginning(whole, width);
  if (text.length === whole.length && widthOf(text) <= width) return text;
  if (width <= 0) return '';
  const room = width - ellipsis.length;
  if (room <= 0) return ellipsis.slice(0, width);
  if (PLAIN.test(text)) return text.slice(0, room) + ellipsis;
  let kept = '';
  let used = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    const cells = stringWidth(segment);
    if (used + cells > room) break;
    kept += segment;
    used += cells;
  }
  return kept + ellipsis;
}

const SEGMENTER = new Intl.Segmenter();

/** A safe text in exactly `width` cells: cut, or filled with blanks. */
export function inCells(text: string, width: number, ellipsis: string, right = false): string {
  const shown = cut(text, width, ellipsis);
  const blanks = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return right ? blanks + shown : shown + blanks;
}

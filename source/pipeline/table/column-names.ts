import { formatsThatRead } from '../time/guess-format.ts';

/** A name of a column is no longer than this, in characters, and has no more words. */
const LONGEST_NAME = 80;
const MOST_WORDS = 8;

/** Returns the name of a column: without white space around it, and made up for one that has none. */
export function nameOf(cell: string, column: number): string {
  const name = cell.replace(/^#\s*/, '').replace(/\s+/g, ' ').trim();
  return name === '' ? madeUpName(column) : name;
}

/** Returns the name of a column that has none. */
export function madeUpName(column: number): string {
  return `column${column + 1}`;
}

/** Whether cells are names of columns: words or `#`, and neither times nor numbers nor sentences. */
export function areNames(cells: readonly string[]): boolean {
  const texts = cells.map((cell) => cell.trim()).filter((text) => text !== '');
  return 2 * texts.length >= cells.length && texts.length > 0 && texts.every(isName);
}

/** The placeholders of Adjust: `{adid},{created_at}`. */
const PLACEHOLDER = /^\{(\w+)\}$/;

function isName(cell: string): boolean {
  const text = cell.replace(PLACEHOLDER, '$1');
  return (
    text.length <= LONGEST_NAME &&
    /\p{L}|^#$/u.test(text) &&
    !/[{}<>=]|^\d[\d.,:/-]*$/.test(text) &&
    text.split(/\s+/).length <= MOST_WORDS &&
    formatsThatRead(text, true).length === 0
  );
}

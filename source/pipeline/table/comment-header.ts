import type { HeadRow } from './head-rows.ts';

/** A comment that names the columns: `#fields` of Zeek, `#Fields:` of W3C logs, which CDNs and web servers write. */
const FIELDS = /^#\s*fields:?$/i;
const FIELDS_AND_NAMES = /^#\s*fields:\s*(?=\S)/i;

/**
 * Returns the names of the columns from the last comment before the rows that has as many of them, between the delimiter of
 * the rows (Zeek) or between blanks (W3C); undefined if there is none.
 */
export function namesInComment(
  before: readonly HeadRow[],
  columnCount: number,
): readonly string[] | undefined {
  for (const { cells } of before.toReversed()) {
    const [first = '', ...rest] = cells;
    const names = FIELDS.test(first) ? rest : wordsAfter(first, cells.length);
    if (names.length === columnCount && names.every((name) => name !== '')) return names;
  }
  return undefined;
}

function wordsAfter(text: string, cellCount: number): readonly string[] {
  return cellCount === 1 && FIELDS_AND_NAMES.test(text)
    ? text.replace(FIELDS_AND_NAMES, '').trim().split(/\s+/)
    : [];
}

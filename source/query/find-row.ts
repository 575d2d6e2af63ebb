import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import type { FindQuery } from './query.ts';
import { RECORDS_READ, ROWS_MATCHED, type RowMatcher } from './row-list.ts';
import { eventMatcher, rejectionMatcher, sessionMatcher, userMatcher } from './row-match.ts';

/**
 * The place in the list of the next row that has the pattern, or -1: from `from` on, that one included, and once
 * round. Where `from` is outside the list the search begins at its nearest row.
 */
export function* findRow(
  dataset: Dataset,
  { table, rows, rowCount, from, direction, text }: FindQuery,
  readRecord: ReadRecord,
): Generator<number, number> {
  const pattern = compilePattern(text);
  if ('error' in pattern) return -1;
  const matches = matcherOf(dataset, table, readRecord, pattern);
  const rowsAtOnce = table === 'rejections' ? RECORDS_READ : ROWS_MATCHED;
  let at = Math.min(Math.max(0, from), rowCount - 1);
  for (let looked = 0; looked < rowCount; looked++) {
    if (matches(rows === undefined ? at : rows[at])) return at;
    at += direction;
    if (at < 0) at = rowCount - 1;
    else if (at === rowCount) at = 0;
    if (looked % rowsAtOnce === 0) yield looked / rowCount;
  }
  return -1;
}

/** Before the first grouping only rejections have rows. */
function matcherOf(
  dataset: Dataset,
  table: FindQuery['table'],
  readRecord: ReadRecord,
  pattern: Pattern,
): RowMatcher {
  const { store, grouping } = dataset;
  if (table === 'rejections') return rejectionMatcher(dataset, readRecord, pattern);
  if (grouping === undefined) return () => false;
  switch (table) {
    case 'sessions':
      return sessionMatcher(store, grouping, pattern);
    case 'users':
      return userMatcher(store, grouping, pattern);
    case 'events':
      return eventMatcher(dataset, pattern);
  }
}

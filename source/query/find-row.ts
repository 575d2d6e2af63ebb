import { type ReadRecord, rejectionRereader } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import type { FindQuery } from './query.ts';
import { MATCHES_PER_STEP, RECORDS_PER_STEP, type RowMatcher } from './row-list.ts';
import { eventMatcher, rejectionMatcher, sessionMatcher, strayMatcher, userMatcher } from './row-match.ts';

/**
 * Returns the index in the list of the next row that matches, or -1. Searches from `from` on, included, and wraps around
 * once. If `from` is outside the list, the search begins at the nearest row.
 */
export function* findRow(
  dataset: Dataset,
  { table, rows, rowCount, from, direction, text, zone }: FindQuery,
  readRecord: ReadRecord,
): Generator<number, number> {
  const pattern = compilePattern(text);
  if ('error' in pattern) return -1;
  const matches = matcherOf(dataset, table, readRecord, pattern, zone);
  const rowsPerStep = table === 'rejections' ? RECORDS_PER_STEP : MATCHES_PER_STEP;
  let at = Math.min(Math.max(0, from), rowCount - 1);
  for (let looked = 0; looked < rowCount; looked++) {
    if (matches(rows === undefined ? at : rows[at])) return at;
    at += direction;
    if (at < 0) at = rowCount - 1;
    else if (at === rowCount) at = 0;
    if (looked % rowsPerStep === 0) yield looked / rowCount;
  }
  return -1;
}

/** Before the first grouping, only rejections and stray runs can match. */
function matcherOf(
  dataset: Dataset,
  table: FindQuery['table'],
  readRecord: ReadRecord,
  pattern: Pattern,
  zone: string | undefined,
): RowMatcher {
  const { store, grouping } = dataset;
  if (table === 'rejections') {
    return rejectionMatcher(dataset, rejectionRereader(dataset, readRecord), pattern);
  }
  if (table === 'strays') return strayMatcher(dataset, readRecord, pattern);
  if (grouping === undefined) return () => false;
  switch (table) {
    case 'sessions':
      return sessionMatcher(store, grouping, pattern, zone);
    case 'users':
      return userMatcher(store, grouping, pattern);
    case 'events':
      return eventMatcher(dataset, pattern, zone);
  }
}

import { rescale } from '../pipeline/columns/cooperative.ts';
import type { Grouping } from '../pipeline/group/grouping.ts';
import { type ReadRecord, rejectionRereader } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { duplicatesLeftOut } from './duplicates-by-session.ts';
import { EventBytes, SMALL_WINDOW_BYTES } from './event-bytes.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import type { FindQuery } from './query.ts';
import { MATCHES_PER_STEP, RECORDS_PER_STEP, ROWS_PER_STEP, type RowMatcher, visitRows } from './row-list.ts';
import { eventMatcher, rejectionMatcher, sessionMatcher, strayMatcher } from './row-match.ts';
import type { ScopedData } from './scoped-events.ts';
import { SharedWork } from './shared-work.ts';
import { userRowMatcher } from './user-match.ts';

/**
 * After this many rows of a long list without a match all events are searched in the order of the file, and what is found
 * is kept for the next search: in another order each of their records would be read on its own.
 */
const FIRST_ROWS = 1 << 14;
/** A list with a smaller share of the events is looked through row by row. */
const LONG_SHARE = 1 / 8;

/**
 * Returns the index in the list of the next row that matches, or -1. Searches from `from` on, included, and wraps around
 * once. If `from` is outside the list, the search begins at the nearest row.
 */
export function* findRow(
  dataset: Dataset,
  query: FindQuery,
  readRecord: ReadRecord,
): Generator<number, number> {
  const { table, rows, rowCount, from, direction } = query;
  const { grouping } = dataset;
  const pattern = compilePattern(query.text);
  if ('error' in pattern) return -1;
  let matches = yield* matcherOf(dataset, query, readRecord, pattern);
  let rowsPerStep = table === 'rejections' || table === 'events' ? RECORDS_PER_STEP : MATCHES_PER_STEP;
  const isLong = table === 'events' && grouping !== undefined && rowCount > grouping.eventCount * LONG_SHARE;
  let doneShare = 0;
  let at = Math.min(Math.max(0, from), rowCount - 1);
  for (let looked = 0; looked < rowCount; looked++) {
    if (isLong && looked === FIRST_ROWS) {
      doneShare = 0.9;
      const all = eventsWith({ dataset, grouping, readRecord, zone: query.zone }, query.text, pattern);
      const isFound = yield* rescale(all, looked / rowCount, doneShare);
      matches = (event) => isFound[event] === 1;
      rowsPerStep = ROWS_PER_STEP;
    }
    if (matches(rows === undefined ? at : rows[at])) return at;
    at += direction;
    if (at < 0) at = rowCount - 1;
    else if (at === rowCount) at = 0;
    if (looked % rowsPerStep === 0) yield doneShare + (1 - doneShare) * (looked / rowCount);
  }
  return -1;
}

const found = new SharedWork<Grouping['sessions'], Uint8Array>();

/** Returns for each event whether it matches, 0 or 1. `text`: that of the pattern. */
function* eventsWith(data: ScopedData, text: string, pattern: Pattern): Generator<number, Uint8Array> {
  const { dataset, grouping, readRecord, zone } = data;
  const { eventCount, sessions } = grouping;
  function* look(): Generator<number, Uint8Array> {
    const isFound = new Uint8Array(eventCount);
    const records = new EventBytes(dataset, readRecord);
    const matches = eventMatcher({ dataset, grouping, records, zone }, pattern);
    const mark = (event: number): void => {
      if (matches(event)) isFound[event] = 1;
    };
    yield* visitRows({ rows: undefined, rowCount: eventCount }, mark, RECORDS_PER_STEP);
    return isFound;
  }
  return yield* found.get(sessions, JSON.stringify([text, zone]), look);
}

/** Before the first grouping, only rejections and stray runs can match. */
function* matcherOf(
  dataset: Dataset,
  { table, scope, zone }: FindQuery,
  readRecord: ReadRecord,
  pattern: Pattern,
): Generator<number, RowMatcher> {
  const { store, grouping } = dataset;
  if (table === 'rejections') {
    return rejectionMatcher(dataset, rejectionRereader(dataset, readRecord), pattern);
  }
  if (table === 'strays') return strayMatcher(dataset, readRecord, pattern);
  if (grouping === undefined) return () => false;
  switch (table) {
    case 'sessions': {
      const leftOut = yield* rescale(duplicatesLeftOut(store, grouping), 0, 0);
      return sessionMatcher({ store, grouping, leftOut }, pattern, zone);
    }
    case 'users':
      return yield* userRowMatcher(dataset, { dataset, grouping, readRecord, zone }, scope, pattern);
    case 'events': {
      const records = new EventBytes(dataset, readRecord, SMALL_WINDOW_BYTES);
      return eventMatcher({ dataset, grouping, records, zone }, pattern);
    }
  }
}

import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { answerDifferences, answerDuplicateSample } from './duplicate-queries.ts';
import { eventRows } from './event-rows.ts';
import { findRow } from './find-row.ts';
import type { Answer, Query } from './query.ts';
import { answerRejectionKinds } from './rejection-kinds.ts';
import { answerRejectionPlaces } from './rejection-places.ts';
import { rejectionRows } from './rejection-rows.ts';
import { sessionFacts, typeTotals, userFacts } from './row-facts.ts';
import { scopeCounts } from './scope-counts.ts';
import { sessionRows } from './session-rows.ts';
import { answerSessionStats } from './session-stats.ts';
import { strayRuns } from './stray-rows.ts';
import { answerTrend } from './trend-query.ts';
import { userRejections } from './user-rejections.ts';
import { userRows } from './user-rows.ts';

/**
 * Runs a query on a dataset in steps of a millisecond or two and returns the answer. Yields the share that is done, from
 * 0 to 1, so that the caller can do other things between two steps, or drop the query. The dataset may grow meanwhile:
 * the answer is about its state at the beginning. Before the first grouping there are no sessions, events or users.
 *
 * Rows are in shared memory if the host has it. Some are views of orders that are kept for later queries: never write to
 * them.
 */
export function* runQuery(dataset: Dataset, query: Query, readRecord: ReadRecord): Generator<number, Answer> {
  switch (query.kind) {
    case 'sessions':
      return { kind: 'rows', ...(yield* sessionRows(dataset, query, readRecord)) };
    case 'rejections':
      return { kind: 'rows', ...(yield* rejectionRows(dataset, query, readRecord)) };
    case 'events':
      return { kind: 'rows', ...(yield* eventRows(dataset, query, readRecord)) };
    case 'strays':
      return { kind: 'rows', ...(yield* strayRuns(dataset, query)) };
    case 'users':
      return { kind: 'rows', ...(yield* userRows(dataset, query, readRecord)) };
    case 'find':
      return { kind: 'found', row: yield* findRow(dataset, query, readRecord) };
    case 'trend':
      return yield* answerTrend(dataset, query, readRecord);
    case 'counts':
      return { kind: 'counts', counts: yield* scopeCounts(dataset, query, readRecord) };
    case 'sessionStats':
      return { kind: 'sessionStats', stats: yield* answerSessionStats(dataset, query, readRecord) };
    case 'typeTotals':
      return { kind: 'typeTotals', counts: yield* typeTotals(dataset) };
    case 'sessionFacts':
      return { kind: 'sessionFacts', facts: yield* sessionFacts(dataset, query) };
    case 'userFacts':
      return { kind: 'userFacts', facts: yield* userFacts(dataset, query, readRecord) };
    case 'userRejections':
      return { kind: 'userRejections', counts: yield* userRejections(dataset, query, readRecord) };
    case 'differences':
      return yield* answerDifferences(dataset, query, readRecord);
    case 'duplicateSample':
      return yield* answerDuplicateSample(dataset, readRecord);
    case 'rejectionPlaces':
      return yield* answerRejectionPlaces(dataset, query, readRecord);
    case 'rejectionKinds':
      return yield* answerRejectionKinds(dataset, query, readRecord);
  }
}

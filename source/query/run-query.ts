import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { eventRows } from './event-rows.ts';
import { findRow } from './find-row.ts';
import type { Answer, Query } from './query.ts';
import { rejectionRows } from './rejection-rows.ts';
import { sessionRows } from './session-rows.ts';
import { answerTrend } from './trend-query.ts';
import { userRows } from './user-rows.ts';

/**
 * Answers a query about a dataset, a millisecond or two at a time: it yields the share done, 0 to 1, so that whoever
 * runs it can do other things in between, and drop it. The dataset may grow meanwhile; the answer is about what it
 * was at the beginning. Before the first grouping there are no sessions, events or users.
 *
 * Rows come in shared memory where there is one. Some are views into orders that are kept for later queries: they
 * are only to be read.
 */
export function* runQuery(dataset: Dataset, query: Query, readRecord: ReadRecord): Generator<number, Answer> {
  switch (query.kind) {
    case 'sessions':
      return { kind: 'rows', ...(yield* sessionRows(dataset, query)) };
    case 'rejections':
      return { kind: 'rows', ...(yield* rejectionRows(dataset, query, readRecord)) };
    case 'events':
      return { kind: 'rows', ...(yield* eventRows(dataset, query)) };
    case 'users':
      return { kind: 'rows', ...(yield* userRows(dataset, query)) };
    case 'find':
      return { kind: 'found', row: yield* findRow(dataset, query, readRecord) };
    case 'trend':
      return yield* answerTrend(dataset, query);
  }
}

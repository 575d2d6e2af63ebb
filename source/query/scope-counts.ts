import { rescale } from '../pipeline/columns/cooperative.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { CountsQuery, ScopeCounts } from './query.ts';
import { eventsInScope } from './scoped-events.ts';
import { rejectionsInScope } from './scoped-rejections.ts';
import { sessionsInScope } from './scoped-sessions.ts';

/** Counts what a scope holds. The lists of the same scope need the same rows, and share the work. */
export function* scopeCounts(
  dataset: Dataset,
  { of, scope, zone }: CountsQuery,
  readRecord: ReadRecord,
): Generator<number, ScopeCounts> {
  const { grouping } = dataset;
  if (of === 'rejections') {
    const { rowCount, undecided } = yield* rejectionsInScope(dataset, scope, readRecord);
    return { rejections: rowCount, undecided };
  }
  if (grouping === undefined) return { events: 0, sessions: 0 };
  const data = { dataset, grouping, readRecord, zone };
  const events = (yield* rescale(eventsInScope(data, scope), 0, 0.6)).length;
  const sessions = (yield* rescale(sessionsInScope(data, scope), 0.6, 1)).rowCount;
  return { events, sessions };
}

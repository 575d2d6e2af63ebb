import { rescale } from '../pipeline/columns/cooperative.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { CountsQuery, ScopeCounts } from './query.ts';
import { eventsInScope } from './scoped-events.ts';
import { rejectionsInScope } from './scoped-rejections.ts';
import { sessionsInScope } from './scoped-sessions.ts';

/** Counts what a scope holds: what the lists of the same scope have, which share the work. */
export function* scopeCounts(
  dataset: Dataset,
  { scope, zone }: CountsQuery,
  readRecord: ReadRecord,
): Generator<number, ScopeCounts> {
  const { grouping } = dataset;
  let events = 0;
  let sessions = 0;
  if (grouping !== undefined) {
    const data = { dataset, grouping, readRecord, zone };
    events = (yield* rescale(eventsInScope(data, scope), 0, 0.4)).length;
    sessions = (yield* rescale(sessionsInScope(data, scope), 0.4, 0.6)).rowCount;
  }
  const found = yield* rescale(rejectionsInScope(dataset, scope, readRecord), 0.6, 1);
  return { sessions, events, rejections: found.rowCount, untold: found.untold };
}

import { rescale } from '../pipeline/columns/cooperative.ts';
import { type ReadRecord, rejectionRereader } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { RejectionStore } from '../pipeline/store/rejection-store.ts';
import type { UserRejectionsQuery } from './query.ts';
import { RECORDS_PER_STEP, visitRows } from './row-list.ts';
import { userText } from './row-text.ts';
import type { Scope } from './scope.ts';
import { rejectionsInScope } from './scoped-rejections.ts';
import { SharedWork } from './shared-work.ts';
import { userIdOf } from './user-ids.ts';

const known = new SharedWork<RejectionStore, ReadonlyMap<string, number>>();

/** Counts the rejections of a scope that name some users, by rank. */
export function* userRejections(
  dataset: Dataset,
  { scope, rows }: UserRejectionsQuery,
  readRecord: ReadRecord,
): Generator<number, ReadonlyMap<number, number>> {
  const { store, grouping } = dataset;
  const byUser = yield* rejectionsByUser(dataset, scope, readRecord);
  const counts = new Map<number, number>();
  if (grouping === undefined) return counts;
  for (const rank of rows) counts.set(rank, byUser.get(userText(store, grouping, rank)) ?? 0);
  return counts;
}

/**
 * Counts the rejections of a scope, without its user, that name a user, by the user's id as shown. Reads their records
 * again, once for a scope: some ten thousand in a second.
 */
export function* rejectionsByUser(
  dataset: Dataset,
  scope: Scope,
  readRecord: ReadRecord,
): Generator<number, ReadonlyMap<string, number>> {
  const { rejections } = dataset;
  const { range, filter, types } = scope;
  const key = JSON.stringify([rejections.count, range, filter?.terms, types]);
  return yield* known.get(rejections, key, () => count(dataset, scope, readRecord));
}

function* count(
  dataset: Dataset,
  scope: Scope,
  readRecord: ReadRecord,
): Generator<number, ReadonlyMap<string, number>> {
  const all = { ...scope, user: undefined };
  const found = yield* rescale(rejectionsInScope(dataset, all, readRecord), 0, 0.5);
  const reread = rejectionRereader(dataset, readRecord);
  const counts = new Map<string, number>();
  const look = (rejection: number): void => {
    const { userId } = reread(rejection);
    const id = userId === '' ? undefined : userIdOf(userId);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  };
  yield* rescale(visitRows(found, look, RECORDS_PER_STEP), 0.5, 1);
  return counts;
}

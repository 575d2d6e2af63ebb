import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import type { RejectionStore } from '../pipeline/store/rejection-store.ts';
import { rejectionVerdicts } from './filter-language/rejection-terms.ts';
import { keepRows, RECORDS_PER_STEP } from './row-list.ts';
import { isWholeScope, type Scope } from './scope.ts';
import { SharedWork } from './shared-work.ts';

/** The rejections of a scope. */
export interface ScopedRejections extends RowSelection {
  /** How many others may belong to it: what that depends on could not be read. */
  readonly undecided: number;
}

const chosen = new SharedWork<RejectionStore, ScopedRejections>();

/** Whether a scope leaves out no rejection, of which none is a duplicate. */
export function holdsAllRejections(scope: Scope): boolean {
  return isWholeScope({ ...scope, duplicates: 'hidden' });
}

/** Returns the rejections of a scope in file order. Their records are read again, once for a scope. */
export function* rejectionsInScope(
  dataset: Dataset,
  scope: Scope,
  readRecord: ReadRecord,
): Generator<number, ScopedRejections> {
  const { rejections } = dataset;
  const { count } = rejections;
  if (holdsAllRejections(scope)) return { rows: undefined, rowCount: count, undecided: 0 };
  const { range, user, filter, types } = scope;
  const key = JSON.stringify([count, range, user, filter?.terms, types]);
  return yield* chosen.get(rejections, key, () => choose(dataset, count, scope, readRecord));
}

function* choose(
  dataset: Dataset,
  rowCount: number,
  scope: Scope,
  readRecord: ReadRecord,
): Generator<number, ScopedRejections> {
  const verdictOf = rejectionVerdicts(dataset, scope, readRecord);
  let undecided = 0;
  const isIn = (row: number): boolean => {
    const verdict = verdictOf(row);
    if (verdict === undefined) undecided++;
    return verdict === true;
  };
  const kept = yield* keepRows({ rows: undefined, rowCount }, isIn, RECORDS_PER_STEP);
  return { ...kept, undecided };
}

import { rescale } from '../pipeline/columns/cooperative.ts';
import { StringInterner } from '../pipeline/columns/interner.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { stringRanks } from '../pipeline/columns/sort-strings.ts';
import type { Rejection } from '../pipeline/reject/rejection.ts';
import { type ReadRecord, rejectionRereader } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { userRanks } from '../pipeline/store/user-order.ts';
import type { RejectionColumn, RejectionsQuery, Sort } from './query.ts';
import { RECORDS_PER_STEP, visitRows } from './row-list.ts';
import { rejectionsInScope, type ScopedRejections } from './scoped-rejections.ts';
import { sortRows } from './sort-rows.ts';

const TEXT_OF = {
  reason: ({ detail }: Rejection): string => detail,
  user_id: ({ userId }: Rejection): string => userId,
  event_time: ({ eventTime }: Rejection): string => eventTime,
  event_type: ({ eventType }: Rejection): string => eventType,
  raw: ({ raw }: Rejection): string => raw,
};

/**
 * The rejections that a query selects, as indices into the store, sorted as `--sort` does: users as those of sessions, other
 * texts by code point, those that are empty last, both ways; equal ones stay in file order.
 */
export function* rejectionRows(
  dataset: Dataset,
  { scope, sort }: RejectionsQuery,
  readRecord: ReadRecord,
): Generator<number, ScopedRejections> {
  const inScope = yield* rescale(rejectionsInScope(dataset, scope, readRecord), 0, 0.5);
  const list: RowSelection = { rows: inScope.rows, rowCount: inScope.rowCount };
  return { ...inScope, ...(yield* rescale(sorted(dataset, list, sort, readRecord), 0.5, 1)) };
}

function* sorted(
  dataset: Dataset,
  list: RowSelection,
  { column, descending }: Sort<RejectionColumn>,
  readRecord: ReadRecord,
): Generator<number, RowSelection> {
  if (column === 'event' || column === 'line') {
    return descending ? yield* sortRows(list, (row) => row, true) : list;
  }
  const textOf = TEXT_OF[column];
  const texts = new StringInterner(dataset.settings.hashSeed);
  const empty = texts.internText('');
  const textOfRow = new Uint32Array(dataset.rejections.count);
  const reread = rejectionRereader(dataset, readRecord);
  const remember = (row: number): void => {
    textOfRow[row] = texts.internText(textOf(reread(row)));
  };
  yield* rescale(visitRows(list, remember, RECORDS_PER_STEP), 0, 0.8);
  const places = column === 'user_id' ? userRanks(texts) : yield* rescale(stringRanks(texts), 0.8, 0.9);
  const last = descending ? -1 : texts.count;
  const keyOf = (row: number): number => (textOfRow[row] === empty ? last : places[textOfRow[row]]);
  return yield* rescale(sortRows(list, keyOf, descending), 0.9, 1);
}

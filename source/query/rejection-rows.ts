import { rescale } from '../pipeline/columns/cooperative.ts';
import { StringInterner } from '../pipeline/columns/interner.ts';
import type { RowSelection } from '../pipeline/columns/row-selection.ts';
import { stringRanks } from '../pipeline/columns/sort-strings.ts';
import type { Rejection } from '../pipeline/reject/rejection.ts';
import { type ReadRecord, rejectionRereader } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { firstCharacters } from '../pipeline/text/bytes.ts';
import type { RejectionColumn, RejectionsQuery, Sort } from './query.ts';
import { RECORDS_PER_STEP, visitRows } from './row-list.ts';
import { rejectionsInScope, type ScopedRejections } from './scoped-rejections.ts';
import { sortRows } from './sort-rows.ts';

/** Rows are sorted by this many characters of a text, which bounds the memory for sort keys. */
const COMPARED_CHARACTERS = 100;

const TEXT_OF = {
  reason: ({ detail }: Rejection): string => detail,
  user_id: ({ userId }: Rejection): string => userId,
  event_time: ({ eventTime }: Rejection): string => eventTime,
  event_type: ({ eventType }: Rejection): string => eventType,
  raw: ({ raw }: Rejection): string => raw,
};

/** The rejections that a query selects, as indices into the store, sorted; equal ones stay in file order. */
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
    const { rejections } = dataset;
    return descending
      ? yield* sortRows(
          list,
          (row) => (column === 'event' ? rejections.recordNumberOf(row) : rejections.lineOf(row)),
          true,
        )
      : list;
  }
  const textOf = TEXT_OF[column];
  const texts = new StringInterner(dataset.settings.hashSeed);
  const textOfRow = new Uint32Array(dataset.rejections.count);
  const reread = rejectionRereader(dataset, readRecord);
  const remember = (row: number): void => {
    const text = textOf(reread(row));
    textOfRow[row] = texts.internText(firstCharacters(text, COMPARED_CHARACTERS));
  };
  yield* rescale(visitRows(list, remember, RECORDS_PER_STEP), 0, 0.8);
  const places = yield* rescale(stringRanks(texts), 0.8, 0.9);
  return yield* rescale(
    sortRows(list, (row) => places[textOfRow[row]], descending),
    0.9,
    1,
  );
}

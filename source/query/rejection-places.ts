import { rescale } from '../pipeline/columns/cooperative.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { REASONS } from '../pipeline/validate/reasons.ts';
import { INPUT_PARTS, type RejectionPlacesQuery } from './fault-queries.ts';
import type { Answer } from './query.ts';
import { ROWS_PER_STEP, visitRows } from './row-list.ts';
import { rejectionsInScope } from './scoped-rejections.ts';

/** Counts the rejections of each reason in each part of the input. */
export function* answerRejectionPlaces(
  dataset: Dataset,
  { scope, sizeBytes }: RejectionPlacesQuery,
  readRecord: ReadRecord,
): Generator<number, Extract<Answer, { kind: 'rejectionPlaces' }>> {
  const { rejections } = dataset;
  const places = REASONS.map(() => new Uint32Array(INPUT_PARTS));
  const partOf = inputParts(dataset, sizeBytes);
  const count = (row: number): void => {
    places[rejections.reasonOf(row)][partOf(rejections.byteOffsetOf(row))]++;
  };
  const list = yield* rescale(rejectionsInScope(dataset, scope, readRecord), 0, 0.9);
  yield* rescale(visitRows(list, count, ROWS_PER_STEP), 0.9, 1);
  return { kind: 'rejectionPlaces', places, undecided: list.undecided };
}

/** Returns a function from bytes to the part of the input, of INPUT_PARTS, that they lie in. */
export function inputParts(
  { inputBytes }: Dataset,
  sizeBytes: number | undefined,
): (byteOffset: number) => number {
  const partsPerByte = INPUT_PARTS / Math.max(1, inputBytes, sizeBytes ?? 0);
  return (byteOffset) => Math.min(INPUT_PARTS - 1, Math.floor(byteOffset * partsPerByte));
}

import { rescale } from '../pipeline/columns/cooperative.ts';
import { idAt, type RowSelection } from '../pipeline/columns/row-selection.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { type FaultValue, INPUT_PARTS, type RejectionKindsQuery } from './fault-queries.ts';
import { faultReader } from './fault-reader.ts';
import type { Answer } from './query.ts';
import { inputParts } from './rejection-places.ts';
import { keepRows, RECORDS_PER_STEP, ROWS_PER_STEP, visitRows } from './row-list.ts';
import { rejectionsInScope } from './scoped-rejections.ts';

/**
 * The most rejections of one reason that are read again: of more, a sample of this many, spread evenly over the file. It
 * takes half a second, and its counts take some ten MiB.
 */
export const MOST_EXPLAINED = 20_000;

/** The most that an answer lists, since a longer list is no summary; the others are counted together. */
const MOST_KINDS = 50;
const MOST_VALUES = 20;

/** The rejections of one kind that were looked at. */
interface Tally {
  count: number;
  readonly places: Uint32Array;
  readonly values: Map<string, number>;
}

/** Counts the kinds of the rejections of one reason, and their values, by reading their records again. */
export function* answerRejectionKinds(
  dataset: Dataset,
  { scope, reason, sizeBytes }: RejectionKindsQuery,
  readRecord: ReadRecord,
): Generator<number, Extract<Answer, { kind: 'rejectionKinds' }>> {
  const { rejections } = dataset;
  const inScope = yield* rescale(rejectionsInScope(dataset, scope, readRecord), 0, 0.1);
  const ofReason = keepRows(inScope, (row) => rejections.reasonOf(row) === reason, ROWS_PER_STEP);
  const list = yield* rescale(ofReason, 0.1, 0.2);
  const sample = sampleOf(list);
  const faultOf = faultReader(dataset, readRecord);
  const partOf = inputParts(dataset, sizeBytes);
  const tallies = new Map<string, Tally>();
  const take = (row: number): void => {
    const { kind, value } = faultOf(row);
    const tally = tallies.get(kind) ?? { count: 0, places: new Uint32Array(INPUT_PARTS), values: new Map() };
    tallies.set(kind, tally);
    tally.count++;
    tally.places[partOf(rejections.byteOffsetOf(row))]++;
    if (value !== '') tally.values.set(value, (tally.values.get(value) ?? 0) + 1);
  };
  yield* rescale(visitRows(sample, take, RECORDS_PER_STEP), 0.2, 1);
  const kinds = mostFrequent(tallies, ({ count }) => count);
  return {
    kind: 'rejectionKinds',
    explained: sample.rowCount,
    of: list.rowCount,
    kinds: kinds.slice(0, MOST_KINDS).map(([kind, { count, places, values }]) => ({
      kind,
      count,
      places,
      values: valuesOf(values),
      valueCount: values.size,
    })),
    kindCount: kinds.length,
  };
}

/** Returns no more than MOST_EXPLAINED rows, at equal distances in the list. */
function sampleOf(list: RowSelection): RowSelection {
  const { rowCount } = list;
  if (rowCount <= MOST_EXPLAINED) return list;
  const rows = new Uint32Array(MOST_EXPLAINED);
  for (let i = 0; i < MOST_EXPLAINED; i++) rows[i] = idAt(list, Math.floor((i * rowCount) / MOST_EXPLAINED));
  return { rows, rowCount: MOST_EXPLAINED };
}

function valuesOf(values: ReadonlyMap<string, number>): readonly FaultValue[] {
  const sorted = mostFrequent(values, (count) => count);
  return sorted.slice(0, MOST_VALUES).map(([value, count]) => ({ value, count }));
}

/** Returns the entries of a map by count; equal ones in the order of the map. */
function mostFrequent<Value>(
  counted: ReadonlyMap<string, Value>,
  countOf: (value: Value) => number,
): [string, Value][] {
  return [...counted].sort(([, a], [, b]) => countOf(b) - countOf(a));
}

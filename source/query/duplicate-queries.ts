import { compareDuplicate } from '../pipeline/differ/compare-duplicates.ts';
import { sampleDuplicates } from '../pipeline/differ/sample-duplicates.ts';
import type { ReadRecord } from '../pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../pipeline/result/dataset.ts';
import { recordsByFile } from '../pipeline/scan/records-by-file.ts';
import type { ByteReads } from '../pipeline/text/byte-reads.ts';
import type { Answer, DifferencesQuery } from './query.ts';
import { RECORDS_PER_STEP } from './row-list.ts';

/** Compares duplicates with the events that they repeat: reads two records for each. */
export function* answerDifferences(
  { settings, store, files, grouping }: Dataset,
  { duplicates }: DifferencesQuery,
  readRecord: ReadRecord,
): Generator<number, Extract<Answer, { kind: 'differences' }>> {
  const recordsAt = recordsByFile(settings, files);
  const keys = new Map<number, readonly string[] | undefined>();
  for (const [nth, duplicate] of duplicates.entries()) {
    if (!grouping?.duplicates.has(duplicate)) continue;
    const original = grouping.duplicates.originalOf(duplicate);
    const compared = yield* inSteps(compareDuplicate(recordsAt, store, duplicate, original), readRecord);
    keys.set(duplicate, compared?.keys);
    yield nth / duplicates.length;
  }
  return { kind: 'differences', keys };
}

/** Compares a sample of all duplicates. */
export function* answerDuplicateSample(
  dataset: Dataset,
  readRecord: ReadRecord,
): Generator<number, Extract<Answer, { kind: 'duplicateSample' }>> {
  const { grouping } = dataset;
  const sample = grouping && (yield* inSteps(sampleDuplicates(dataset, grouping), readRecord));
  return { kind: 'duplicateSample', differences: sample };
}

/** Runs reads to their end and pauses after each few. */
function* inSteps<Result>(reads: ByteReads<Result>, readRecord: ReadRecord): Generator<number, Result> {
  let step = reads.next();
  for (let count = 1; step.done !== true; count++) {
    step = reads.next(readRecord(step.value.byteOffset, step.value.byteLength));
    if (count % RECORDS_PER_STEP === 0) yield 0;
  }
  return step.value;
}

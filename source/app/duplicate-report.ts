import type { FinishedRun } from '../engine/finished-run.ts';
import { differencesWarning } from '../format/duplicate-words.ts';
import { copyTest } from '../pipeline/differ/copy-test.ts';
import {
  type DifferenceCounts,
  type DuplicateDifferences,
  differencesOf,
} from '../pipeline/differ/difference-tally.ts';
import { sampleDuplicates } from '../pipeline/differ/sample-duplicates.ts';
import type { Result } from '../pipeline/result/result.ts';
import { mergesByNamedId } from '../pipeline/settings.ts';
import { runReads } from '../pipeline/text/byte-reads.ts';

/** Compares some of the duplicates with the events that they repeat; undefined if there are none to be read again. */
export function sampledDifferences({ result, readBytes }: FinishedRun): DuplicateDifferences | undefined {
  if (readBytes === undefined) return undefined;
  const isCopy = copyTest(result, readBytes, (a, b) => Buffer.compare(a, b) === 0);
  return runReads(sampleDuplicates(result, result, isCopy), readBytes);
}

/** Returns the warning about duplicates that differ, if many do. */
export function duplicateWarnings(
  { totals, settings }: Result,
  differences: DuplicateDifferences | undefined,
): string[] {
  const warning =
    differences && differencesWarning(totals.duplicatesRemoved, differences, !mergesByNamedId(settings));
  return warning === undefined ? [] : [warning];
}

/**
 * Returns what is known once the duplicates are written, all of which are then compared; `sampled`: what was known before.
 */
export function differencesAfter(
  { totals }: Result,
  counts: DifferenceCounts,
  sampled: DuplicateDifferences | undefined,
): DuplicateDifferences | undefined {
  return counts.compared === 0 ? sampled : differencesOf(counts, totals.duplicatesRemoved, sampled?.idKey);
}

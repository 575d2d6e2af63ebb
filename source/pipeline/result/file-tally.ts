import type { ReadFailure } from '../scan/read-failure.ts';

/** Further failures are only counted: ten thousand lines about one lost disk are of no help. */
const MOST_FAILURES = 100;

/** A file of several that could not be read, or not to its end. */
export interface FileFailure {
  readonly file: number;
  readonly failure: ReadFailure;
}

/** What became of the files of an input that are not in its FileTable. */
export interface FileTally {
  /** How many files could not be read to their end, and the first of them. */
  readonly failed: number;
  readonly failures: readonly FileFailure[];
  /** How many are left out because they hold no record, and because this program wrote them as its tables. */
  readonly recordless: number;
  readonly ownTables: number;
}

/** Before anything was read, and for an input that is one file. */
export const EMPTY_TALLY: FileTally = { failed: 0, failures: [], recordless: 0, ownTables: 0 };

/** Removes the failure of a file that can be read after all. */
export function withoutFailure(tally: FileTally, file: number): FileTally {
  const failures = tally.failures.filter((one) => one.file !== file);
  return { ...tally, failed: tally.failed - 1, failures };
}

/** Adds the files of another tally, which come later. */
export function joinTallies(first: FileTally, second: FileTally): FileTally {
  if (second === EMPTY_TALLY) return first;
  return {
    failed: first.failed + second.failed,
    failures: [...first.failures, ...second.failures].slice(0, MOST_FAILURES),
    recordless: first.recordless + second.recordless,
    ownTables: first.ownTables + second.ownTables,
  };
}

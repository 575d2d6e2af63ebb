import type { FinishedRun } from '../engine/finished-run.ts';
import { duplicatesTable, type ExtraCells, eventsTable } from '../output/tables/events-table.ts';
import { batchesOf } from '../output/tables/table.ts';
import { readEventRecord } from '../pipeline/differ/compare-duplicates.ts';
import type { DifferenceTally } from '../pipeline/differ/difference-tally.ts';
import { DuplicateComparer } from '../pipeline/differ/duplicate-comparer.ts';
import { recordsByFile } from '../pipeline/scan/records-by-file.ts';
import { runReads, windowedReads } from '../pipeline/text/byte-reads.ts';
import { type RecordValue, RecordValues } from '../query/filter-language/record-values.ts';
import { CommandError, EXIT_FAILED } from './errors.ts';
import type { KeyColumn } from './shape-flags.ts';

/** What reads the records of events again. */
export interface RecordsRun extends Pick<FinishedRun, 'readBytes'> {
  readonly result: Pick<FinishedRun['result'], 'store' | 'settings' | 'files'>;
}

/**
 * Returns a function that makes cells of keys, for which it reads the records of events again. `isJson`: whether a cell is
 * the value as JSON writes it, rather than its text. Throws CommandError where the input cannot be read again.
 */
export function recordCells(
  keys: readonly KeyColumn[],
  isJson: boolean,
  { result, readBytes }: RecordsRun,
): ExtraCells {
  if (readBytes === undefined) {
    throw new CommandError(
      '--columns reads records again for their keys, and those of an input of this size that comes only once are not kept; write it to a file first, decompressed',
      EXIT_FAILED,
    );
  }
  const { store, settings, files } = result;
  const recordsAt = recordsByFile(settings, files);
  const read = windowedReads(readBytes);
  const values = keys.map(({ path }) => new RecordValues(path));
  return (event) => {
    const record = runReads(readEventRecord(recordsAt, store, event), read);
    return values.map((found) => (record === undefined ? '' : cellOf(found.of(record)[0], isJson)));
  };
}

function cellOf(value: RecordValue | undefined, isJson: boolean): string {
  if (value === undefined) return '';
  const { kind, text } = value;
  if (isJson) return kind === 'string' ? JSON.stringify(text) : text;
  return kind === 'null' ? '' : text;
}

/** Yields the rows of a table with further cells, made on this thread. `tally` counts how duplicates differ. */
export function* rowsWith(
  extra: ExtraCells,
  name: 'events' | 'duplicates',
  { result, readBytes }: FinishedRun,
  tally: DifferenceTally,
): Generator<Uint8Array> {
  const comparer = new DuplicateComparer(result, readBytes && windowedReads(readBytes));
  const table =
    name === 'events'
      ? eventsTable(result, undefined, extra)
      : duplicatesTable(result, comparer.differs, undefined, extra);
  for (const { bytes } of batchesOf(table, 0, table.size)) yield bytes;
  tally.addAll(comparer.tally);
}

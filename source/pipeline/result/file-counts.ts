import { rowsBefore } from '../columns/placed-rows.ts';
import type { Dataset } from './dataset.ts';

/** The numbers of one file of several. */
export interface FileCounts {
  /** The number of the file in the list of all. */
  readonly file: number;
  readonly name: string;
  readonly bytes: number;
  readonly records: number;
  readonly validEvents: number;
  readonly skippedEvents: number;
}

/** Returns the numbers of the stretch in row `row` of the table of files, by a few binary searches. */
function stretchCounts({ files, store, rejections, inputBytes }: Dataset, row: number): FileCounts {
  const start = files.startAt(row);
  const from = files.firstByteOf(row);
  const end = Math.min(files.endAt(row), inputBytes);
  const validEvents = rowsBefore(store, end) - rowsBefore(store, from);
  const skippedEvents = rowsBefore(rejections, end) - rowsBefore(rejections, from);
  return {
    file: start.file,
    name: files.nameOf(start) ?? '',
    bytes: end - from,
    records: validEvents + skippedEvents,
    validEvents,
    skippedEvents,
  };
}

/** Returns the numbers of the first `most` files, each for all that was read of it. */
export function fileCounts(dataset: Dataset, most: number): readonly FileCounts[] {
  const { files } = dataset;
  const found = new Map<number, FileCounts>();
  for (let row = 0; row < files.rowCount; row++) {
    const { file } = files.startAt(row);
    const before = found.get(file);
    if (before === undefined && found.size >= most) continue;
    const counts = stretchCounts(dataset, row);
    found.set(file, before === undefined ? counts : joined(before, counts));
  }
  return [...found.values()];
}

function joined(before: FileCounts, { bytes, records, validEvents, skippedEvents }: FileCounts): FileCounts {
  return {
    ...before,
    bytes: before.bytes + bytes,
    records: before.records + records,
    validEvents: before.validEvents + validEvents,
    skippedEvents: before.skippedEvents + skippedEvents,
  };
}

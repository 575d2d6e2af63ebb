import { lowerBound } from '../columns/lower-bound.ts';
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

/** Returns the numbers of the file in row `row` of the table of files, by a few binary searches. */
export function fileCounts({ files, store, rejections, inputBytes }: Dataset, row: number): FileCounts {
  const start = files.startAt(row);
  const end = row + 1 < files.readCount ? files.startAt(row + 1).byteBase : inputBytes;
  const validBefore = (byteOffset: number): number =>
    lowerBound(store.count, (event) => store.byteOffsetOf(event) < byteOffset);
  const skippedBefore = (byteOffset: number): number =>
    lowerBound(rejections.count, (rejection) => rejections.byteOffsetOf(rejection) < byteOffset);
  const validEvents = validBefore(end) - validBefore(start.byteBase);
  const skippedEvents = skippedBefore(end) - skippedBefore(start.byteBase);
  return {
    file: start.file,
    name: files.nameOf(start) ?? '',
    bytes: end - start.byteBase,
    records: validEvents + skippedEvents,
    validEvents,
    skippedEvents,
  };
}

import type { Dataset } from '../result/dataset.ts';
import { recordsByFile } from '../scan/records-by-file.ts';
import type { ReadBytes } from '../text/byte-reads.ts';

/** Whether a duplicate is the copy of an event, byte for byte; false where that is not certain. */
export type IsCopy = (duplicate: number, original: number) => boolean;

/** Longer records are left to the comparison of their values. */
const MOST_BYTES = 2048;

/**
 * Returns a test that needs neither the ends of records nor their values, which for a thousand of them takes the runtime
 * 20 ms to compile. Both records end before the events that follow them begin. So where the shorter of the two stretches
 * is also how the longer begins, it holds both records, and they are one text. `areEqual`: compares as the runtime does.
 */
export function copyTest(
  { settings, store, files }: Pick<Dataset, 'settings' | 'store' | 'files'>,
  readBytes: ReadBytes,
  areEqual: (a: Uint8Array, b: Uint8Array) => boolean,
): IsCopy {
  const recordsAt = recordsByFile(settings, files);
  const bytesUntilNext = (event: number): number =>
    event + 1 < store.count ? store.byteOffsetOf(event + 1) - store.byteOffsetOf(event) : MOST_BYTES;
  return (duplicate, original) => {
    const byteLength = Math.min(bytesUntilNext(duplicate), bytesUntilNext(original));
    if (byteLength >= MOST_BYTES) return false;
    const byteOffset = store.byteOffsetOf(duplicate);
    const originalOffset = store.byteOffsetOf(original);
    // The same text is another record in a file that is read with other settings.
    if (recordsAt(byteOffset).records !== recordsAt(originalOffset).records) return false;
    return areEqual(readBytes(byteOffset, byteLength), readBytes(originalOffset, byteLength));
  };
}

import type { Dataset } from '../result/dataset.ts';
import { type RecordsOfFile, recordsByFile } from '../scan/records-by-file.ts';
import { type ReadBytes, runReads } from '../text/byte-reads.ts';
import { compareDuplicate } from './compare-duplicates.ts';
import { DifferenceTally } from './difference-tally.ts';
import { keyList } from './differing-keys.ts';

/** Written where it cannot be known whether a duplicate differs: its record cannot be read again. */
const NOT_KNOWN = '?';

/** Compares duplicates one by one as they are written, and counts what it found. */
export class DuplicateComparer {
  readonly tally = new DifferenceTally();
  private readonly recordsAt: (byteOffset: number) => RecordsOfFile;

  /** `readBytes`: undefined for an input that cannot be read again. */
  constructor(
    private readonly data: Pick<Dataset, 'settings' | 'store' | 'files'>,
    private readonly readBytes: ReadBytes | undefined,
  ) {
    this.recordsAt = recordsByFile(data.settings, data.files);
  }

  /** Returns the keys in which a duplicate differs from the event that it repeats, as a list separated by blanks. */
  readonly differs = (duplicate: number, original: number): string => {
    const { recordsAt, data, readBytes, tally } = this;
    const compared =
      readBytes && runReads(compareDuplicate(recordsAt, data.store, duplicate, original), readBytes);
    if (compared === undefined) return NOT_KNOWN;
    tally.add(compared.keys);
    return keyList(compared.keys);
  };
}

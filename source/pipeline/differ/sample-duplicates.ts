import type { Grouping } from '../group/grouping.ts';
import type { Dataset } from '../result/dataset.ts';
import { recordsByFile } from '../scan/records-by-file.ts';
import type { ByteReads } from '../text/byte-reads.ts';
import { chooseDuplicates } from './choose-duplicates.ts';
import { compareDuplicate } from './compare-duplicates.ts';
import type { IsCopy } from './copy-test.ts';
import { DifferenceTally, type DuplicateDifferences, differencesOf } from './difference-tally.ts';
import { IdCandidates } from './id-candidates.ts';

/** How many duplicates are compared where not all are. */
const SAMPLE_SIZE = 1000;
/** Not more than this is read for it: records may be large. */
const MOST_BYTES = 64 * 1024 * 1024;
/** The sample is compared in this many passes over all duplicates, so that one that ends early is spread over them too. */
const STRIDES = 16;

/**
 * Compares up to 1,000 duplicates, spread over all of them, with the events that they repeat. Undefined without duplicates,
 * and where none could be read. `isCopy`: spares those that it finds the comparison.
 */
export function* sampleDuplicates(
  { settings, store, files }: Pick<Dataset, 'settings' | 'store' | 'files'>,
  { duplicates }: Pick<Grouping, 'duplicates'>,
  isCopy?: IsCopy,
): ByteReads<DuplicateDifferences | undefined> {
  const chosen = chooseDuplicates(duplicates, SAMPLE_SIZE);
  const recordsAt = recordsByFile(settings, files);
  const tally = new DifferenceTally();
  const ids = new IdCandidates();
  // In file order, in which blocks of the input are read once.
  const others = chosen.filter(({ duplicate, original }) => isCopy?.(duplicate, original) !== true);
  const copies = chosen.length - others.length;
  let lookedAt = 0;
  let bytesRead = 0;
  for (let stride = 0; stride < STRIDES; stride++) {
    for (let i = stride; i < others.length && bytesRead < MOST_BYTES; i += STRIDES) {
      const { duplicate, original } = others[i];
      lookedAt++;
      const compared = yield* compareDuplicate(recordsAt, store, duplicate, original);
      if (compared === undefined) continue;
      bytesRead += compared.record.length + compared.original.length;
      tally.add(compared.keys);
      // A copy has the id of what it repeats.
      if (compared.keys.length === 0) continue;
      ids.add(original, compared.original);
      ids.add(duplicate, compared.record);
    }
  }
  // Where the sample ended early, the copies are as many of theirs.
  const share = others.length === 0 ? 1 : lookedAt / others.length;
  for (let copy = 0; copy < Math.round(copies * share); copy++) tally.add([]);
  return tally.compared === 0 ? undefined : differencesOf(tally, duplicates.count, ids.best());
}

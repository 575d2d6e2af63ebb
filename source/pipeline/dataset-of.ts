import type { FileProgress } from './file-progress.ts';
import { containerCounts } from './result/container-counts.ts';
import type { Dataset } from './result/dataset.ts';
import { zoneCounts } from './result/zone-counts.ts';
import { EventStore } from './store/event-store.ts';
import { FileTable } from './store/file-table.ts';
import { LineIndex } from './store/line-index.ts';
import { RejectionStore } from './store/rejection-store.ts';
import type { ScanCounters } from './store/scan-counters.ts';
import { StrayStore } from './store/stray-store.ts';

/** What a pipeline makes its datasets of. */
interface DatasetParts
  extends Pick<Dataset, 'settings' | 'store' | 'rejections' | 'grouping' | 'state' | 'imbalances'> {
  readonly progress: FileProgress;
  /** The counters of all that was read. Of an open file without a record so far they count nothing. */
  readonly read: Readonly<ScanCounters>;
}

/** Returns the dataset of everything read so far. It shares the columns instead of copying them. */
export function datasetOf({ store, rejections, progress, read, ...rest }: DatasetParts): Dataset {
  const { files, lines, tally } = progress;
  const isUndecided = progress.isUndecided(read);
  const counters = isUndecided ? progress.before : read;
  return {
    ...rest,
    store: EventStore.ofColumns(store.columns()),
    rejections: RejectionStore.ofColumns(rejections.columns()),
    files: FileTable.ofColumns(files.columns(isUndecided ? 'without the last' : 'with the last')),
    fileTally: tally,
    lines: LineIndex.ofColumns(lines.columns()),
    totalEvents: counters.records,
    inputBytes: isUndecided ? progress.bytesBefore : progress.inputBytes,
    strayBytes: counters.strayBytes,
    strays: StrayStore.ofColumns(progress.strayColumns(isUndecided)),
    strayRuns: counters.strayRuns,
    strayPrefixes: counters.strayPrefixes,
    container: containerCounts(counters),
    zones: zoneCounts(store.count, counters),
  };
}

import { group, type Rejection, type RunSettings } from '../../source/pipeline/index.ts';
import { RejectionReporter } from '../../source/pipeline/reject/rejection-reporter.ts';
import { checkBalance } from '../../source/pipeline/result/balance.ts';
import { containerCounts } from '../../source/pipeline/result/container-counts.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { endState } from '../../source/pipeline/result/dataset.ts';
import { EMPTY_TALLY } from '../../source/pipeline/result/file-tally.ts';
import { zoneCounts } from '../../source/pipeline/result/zone-counts.ts';
import { type Checkpoint, FIRST_CHECKPOINT } from '../../source/pipeline/scan/checkpoint.ts';
import { type ReadFailure, readFailureOf } from '../../source/pipeline/scan/read-failure.ts';
import { SpeculativeScan } from '../../source/pipeline/scan/speculative-scan.ts';
import type { ReadAt } from '../../source/pipeline/scan/window-buffer.ts';
import { completeSettings } from '../../source/pipeline/settings.ts';
import { EventStore } from '../../source/pipeline/store/event-store.ts';
import { FileTable } from '../../source/pipeline/store/file-table.ts';
import { LineIndex } from '../../source/pipeline/store/line-index.ts';
import { RejectionStore } from '../../source/pipeline/store/rejection-store.ts';
import { StrayStore } from '../../source/pipeline/store/stray-store.ts';
import { type Outcome, outcomeOfDataset, rejectionFacts } from './outcome.ts';

export interface ChunksWay {
  readonly settings?: Partial<RunSettings>;
  /** Where one chunk ends and the next begins; ascending. */
  readonly cuts: readonly number[];
  /** How many chunks are read before the first of them is joined to what is known. */
  readonly ahead: number;
  readonly paths?: 'both' | 'slow';
  /** The first byte that cannot be read, if there is one. */
  readonly failsAt?: number | undefined;
}

/** What comes out where chunks are read without knowing what is before them, and joined afterwards, on one thread. */
export function outcomeInChunks(
  bytes: Uint8Array,
  { settings = {}, cuts, ahead, paths = 'both', failsAt = Number.POSITIVE_INFINITY }: ChunksWay,
): Outcome {
  const complete = completeSettings(settings);
  const store = EventStore.empty(complete.hashSeed);
  const rejections = new RejectionStore();
  const strays = new StrayStore();
  const reported: Rejection[] = [];
  const reporter = new RejectionReporter(complete, { onRejection: (rejection) => reported.push(rejection) });
  const readAt: ReadAt = (into, byteOffset) => {
    const wanted = byteOffset + into.length;
    const part = bytes.subarray(byteOffset, Math.min(wanted, failsAt));
    into.set(part);
    const failure =
      wanted > failsAt ? readFailureOf(new Error('the disk failed'), byteOffset + part.length) : undefined;
    return { byteLength: part.length, failure };
  };
  const places = [0, ...cuts, Number.POSITIVE_INFINITY];
  const largest = Math.max(1, bytes.length, ...cuts.map((cut, i) => cut - (cuts[i - 1] ?? 0)));
  const newScan = (): SpeculativeScan =>
    new SpeculativeScan(complete, store, largest, paths, readAt, {
      take({ scanner: { rows, rejected, strays: found } }, window) {
        store.appendRows(rows);
        strays.appendRows(found, found.count);
        rejections.appendScanned(rejected);
        reporter.report(rejected, window);
      },
      onTooLongRecord: (beginning, window, from) => reporter.onTooLongRecord(beginning, window, from),
    });
  const scans = Array.from({ length: ahead }, newScan);
  let checkpoint: Checkpoint = FIRST_CHECKPOINT;
  let failure: ReadFailure | undefined;
  for (let first = 0; first + 1 < places.length && failure === undefined; first += ahead) {
    const chunks = Math.min(ahead, places.length - 1 - first);
    for (let i = 0; i < chunks; i++) scans[i].speculate(places[first + i], places[first + i + 1]);
    for (let i = 0; i < chunks && failure === undefined; i++) {
      checkpoint = scans[i].join(checkpoint);
      scans[i].give();
      failure = scans[i].failure;
    }
  }
  const grouping = group(store, complete.gapSeconds);
  const dataset: Dataset = {
    settings: complete,
    store,
    rejections,
    files: new FileTable(),
    fileTally: EMPTY_TALLY,
    lines: new LineIndex(),
    totalEvents: checkpoint.records,
    inputBytes: checkpoint.byteOffset,
    strayBytes: checkpoint.strayBytes,
    strays,
    strayRuns: checkpoint.strayRuns,
    strayPrefixes: checkpoint.strayPrefixes,
    container: containerCounts(checkpoint),
    zones: zoneCounts(checkpoint.validEvents, checkpoint),
    grouping,
    state: endState(failure),
    imbalances: checkBalance(checkpoint, grouping),
  };
  return { ...outcomeOfDataset(dataset), skipped: reported.map(rejectionFacts) };
}

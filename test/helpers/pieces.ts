import { analyse, type PipelineSettings, type Rejection } from '../../source/pipeline/index.ts';
import { RejectionTeller } from '../../source/pipeline/reject/rejection-reporter.ts';
import { closeBooks } from '../../source/pipeline/result/balance.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { groupingOf } from '../../source/pipeline/result/dataset.ts';
import { FIRST_MARK, type Mark } from '../../source/pipeline/scan/checkpoint.ts';
import { PieceScan } from '../../source/pipeline/scan/speculative-scan.ts';
import { completeSettings } from '../../source/pipeline/settings.ts';
import { EventStore } from '../../source/pipeline/store/event-store.ts';
import { LineIndex } from '../../source/pipeline/store/line-index.ts';
import { RejectionStore } from '../../source/pipeline/store/rejection-store.ts';
import { type Outcome, outcomeOfDataset, rejectionFacts } from './outcome.ts';

export interface PiecesWay {
  readonly settings?: Partial<PipelineSettings>;
  /** Where one piece ends and the next begins; ascending. */
  readonly cuts: readonly number[];
  /** How many pieces are read before the first of them is joined to what is known. */
  readonly ahead: number;
  readonly lanes?: 'both' | 'careful';
}

/** What comes out where pieces are read without knowing what is before them, and joined afterwards, on one thread. */
export function outcomeInPieces(
  bytes: Uint8Array,
  { settings = {}, cuts, ahead, lanes = 'both' }: PiecesWay,
): Outcome {
  const complete = completeSettings(settings);
  const store = EventStore.empty(complete.hashSeed);
  const rejections = new RejectionStore();
  const told: Rejection[] = [];
  const teller = new RejectionTeller(complete, (rejection) => told.push(rejection));
  const readAt = (into: Uint8Array, byteOffset: number): number => {
    const part = bytes.subarray(byteOffset, byteOffset + into.length);
    into.set(part);
    return part.length;
  };
  const places = [0, ...cuts, Number.POSITIVE_INFINITY];
  const largest = Math.max(1, bytes.length, ...cuts.map((cut, i) => cut - (cuts[i - 1] ?? 0)));
  const newScan = (): PieceScan =>
    new PieceScan(complete, store, largest, lanes, readAt, {
      take({ scanner: { rows, rejected } }, window) {
        store.appendRows(rows);
        rejections.appendScanned(rejected);
        teller.tell(rejected, window);
      },
      meetTooLong: (beginning, window, from) => teller.meetTooLong(beginning, window, from),
    });
  const scans = Array.from({ length: ahead }, newScan);
  let mark: Mark = FIRST_MARK;
  for (let first = 0; first + 1 < places.length; first += ahead) {
    const pieces = Math.min(ahead, places.length - 1 - first);
    for (let i = 0; i < pieces; i++) scans[i].speculate(places[first + i], places[first + i + 1]);
    for (let i = 0; i < pieces; i++) {
      mark = scans[i].join(mark);
      scans[i].give();
    }
  }
  const grouping = groupingOf(store.count, analyse(store, complete.gapSeconds));
  const dataset: Dataset = {
    settings: complete,
    store,
    rejections,
    lines: new LineIndex(),
    totalEvents: mark.records,
    inputBytes: mark.byteOffset,
    strayBytes: mark.strayBytes,
    grouping,
    finished: true,
    imbalances: closeBooks(mark, grouping),
  };
  return { ...outcomeOfDataset(dataset), skipped: told.map(rejectionFacts) };
}

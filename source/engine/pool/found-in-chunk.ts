import { ForeignRecords } from '../../input/look/foreign-records.ts';
import { EMPTY_TALLY, type FileTally, joinTallies } from '../../pipeline/result/file-tally.ts';
import type { Window } from '../../pipeline/scan/window-buffer.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { EMPTY_STATS, joinStats, statsOfRows } from '../../pipeline/store/column-stats.ts';
import type { EventBatch } from '../../pipeline/store/event-batch.ts';
import type { FileRow, FileStart } from '../../pipeline/store/file-table.ts';
import type { RejectionBatch, RejectionRows } from '../../pipeline/store/rejection-batch.ts';
import type { StrayBatch, StrayRows } from '../../pipeline/store/stray-batch.ts';
import type { ChunkResult } from './pool-messages.ts';

/** The parts of a chunk's result that grow while it is read. */
type Found = Pick<
  ChunkResult,
  'columnStats' | 'foreign' | 'rejections' | 'strays' | 'rejectionRows' | 'files' | 'fileTally'
>;

/** Collects what a thread finds in a chunk besides the columns of its events, until it reports that. */
export class FoundInChunk {
  rejections: RejectionRows[] = [];
  strays: StrayRows[] = [];
  rejectionRows: Uint8Array<ArrayBuffer>[] = [];
  files: FileRow[] = [];
  private columnStats = EMPTY_STATS;
  private fileTally = EMPTY_TALLY;
  private readonly foreign: ForeignRecords;

  constructor(settings: PipelineSettings) {
    this.foreign = new ForeignRecords(settings);
  }

  /** Looks at events and rejections that wait in a scan: see `ForeignRecords.look`. */
  look(
    rows: EventBatch,
    rejected: RejectionBatch,
    window: Window,
    settings: PipelineSettings,
    movedBytes: number,
  ): void {
    this.foreign.look(rows, rejected, window, settings, movedBytes);
    this.columnStats = joinStats(this.columnStats, statsOfRows(rows));
  }

  addStrays(strays: StrayBatch): void {
    if (strays.count > 0) this.strays.push(strays.toRows());
  }

  /** Adds what waits in a scan. `start`: where the file begins that it is in. */
  addRejections(rejected: RejectionBatch, start: FileStart): void {
    rejected.moveTo(start);
    this.rejections.push(rejected.toRows());
  }

  /** Counts files that were left out. */
  leaveOut(tally: FileTally): void {
    this.fileTally = joinTallies(this.fileTally, tally);
  }

  /** Returns everything, and starts an empty collection. */
  take(): Found {
    const { columnStats, rejections, strays, rejectionRows, files, fileTally } = this;
    this.columnStats = EMPTY_STATS;
    this.rejections = [];
    this.strays = [];
    this.rejectionRows = [];
    this.files = [];
    this.fileTally = EMPTY_TALLY;
    return {
      columnStats,
      rejections,
      strays,
      rejectionRows,
      files,
      fileTally,
      foreign: this.foreign.take(),
    };
  }
}

/** Returns the memory of what was found, which can be transferred instead of copied. */
export function buffersOf({ rejections, strays, rejectionRows }: Found): ArrayBuffer[] {
  return [
    ...[...rejections, ...strays].flatMap((rows) => Object.values(rows).map(({ buffer }) => buffer)),
    ...rejectionRows.map(({ buffer }) => buffer),
  ];
}

import { type ForeignCount, joinForeign } from '../../input/look/foreign-records.ts';
import type { InternerColumns } from '../../pipeline/columns/interner.ts';
import { containerCounts } from '../../pipeline/result/container-counts.ts';
import { type Dataset, LOADING, type LoadState } from '../../pipeline/result/dataset.ts';
import { EMPTY_TALLY, joinTallies } from '../../pipeline/result/file-tally.ts';
import { zoneCounts } from '../../pipeline/result/zone-counts.ts';
import { type Checkpoint, FIRST_CHECKPOINT, inputBytesAt } from '../../pipeline/scan/checkpoint.ts';
import type { ReadFailure } from '../../pipeline/scan/read-failure.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { EMPTY_STATS, joinStats } from '../../pipeline/store/column-stats.ts';
import { type EventSegment, segmentOf } from '../../pipeline/store/event-segment.ts';
import { EventStore } from '../../pipeline/store/event-store.ts';
import { type FileRow, FileTable } from '../../pipeline/store/file-table.ts';
import { LineIndex } from '../../pipeline/store/line-index.ts';
import { RejectionStore } from '../../pipeline/store/rejection-store.ts';
import { StrayStore } from '../../pipeline/store/stray-store.ts';
import type { ChunkResult } from './pool-messages.ts';

/** The chunks that a pool has read, joined in file order: always a gapless prefix of the input. */
export class Assembly {
  /** The number of chunks taken. */
  chunks = 0;
  /** At the end of the last chunk. */
  checkpoint: Checkpoint = FIRST_CHECKPOINT;
  state: LoadState = LOADING;
  imbalances: readonly string[] = [];
  /** The records that hold bytes which are not UTF-8. */
  foreign: ForeignCount | undefined;
  private columnStats = EMPTY_STATS;
  private readonly segments: EventSegment[] = [];
  private readonly rejections = new RejectionStore();
  private readonly strays = new StrayStore();
  private readonly lines = new LineIndex();
  private readonly files: FileTable;
  private fileTally = EMPTY_TALLY;
  private readonly interners: InternerColumns[];

  /** `interners`: in the order of `WorkerInit`. `fileNames`: of an input of several. */
  constructor(
    private readonly settings: PipelineSettings,
    interners: readonly InternerColumns[],
    fileNames?: readonly string[],
  ) {
    this.files = new FileTable(fileNames);
    this.interners = [...interners];
  }

  /** Adds the next chunk. */
  take({ checkpoint, files, fileTally, columnStats, segments, interners, ...found }: ChunkResult): void {
    const { rejections, strays, foreign } = found;
    this.chunks++;
    this.columnStats = joinStats(this.columnStats, columnStats);
    this.checkpoint = checkpoint;
    this.foreign = joinForeign(this.foreign, foreign);
    for (const { number, buffer } of segments) this.segments[number] = segmentOf(buffer);
    for (const rows of rejections) this.rejections.appendRows(rows);
    for (const rows of strays) this.strays.appendRows(rows);
    this.beginFiles(files);
    this.fileTally = joinTallies(this.fileTally, fileTally);
    this.lines.add(inputBytesAt(checkpoint), checkpoint.lineBase + checkpoint.line);
    // A thread reports an interner as far as it knows it, which may be less than another thread has reported.
    for (const [number, reported] of interners.entries()) {
      if (reported !== undefined && reported.count > this.interners[number].count) {
        this.interners[number] = reported;
      }
    }
  }

  /** Apart from `take`: compiled with all of that, this loop over thousands of files would cost 10 ms more. */
  private beginFiles(rows: readonly FileRow[]): void {
    for (const row of rows) {
      this.files.begin(row);
      this.lines.addFile(row.byteBase, row.lineBase);
    }
  }

  /** Why a file could not be read to its end, the first of several. */
  get fileFailure(): ReadFailure | undefined {
    return this.fileTally.failures[0]?.failure;
  }

  /** Everything known so far except the grouping. Stays valid while more chunks are taken, on other threads too. */
  dataset(): Omit<Dataset, 'grouping'> {
    const { settings, columnStats, segments, interners, rejections, strays, checkpoint } = this;
    const { files, fileTally, lines, state, imbalances } = this;
    const [texts, ...dimensions] = interners;
    const events = { count: checkpoint.validEvents, users: { texts }, dimensions, columnStats, segments };
    return {
      settings,
      store: EventStore.ofColumns(events),
      rejections: RejectionStore.ofColumns(rejections.columns()),
      files: FileTable.ofColumns(files.columns()),
      fileTally,
      lines: LineIndex.ofColumns(lines.columns()),
      totalEvents: checkpoint.records,
      inputBytes: inputBytesAt(checkpoint),
      strayBytes: checkpoint.strayBytes,
      strays: StrayStore.ofColumns(strays.columns()),
      strayRuns: checkpoint.strayRuns,
      strayPrefixes: checkpoint.strayPrefixes,
      container: containerCounts(checkpoint),
      zones: zoneCounts(checkpoint.validEvents, checkpoint),
      state,
      imbalances,
    };
  }
}

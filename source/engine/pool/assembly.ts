import type { InternerColumns } from '../../pipeline/columns/interner.ts';
import type { Dataset, Grouping } from '../../pipeline/result/dataset.ts';
import { type Checkpoint, FIRST_CHECKPOINT } from '../../pipeline/scan/checkpoint.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { EMPTY_STATS, joinStats } from '../../pipeline/store/column-stats.ts';
import { type EventSegment, segmentOf } from '../../pipeline/store/event-segment.ts';
import { EventStore } from '../../pipeline/store/event-store.ts';
import { LineIndex } from '../../pipeline/store/line-index.ts';
import { RejectionStore } from '../../pipeline/store/rejection-store.ts';
import { SHARED_INTERNERS, type SharedInternerName } from './memory-broadcast.ts';
import type { ChunkResult } from './pool-messages.ts';

/** What a pool has read, chunk by chunk in their order: always a beginning of the input, without holes. */
export class Assembly {
  /** How many chunks there are in it, and what all up to their end amounts to. */
  chunks = 0;
  checkpoint: Checkpoint = FIRST_CHECKPOINT;
  grouping: Grouping | undefined;
  finished = false;
  imbalances: readonly string[] = [];
  private columnStats = EMPTY_STATS;
  private readonly segments: EventSegment[] = [];
  private readonly rejections = new RejectionStore();
  private readonly lines = new LineIndex();
  private readonly tables: Record<SharedInternerName, InternerColumns>;

  constructor(
    private readonly settings: PipelineSettings,
    tables: Readonly<Record<SharedInternerName, InternerColumns>>,
  ) {
    this.tables = { ...tables };
  }

  /** Takes what is new in the next chunk. */
  take({ checkpoint, columnStats, segments, tables, rejections }: ChunkResult): void {
    this.chunks++;
    this.columnStats = joinStats(this.columnStats, columnStats);
    this.checkpoint = checkpoint;
    for (const { number, buffer } of segments) this.segments[number] = segmentOf(buffer);
    for (const rows of rejections) this.rejections.appendRows(rows);
    this.lines.add(checkpoint.byteOffset, checkpoint.line);
    // Threads tell of a table as they know it: all that their rows name, which may be less than another has told.
    for (const name of SHARED_INTERNERS) {
      const table = tables[name];
      if (table !== undefined && table.count > this.tables[name].count) this.tables[name] = table;
    }
  }

  /** What is known so far, to be read while more comes, on another thread too. */
  dataset(): Dataset {
    const {
      settings,
      columnStats,
      segments,
      tables,
      rejections,
      lines,
      checkpoint,
      grouping,
      finished,
      imbalances,
    } = this;
    const users = { texts: tables.users };
    const events = { count: checkpoint.validEvents, users, types: tables.types, columnStats, segments };
    return {
      settings,
      store: EventStore.ofColumns(events),
      rejections: RejectionStore.ofColumns(rejections.columns()),
      lines: LineIndex.ofColumns(lines.columns()),
      totalEvents: checkpoint.records,
      inputBytes: checkpoint.byteOffset,
      strayBytes: checkpoint.strayBytes,
      grouping,
      finished,
      imbalances,
    };
  }
}

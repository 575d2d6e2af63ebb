import type { ByteTableColumns } from '../../pipeline/columns/interner.ts';
import type { Dataset, Grouping } from '../../pipeline/result/dataset.ts';
import { FIRST_MARK, type Mark } from '../../pipeline/scan/checkpoint.ts';
import type { PipelineSettings } from '../../pipeline/settings.ts';
import { EMPTY_SURVEY, joinSurveys } from '../../pipeline/store/column-stats.ts';
import { type EventSegment, segmentOf } from '../../pipeline/store/event-segment.ts';
import { EventStore } from '../../pipeline/store/event-store.ts';
import { LineIndex } from '../../pipeline/store/line-index.ts';
import { RejectionStore } from '../../pipeline/store/rejection-store.ts';
import { SHARED_TABLES, type SharedTableName } from './memory-broadcast.ts';
import type { PieceNews } from './pool-messages.ts';

/** What a crew has read, piece by piece in their order: always a beginning of the input, without holes. */
export class Assembly {
  /** How many pieces there are in it, and what all up to their end amounts to. */
  pieces = 0;
  mark: Mark = FIRST_MARK;
  grouping: Grouping | undefined;
  finished = false;
  imbalances: readonly string[] = [];
  private survey = EMPTY_SURVEY;
  private readonly segments: EventSegment[] = [];
  private readonly rejections = new RejectionStore();
  private readonly lines = new LineIndex();
  private readonly tables: Record<SharedTableName, ByteTableColumns>;

  constructor(
    private readonly settings: PipelineSettings,
    tables: Readonly<Record<SharedTableName, ByteTableColumns>>,
  ) {
    this.tables = { ...tables };
  }

  /** Takes what is new in the next piece. */
  take({ mark, survey, segments, tables, rejections }: PieceNews): void {
    this.pieces++;
    this.survey = joinSurveys(this.survey, survey);
    this.mark = mark;
    for (const { number, buffer } of segments) this.segments[number] = segmentOf(buffer);
    for (const rows of rejections) this.rejections.appendRows(rows);
    this.lines.add(mark.byteOffset, mark.line);
    // Threads tell of a table as they know it: all that their rows name, which may be less than another has told.
    for (const name of SHARED_TABLES) {
      const table = tables[name];
      if (table !== undefined && table.count > this.tables[name].count) this.tables[name] = table;
    }
  }

  /** What is known so far, to be read while more comes, on another thread too. */
  dataset(): Dataset {
    const { settings, survey, segments, tables, rejections, lines, mark, grouping, finished, imbalances } =
      this;
    const users = { texts: tables.users };
    const events = { count: mark.validEvents, users, types: tables.types, survey, segments };
    return {
      settings,
      store: EventStore.ofColumns(events),
      rejections: RejectionStore.ofColumns(rejections.columns()),
      lines: LineIndex.ofColumns(lines.columns()),
      totalEvents: mark.records,
      inputBytes: mark.byteOffset,
      strayBytes: mark.strayBytes,
      grouping,
      finished,
      imbalances,
    };
  }
}

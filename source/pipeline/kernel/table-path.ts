import type { TableLayout } from '../settings.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import type { FastPath } from './fast-path.ts';
import * as layout from './layout.ts';
import { writeTableColumns } from './table-columns.ts';

/** The window of a run: where it ends, and the byte offset at which it begins. */
interface TableWindow {
  readonly base: number;
  readonly to: number;
}

/** The fast path of tables: in the memory of a `FastPath`, whose rows it fills. */
export class TablePath {
  /** Whether it can read the rows of the table. */
  readonly readsRows: boolean;

  constructor(
    private readonly path: FastPath,
    table: TableLayout,
  ) {
    this.readsRows = writeTableColumns(path.words, table, path.fields);
  }

  /**
   * Reads the rows that begin in `[from..limit)` of the window, as `FastPath.run` reads records: returns the index where it
   * stopped, between rows at or after `limit`, or the beginning of a row that it refuses or has no room for.
   */
  run({ base, to }: TableWindow, from: number, limit: number, counters: ScanCounters): number {
    const { path } = this;
    const { rows, words, windowAt, kernel } = path;
    words[layout.ROW_COUNT >> 2] = rows.count;
    words[layout.LINE >> 2] = counters.line - rows.lineBase;
    words[layout.OFFSET_BIAS >> 2] = base - rows.byteBase - windowAt;
    const stop = kernel.runTable(windowAt + from, windowAt + limit, windowAt + to) >>> 0;
    rows.count = words[layout.ROW_COUNT >> 2];
    path.internTexts(words[layout.TEXT_COUNT >> 2]);
    if (words[layout.ANY_NANOSECONDS >> 2] !== 0) rows.hasNanoseconds = true;
    if (words[layout.ANY_SECONDS_HIGH >> 2] !== 0) rows.hasSecondsHigh = true;
    if (words[layout.ANY_IDS >> 2] !== 0) rows.hasIds = true;
    counters.records += words[layout.RECORDS >> 2];
    counters.recordBytes += words[layout.RECORD_BYTES >> 2];
    counters.separatorBytes += words[layout.SEPARATOR_BYTES >> 2];
    counters.offsetTimes += words[layout.OFFSET_TIMES >> 2];
    counters.zonelessTimes += words[layout.ZONELESS_TIMES >> 2];
    const lineStart = words[layout.LINE_START >> 2];
    if (lineStart !== 0) {
      counters.line = rows.lineBase + words[layout.LINE >> 2];
      counters.lineStartOffset = base + lineStart - windowAt;
    }
    return stop - windowAt;
  }
}

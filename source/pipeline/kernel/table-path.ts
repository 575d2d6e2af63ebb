import type { TableLayout } from '../settings.ts';
import type { ScanCounters } from '../store/scan-counters.ts';
import type { FastPath } from './fast-path.ts';
import * as layout from './layout.ts';
import { takeRun } from './take-run.ts';
import { writeWantedCells } from './wanted-cells.ts';

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
    this.readsRows = writeWantedCells(path.words, table, path.fields);
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
    takeRun(words, rows, counters, base - windowAt);
    path.internTexts(words[layout.TEXT_COUNT >> 2]);
    return stop - windowAt;
  }
}

import { csvColumns } from '../../schema/table-columns.ts';
import { CsvRows } from '../formats/csv-rows.ts';
import type { Sink } from '../sinks/sink.ts';

/** The columns of each file (spec section 9). */
export const COLUMNS = {
  sessions: csvColumns('sessions'),
  sessionsWithGap: csvColumns('sessions', 'withGap'),
  rejections: csvColumns('rejections'),
  events: csvColumns('events'),
  duplicates: csvColumns('events', 'withDuplicates'),
  trend: csvColumns('trend'),
} as const;

/** The columns of sessions, which depend on whether a gap cuts them. */
export function sessionColumns(gapSeconds: number | undefined): readonly string[] {
  return gapSeconds === undefined ? COLUMNS.sessions : COLUMNS.sessionsWithGap;
}

/** How many rows are made before they are written, and the most that whoever shares the thread waits for. */
const ROWS_OF_A_PART = 16 * 1024;

/**
 * A table whose rows are made a range at a time, from the data alone: ranges can be made on many threads, and written in
 * order.
 */
export interface Table {
  readonly columns: readonly string[];
  /** What ranges are of: rows, or what some of the rows are made from. */
  readonly size: number;
  /**
   * Appends the rows `[from..to)` to `csv`, and returns where it ended: before `to` if `csv` became full, or if the rows
   * take long to make. Makes at least one.
   */
  makeRows(csv: CsvRows, from: number, to: number): number;
}

/** A table's first line. */
export function headerOf(columns: readonly string[]): Uint8Array {
  const csv = new CsvRows();
  csv.texts(columns);
  return csv.rows;
}

/** All rows in order, as bytes of a few thousand rows; each part is valid until the next is requested. */
export function* partsOf(table: Table): Generator<Uint8Array> {
  const csv = new CsvRows();
  for (let from = 0; from < table.size; ) {
    csv.clear();
    from = table.makeRows(csv, from, Math.min(table.size, from + ROWS_OF_A_PART));
    yield csv.rows;
  }
}

/**
 * Writes a table whose rows come from anywhere, in order, in parts of whole rows. The next part is requested when the
 * previous one is written.
 */
export async function writeInParts(
  sink: Sink,
  columns: readonly string[],
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await sink.write(headerOf(columns));
  for await (const part of parts) if (part.length > 0) await sink.write(part);
}

/** Writes a table, making all of it on this thread. */
export async function writeTable(sink: Sink, table: Table): Promise<void> {
  await writeInParts(sink, table.columns, partsOf(table));
}

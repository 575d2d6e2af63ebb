import type { Sink } from '../sinks/sink.ts';
import { type Table, writeTable } from './table.ts';

/** Called after each batch with the number of rows written so far; may throw to end the writing. */
export type OnWritten = (rows: number) => void;

/** Rows per batch: few, since the thread also draws frames and handles keys between batches. */
const ROWS_PER_BATCH = 2048;

/** Writes the rows that the screen shows of a table, yielding to the thread's other work after each batch. */
export async function writeSelection(sink: Sink, table: Table, onWritten: OnWritten): Promise<void> {
  await writeTable(sink, table, ROWS_PER_BATCH, onWritten);
}

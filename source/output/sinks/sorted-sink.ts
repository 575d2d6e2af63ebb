import type { Sink } from './sink.ts';
import { WrappedSink } from './wrapped-sink.ts';

/** What sorts rows: see `SortedRows` in formats/. */
interface Sorter {
  add(rows: Uint8Array): void;
  batches(): Iterable<Uint8Array>;
}

/** A sink for rows that passes them on sorted when it is closed. */
export class SortedSink extends WrappedSink {
  constructor(
    sink: Sink,
    private readonly sorter: Sorter,
  ) {
    super(sink);
  }

  override async write(rows: Uint8Array): Promise<void> {
    this.sorter.add(rows);
  }

  override writeNow(rows: Uint8Array): void {
    this.sorter.add(rows);
  }

  override async close(): Promise<void> {
    for (const rows of this.sorter.batches()) if (rows.length > 0) await super.write(rows);
    await super.close();
  }
}

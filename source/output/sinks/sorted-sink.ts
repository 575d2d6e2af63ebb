import type { Sink } from './sink.ts';

/** What sorts rows: see `SortedRows` in formats/. */
interface Sorter {
  add(rows: Uint8Array): void;
  batches(): Iterable<Uint8Array>;
}

/** Returns a sink for rows that passes them on sorted when it is closed. */
export function sortedSink(sink: Sink, sorter: Sorter): Sink {
  return {
    name: sink.name,
    write: async (rows) => sorter.add(rows),
    writeNow: (rows) => sorter.add(rows),
    async close() {
      for (const rows of sorter.batches()) if (rows.length > 0) await sink.write(rows);
      await sink.close();
    },
    publish: () => sink.publish(),
    discard: () => sink.discard(),
  };
}

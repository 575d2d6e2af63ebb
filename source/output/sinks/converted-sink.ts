import type { Sink } from './sink.ts';

/** What turns rows of CSV into the bytes of a file: see `RowConverter` in formats/. */
interface Converter {
  begin(): Uint8Array;
  rows(csv: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/**
 * Returns a sink for rows of CSV that writes what a converter makes of them. What precedes the first row is written before
 * the first bytes or when the sink is closed: never if it is given up before.
 */
export function converted(sink: Sink, converter: Converter): Sink {
  let hasBegun = false;
  const begin = async (): Promise<void> => {
    if (hasBegun) return;
    hasBegun = true;
    await sink.write(converter.begin());
  };
  return {
    name: sink.name,
    async write(rows) {
      await begin();
      const bytes = converter.rows(rows);
      if (bytes.length > 0) await sink.write(bytes);
    },
    writeNow(rows) {
      if (!hasBegun) sink.writeNow(converter.begin());
      hasBegun = true;
      const bytes = converter.rows(rows);
      if (bytes.length > 0) sink.writeNow(bytes);
    },
    async close() {
      await begin();
      const end = converter.end();
      if (end.length > 0) await sink.write(end);
      await sink.close();
    },
    publish: () => sink.publish(),
    discard: () => sink.discard(),
  };
}

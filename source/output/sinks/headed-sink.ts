import type { Sink } from './sink.ts';

/** Returns a sink that writes a header before the first bytes or when it is closed: never if it is given up before. */
export function headed(sink: Sink, header: Uint8Array): Sink {
  let isWritten = false;
  const withHeader = async (): Promise<void> => {
    if (isWritten) return;
    isWritten = true;
    await sink.write(header);
  };
  return {
    name: sink.name,
    async write(bytes) {
      await withHeader();
      await sink.write(bytes);
    },
    writeNow(bytes) {
      if (!isWritten) sink.writeNow(header);
      isWritten = true;
      sink.writeNow(bytes);
    },
    async close() {
      await withHeader();
      await sink.close();
    },
    publish: () => sink.publish(),
    discard: () => sink.discard(),
  };
}

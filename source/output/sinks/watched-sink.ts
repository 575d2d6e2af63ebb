import type { Sink } from './sink.ts';

/** Returns the same output, which calls `onWrite` before each write with the number of bytes including it. */
export function watched(sink: Sink, onWrite: (bytesWritten: number) => void): Sink {
  let bytesWritten = 0;
  const count = (bytes: Uint8Array): void => {
    bytesWritten += bytes.length;
    onWrite(bytesWritten);
  };
  return {
    name: sink.name,
    ...(sink.note !== undefined && { note: sink.note }),
    write: (bytes) => {
      count(bytes);
      return sink.write(bytes);
    },
    writeNow: (bytes) => {
      count(bytes);
      sink.writeNow(bytes);
    },
    close: () => sink.close(),
    publish: () => sink.publish(),
    discard: () => sink.discard(),
  };
}

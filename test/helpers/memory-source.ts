import type { Source } from '../../source/input/source.ts';

/** A file that is in memory. */
export function sourceOf(bytes: Uint8Array): Source {
  let at = 0;
  const copy = (into: Uint8Array, from: number): number => {
    const part = bytes.subarray(from, from + into.length);
    into.set(part);
    return part.length;
  };
  return {
    name: 'events.json',
    sizeBytes: bytes.length,
    identity: { device: 0, inode: 0 },
    modifiedMilliseconds: undefined,
    read: async (into) => {
      const count = copy(into, at);
      at += count;
      return count;
    },
    readAt: async (into, byteOffset) => copy(into, byteOffset),
    change: async () => 'none',
    describe: () => {
      throw new Error('this file is on no other thread');
    },
    close: async () => undefined,
  };
}

import type { Source } from '../../source/input/source.ts';

/** Bytes as a pipe has them: to be read once, in parts of at most `partBytes`. `onRead` hears how many were read. */
export function partsSource(
  bytes: Uint8Array,
  partBytes: number,
  onRead: (bytesRead: number) => void = () => undefined,
): Source {
  let at = 0;
  const inOrderOnly = (): never => {
    throw Object.assign(new Error('it can only be read in order'), { code: 'ESPIPE' });
  };
  return {
    name: 'parts',
    sizeBytes: undefined,
    identity: { device: 0, inode: 0 },
    modifiedMilliseconds: undefined,
    async read(into) {
      const part = bytes.subarray(at, at + Math.min(partBytes, into.length));
      into.set(part);
      at += part.length;
      onRead(at);
      return part.length;
    },
    readAt: async () => inOrderOnly(),
    change: async () => 'none',
    describe: inOrderOnly,
    close: async () => undefined,
  };
}

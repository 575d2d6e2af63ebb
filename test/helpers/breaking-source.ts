import type { Source } from '../../source/input/source.ts';

/** A source that cannot be read at positions, and breaks (EIO) when it is read for the second time. */
export function breakingAfterFirstRead(source: Source): Source {
  let reads = 0;
  return Object.assign(Object.create(source), {
    sizeBytes: undefined,
    read: async (into: Uint8Array): Promise<number> => {
      if (reads++ > 0) throw Object.assign(new Error('the disk failed'), { code: 'EIO' });
      return source.read(into);
    },
  });
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockReader, recordReader } from '../../source/engine/record-reader.ts';
import { openFile } from '../../source/input/open-source.ts';
import { check } from '../helpers/check.ts';
import { inFolder } from '../helpers/command.ts';

describe('reading records of a small file by blocks', () => {
  it(
    'gives the bytes that reading each of them gives',
    inFolder(async (folder) => {
      const byteCount = 400_000;
      // No two places have the same bytes.
      const text = Array.from({ length: byteCount / 8 }, (_, i) => `${i}`.padStart(7, '0')).join('\n');
      const source = await openFile(await folder.write('numbers', text));
      const plain = recordReader(source.describe());
      const reads = fc.tuple(
        fc.nat(byteCount + 100_000),
        fc.oneof(fc.nat(200), fc.nat(70_000), fc.nat(byteCount)),
      );
      check(
        fc.property(fc.array(reads, { maxLength: 20 }), (ranges) => {
          const byBlocks = blockReader(source.describe());
          const results = ranges.map(([byteOffset, byteLength]) => byBlocks(byteOffset, byteLength));
          // Compared at the end: the memory of the first blocks has been used again by then.
          for (const [i, [byteOffset, byteLength]] of ranges.entries()) {
            expect(Buffer.compare(results[i], plain(byteOffset, byteLength))).toBe(0);
          }
        }),
        200,
      );
      await source.close();
    }),
  );
});

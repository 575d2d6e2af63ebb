import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../source/pipeline/store/line-index.ts';
import { lineStart, locate } from '../../../source/pipeline/store/line-lookup.ts';
import { type ByteReads, runReads } from '../../../source/pipeline/text/byte-reads.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { datasetOf, eventLine, readerOf } from '../../helpers/dataset.ts';

/** A few MiB of lines, short and long, so that chunks of every size are read and the index has several places. */
const TEXT = Array.from({ length: 3000 }, (_, i) => {
  const line = eventLine(String(i), '2024-07-10T10:00:00Z', '"view"');
  return i % 500 === 499 ? `${' '.repeat(700_000)}\n\n${line}` : line;
}).join('');
const BYTES = bytesOf(TEXT);
const { lines, inputBytes } = datasetOf(BYTES);
const LINE_STARTS = [0, ...[...TEXT.matchAll(/\n/g)].map(({ index }) => index + 1)];

function read<Result>(reads: ByteReads<Result>): Result {
  return runReads(reads, readerOf(BYTES));
}

describe('a line is found', () => {
  it('for any byte of the input', () => {
    check(
      fc.property(fc.nat(BYTES.length), (byteOffset) => {
        const line = LINE_STARTS.findLastIndex((start) => start <= byteOffset) + 1;
        expect(read(locate(lines, inputBytes, byteOffset))).toEqual({ byteOffset, line });
      }),
      100,
    );
  });

  it('by its number, with or without known places; a line after the last one begins nowhere', () => {
    check(
      fc.property(fc.integer({ min: 1, max: LINE_STARTS.length + 3 }), fc.boolean(), (line, indexed) => {
        const index = indexed ? lines : new LineIndex();
        expect(read(lineStart(line, index.nearestBeforeLine(line)))).toBe(LINE_STARTS[line - 1]);
      }),
      100,
    );
  });

  it('only for the part of the input that was read so far', () => {
    expect(read(locate(lines, 10, 11))).toEqual({ byteOffset: 11, line: undefined });
  });

  it('without reading more than lies between the nearest known place and the byte', () => {
    const byteOffset = BYTES.length - 10;
    let bytesRead = 0;
    runReads(locate(lines, inputBytes, byteOffset), (from, byteLength) => {
      bytesRead += byteLength;
      return readerOf(BYTES)(from, byteLength);
    });
    expect(bytesRead).toBe(byteOffset - lines.nearestBefore(byteOffset).byteOffset);
  });
});

describe('reads run by a reader that returns promises', () => {
  it('give the same result as with one that blocks', async () => {
    const line = LINE_STARTS.length - 2;
    const found = runReads(lineStart(line, lines.nearestBeforeLine(line)), async (byteOffset, byteLength) =>
      readerOf(BYTES)(byteOffset, byteLength),
    );
    expect(found).toBeInstanceOf(Promise);
    expect(await found).toBe(LINE_STARTS[line - 1]);
  });

  it('reject when the reader does', async () => {
    const failing = async (): Promise<Uint8Array> => {
      throw new Error('the disk is gone');
    };
    await expect(runReads(lineStart(5, { byteOffset: 0, line: 1 }), failing)).rejects.toThrow(
      'the disk is gone',
    );
  });
});

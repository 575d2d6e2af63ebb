import { describe, expect, it } from 'vitest';
import { hashId, idHigh, idLow } from '../../../source/pipeline/columns/id-hash.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';

function hashOf(text: string, seed = 0, before = ''): string {
  const bytes = encodeUtf8(before + text);
  hashId(bytes, before.length, bytes.length, seed);
  if (!(idLow >= 0 && idHigh >= 0 && idLow + idHigh > 0)) throw new Error(`${idLow}, ${idHigh} is no hash`);
  return `${idLow},${idHigh}`;
}

describe('the hash of an id', () => {
  it('is the same for the same bytes, wherever they lie', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6']) {
      expect(hashOf(text, 7, 'xyz')).toBe(hashOf(text, 7));
    }
  });

  it('differs between 200,000 ids that look alike, in each of its halves nearly always', () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => [`evt_${i}`, `${i}-0000-0000-${i}`]).flat();
    const hashes = ids.map((id) => hashOf(id, 12_345));
    expect(new Set(hashes).size).toBe(ids.length);
    for (const half of [0, 1]) {
      // Of 2^32 numbers, so many drawn at random have about five pairs.
      expect(new Set(hashes.map((hash) => hash.split(',')[half])).size).toBeGreaterThan(ids.length - 40);
    }
  });

  it('tells zeros at the end and the length apart', () => {
    const zeros = Array.from({ length: 20 }, (_, i) => '\0'.repeat(i));
    expect(new Set(zeros.map((text) => hashOf(text))).size).toBe(zeros.length);
  });

  it('is another one with another seed', () => {
    expect(new Set([0, 1, -1, 2 ** 31, 2 ** 40].map((seed) => hashOf('evt_1', seed))).size).toBeGreaterThan(
      3,
    );
  });
});

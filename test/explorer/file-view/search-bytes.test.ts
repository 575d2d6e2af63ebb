import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginSearch, continueSearch } from '../../../source/explorer/file-view/search-bytes.ts';
import { encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { check } from '../../helpers/check.ts';
import { windowOf } from '../../helpers/original-files.ts';

/** The least that a chunk holds: it must be more than chunks overlap by. */
const LEAST_CHUNK_BYTES = 500_000;

/** Searches a file whose reader leaves out a share of each chunk, at its far end. */
function search(
  content: string | Uint8Array,
  text: string,
  from: number,
  direction: 1 | -1 = 1,
  leftOut: () => number = () => 0,
): number | undefined {
  const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
  let next = beginSearch(text, from, direction);
  for (let chunks = 0; chunks < 10_000; chunks++) {
    if ('error' in next) throw new Error(next.error);
    const { fromByteOffset, toByteOffset } = next.range;
    const cut = Math.floor(leftOut() * Math.max(0, toByteOffset - fromByteOffset - LEAST_CHUNK_BYTES));
    const chunk = windowOf(
      { bytes },
      direction > 0 ? fromByteOffset : Math.min(bytes.length, fromByteOffset + cut),
      direction > 0 ? toByteOffset - cut : toByteOffset,
    );
    const step = continueSearch(next, chunk);
    if (step.next === undefined) return step.foundByteOffset;
    next = step.next;
  }
  throw new Error('the search does not end');
}

function all(content: string | Uint8Array, text: string, direction: 1 | -1 = 1): number[] {
  const found: number[] = [];
  const length = typeof content === 'string' ? encodeUtf8(content).length : content.length;
  let at = search(content, text, direction > 0 ? 0 : length - 1, direction);
  while (at !== undefined) {
    found.push(at);
    at = search(content, text, at + direction, direction);
  }
  return found;
}

describe('a search in the bytes of a file', () => {
  it('finds text anywhere, in both directions', () => {
    expect(all('aaa b\naa', 'aa')).toEqual([0, 1, 6]);
    expect(all('aaa b\naa', 'aa', -1)).toEqual([6, 1, 0]);
    expect(search('abc', 'd', 0)).toBeUndefined();
    expect(search('', 'd', 0)).toBeUndefined();
  });

  it('is case-sensitive only for a text with upper case', () => {
    expect(all('View view VIEW', 'view')).toEqual([0, 5, 10]);
    expect(all('View view VIEW', 'View')).toEqual([0]);
    expect(all('Été été', 'été')).toEqual([0, 6]);
    expect(all('Été été', 'Été')).toEqual([0]);
    expect(all('漢字 字', '字')).toEqual([3, 7]);
  });

  it('finds a regular expression once a line, with ^ and $ at the ends of the line', () => {
    const content = 'one 1 2\r\ntwo\nthree 3';
    expect(all(content, '/\\d/')).toEqual([4, 19]);
    expect(all(content, '/\\d/', -1)).toEqual([19, 4]);
    expect(all(content, '/^t/')).toEqual([9, 13]);
    expect(all(content, '/2$/')).toEqual([6]);
    expect(all('ü🎉\xff x1\n', '/\\d/')).toEqual([10]);
  });

  it('counts bytes correctly after invalid UTF-8', () => {
    const bytes = Uint8Array.of(0xff, 0xe6, 0xbc, 0x41, 0xf0, 0x9f, 0x8e, 0x89, 0x31);
    expect(search(bytes, '/\\d/', 0)).toBe(8);
    expect(search(bytes, 'É', 0)).toBeUndefined();
  });

  it('finds a regular expression anywhere in a line of any length', () => {
    const line = `${'x'.repeat(300_000)}user 42${'y'.repeat(200_000)}user 43`;
    expect(all(line, '/user \\d+/')).toEqual([300_000, 500_007]);
    expect(all(line, '/user \\d+/', -1)).toEqual([500_007, 300_000]);
  });

  it('reports an invalid regular expression', () => {
    expect(beginSearch('/(/', 0, 1)).toHaveProperty('error');
    expect(beginSearch('', 0, 1)).toHaveProperty('error');
  });
});

describe('a search in a large file', () => {
  it.each([
    ['needle', 1],
    ['needle', -1],
    ['/needle/', 1],
    ['/needle/', -1],
  ] as const)('for %s finds it where the end of a chunk cuts it, direction %i', (text, direction) => {
    const filler = `${'x'.repeat(99)}\n`.repeat(20_000);
    const bytes = encodeUtf8(`${filler}needle\n${filler}`);
    for (let cut = 1_999_999; cut <= 2_000_007; cut++) {
      const search = beginSearch(text, direction > 0 ? 1_000_000 : 3_000_000, direction);
      if ('error' in search) throw new Error(search.error);
      const cutChunk = direction > 0 ? windowOf({ bytes }, 0, cut) : windowOf({ bytes }, cut, bytes.length);
      const { foundByteOffset, next } = continueSearch(search, cutChunk);
      const range = next?.range ?? { fromByteOffset: 0, toByteOffset: 0 };
      const rest =
        next && continueSearch(next, windowOf({ bytes }, range.fromByteOffset, range.toByteOffset));
      expect(foundByteOffset ?? rest?.foundByteOffset).toBe(2_000_000);
    }
  });

  const filler = fc
    .constantFrom('x', 'ab\n', 'é', '{"a": 1}\r\n')
    .chain((text) =>
      fc.integer({ min: 1, max: 400_000 }).map((length) => text.repeat(Math.ceil(length / text.length))),
    );
  const content = fc
    .array(fc.oneof(filler, fc.constantFrom('needle', 'Needle 7', 'nee', '\n', 'ÉTÉ ')), { maxLength: 8 })
    .map((parts) => parts.join(''));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  it('equals a search of the whole text, however it is cut into chunks', () => {
    const text = fc.constantFrom('needle', 'Needle', 'été', 'É', '7', '{"a": 1}\r', 'xn');
    check(
      fc.property(
        content,
        text,
        share,
        fc.constantFrom<1 | -1>(1, -1),
        fc.infiniteStream(share),
        (content, text, where, direction, cuts) => {
          const whole = Buffer.from(content);
          const folded = /\p{Lu}/u.test(text) ? whole : Buffer.from(content.toLowerCase());
          const from = Math.floor(where * whole.length);
          const index =
            direction > 0 ? folded.indexOf(text, from) : from < 0 ? -1 : folded.lastIndexOf(text, from);
          const leftOut = () => cuts.next().value ?? 0;
          expect(search(whole, text, from, direction, leftOut)).toBe(index < 0 ? undefined : index);
        },
      ),
      60,
    );
  });

  it('for a regular expression is the same however it is cut, and in both directions', () => {
    check(
      fc.property(content, fc.infiniteStream(share), (content, cuts) => {
        const bytes = encodeUtf8(content);
        const leftOut = () => cuts.next().value ?? 0;
        const pattern = '/needle( \\d)?/';
        const down = all(bytes, pattern);
        expect(all(bytes, pattern, -1)).toEqual([...down].reverse());
        for (const at of down) {
          expect(search(bytes, pattern, at, 1, leftOut)).toBe(at);
          expect(search(bytes, pattern, at, -1, leftOut)).toBe(at);
        }
      }),
      25,
    );
  });
});

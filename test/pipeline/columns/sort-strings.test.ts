import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../../source/pipeline/columns/cooperative.ts';
import { StringInterner } from '../../../source/pipeline/columns/interner.ts';
import {
  sortStrings,
  sortStringsInSteps,
  stringRanks,
} from '../../../source/pipeline/columns/sort-strings.ts';
import { check } from '../../helpers/check.ts';
import { upTo } from '../../helpers/dataset.ts';

function internerOf(texts: readonly string[]): StringInterner {
  const strings = new StringInterner(0);
  for (const text of texts) strings.internText(text);
  return strings;
}

/** The texts by their ranks. */
function inOrder(texts: readonly string[]): string[] {
  const strings = internerOf(texts);
  const ordered: string[] = [];
  runToEnd(stringRanks(strings)).forEach((rank, number) => {
    ordered[rank] = new TextDecoder().decode(strings.bytesOf(number));
  });
  return ordered;
}

function plainOrder(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

const SHARED = 'x'.repeat(1000);

describe('sorting strings', () => {
  it('gives the order of their bytes, for few strings and many', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'é', '😀', '\uffff'), maxLength: 14 }),
    );
    check(
      fc.property(fc.uniqueArray(text, { maxLength: 200, size: 'max' }), (texts) => {
        expect(inOrder(texts)).toEqual(plainOrder(texts));
      }),
      200,
    );
  });

  it.each<[string, (i: number) => string]>([
    ['ids', (i) => `user-${String((i * 7919) % 100_003).padStart(6, '0')}`],
    ['numbers of any length', (i) => String((i * 7919) % 100_003)],
    ['a beginning of a thousand characters', (i) => `${SHARED}${(i * 7919) % 100_003}`],
    ['a beginning that is the longer the later they are', (i) => `${'ab'.repeat(i % 700)}${i}`],
  ])('gives the order of their bytes where very many strings have %s', (_, textOf) => {
    const texts = upTo(5000).map(textOf);
    expect(inOrder(texts)).toEqual(plainOrder(texts));
  });

  it('sorts only the requested strings', () => {
    const strings = internerOf(['d', 'c', 'b', 'a']);
    const numbers = Uint32Array.of(0, 2, 3);
    sortStrings(strings, numbers);
    expect([...numbers]).toEqual([3, 2, 0]);
  });

  it('accepts an empty list', () => {
    expect(inOrder([])).toEqual([]);
  });

  it('pauses repeatedly for many strings, and yields the share done', () => {
    const strings = internerOf(upTo(60_000).map((i) => `user-${(i * 7919) % 100_003}`));
    const shares = [...sortStringsInSteps(strings, Uint32Array.from(upTo(60_000)))];
    expect(shares.length).toBeGreaterThan(20);
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StringInterner } from '../../../source/pipeline/columns/interner.ts';
import { bytesOf } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';

/** Texts one after the other, and where each begins and ends. */
function laidOut(texts: readonly string[]): { bytes: Uint8Array; from: Uint32Array; to: Uint32Array } {
  const from = new Uint32Array(texts.length);
  const to = new Uint32Array(texts.length);
  texts.forEach((text, i) => {
    from[i] = i === 0 ? 0 : to[i - 1];
    to[i] = from[i] + bytesOf(text).length;
  });
  return { bytes: bytesOf(texts.join('')), from, to };
}

function internOneByOne(table: StringInterner, texts: readonly string[]): number[] {
  return texts.map((text) => table.internText(text));
}

function internTogether(table: StringInterner, texts: readonly string[]): number[] {
  const { bytes, from, to } = laidOut(texts);
  table.internMany({ bytes, view: new DataView(bytes.buffer), from, to, count: texts.length }, to);
  return [...to];
}

/** Numbered in the order in which they come for the first time, by a Map. */
function numbered(texts: readonly string[]): number[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => numbers.get(text) ?? numbers.set(text, numbers.size).size - 1);
}

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\0'), maxLength: 6 }),
  fc.string({ maxLength: 40 }),
  fc.nat(600).map((id) => `user-${id}`),
);
// Enough for several blocks, and for the table to grow within one.
const texts = fc.array(text, { maxLength: 1200, size: 'max' });

describe('an interner numbers strings in order of first appearance', () => {
  it.each([
    { how: 'asked for one by one', intern: internOneByOne },
    { how: 'asked for many at once', intern: internTogether },
  ])('$how', ({ intern }) => {
    check(
      fc.property(texts, texts, fc.integer(), (first, second, seed) => {
        const table = new StringInterner(seed);
        const numbers = [...intern(table, first), ...intern(table, second)];
        expect(numbers).toEqual(numbered([...first, ...second]));
        const distinct = [...new Set([...first, ...second])];
        expect(table.count).toBe(distinct.length);
        const kept = distinct.map((_, i) => new TextDecoder().decode(table.bytesOf(i)));
        expect(kept).toEqual(distinct);
      }),
      100,
    );
  });
});

/** Texts of eight printable characters that all have one hash where the seed is 0: see `hashBytes`. */
function collidingTexts(count: number): string[] {
  const found: string[] = [];
  const isPlain = (word: number): boolean => {
    const bytes = [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff);
    return bytes.every((byte) => byte > 0x20 && byte < 0x7f);
  };
  const begun = Math.imul(8, 0x9e3779b1);
  for (let n = 0; found.length < count; n++) {
    const first =
      0x21212121 + (n % 90) + ((Math.floor(n / 90) % 90) << 8) + ((Math.floor(n / 8100) % 90) << 16);
    const hash = Math.imul(begun ^ first, 0x85ebca6b);
    const second = hash ^ (hash >>> 15) ^ 0x12345678;
    if (isPlain(second))
      found.push(String.fromCharCode(...new Uint8Array(Int32Array.of(first, second).buffer)));
  }
  return found;
}

/** The longest run of occupied slots: this many are looked at for a text that is not in the table. */
function longestStretch(texts: readonly string[], seed: number): number {
  const table = new StringInterner(seed);
  for (const text of texts) table.internText(text);
  const { slots } = table.memory();
  let longest = 0;
  let stretch = 0;
  for (let slot = 0; slot < slots.length; slot += 2) {
    stretch = slots[slot] === 0 ? 0 : stretch + 1;
    longest = Math.max(longest, stretch);
  }
  return longest;
}

it('strings that are chosen to collide in a hash table do so for one seed only', () => {
  const texts = collidingTexts(2000);
  // The stretch of all of them may go round the table's end.
  expect(longestStretch(texts, 0)).toBeGreaterThanOrEqual(1000);
  for (const seed of [1, 99, 123_456_789, -7]) expect(longestStretch(texts, seed)).toBeLessThan(100);
});

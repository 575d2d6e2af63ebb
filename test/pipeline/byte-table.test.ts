import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteTable } from '../../source/pipeline/byte-table.ts';
import { bytesOf } from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';

/** Texts one behind the other, and where each begins and ends. */
function laidOut(texts: readonly string[]): { bytes: Uint8Array; from: Uint32Array; to: Uint32Array } {
  const from = new Uint32Array(texts.length);
  const to = new Uint32Array(texts.length);
  texts.forEach((text, i) => {
    from[i] = i === 0 ? 0 : to[i - 1];
    to[i] = from[i] + bytesOf(text).length;
  });
  return { bytes: bytesOf(texts.join('')), from, to };
}

function internOneByOne(table: ByteTable, texts: readonly string[]): number[] {
  return texts.map((text) => table.internText(text));
}

function internTogether(table: ByteTable, texts: readonly string[]): number[] {
  const { bytes, from, to } = laidOut(texts);
  table.internMany(bytes, new DataView(bytes.buffer), from, to, texts.length, to);
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

describe('texts are numbered as they come for the first time', () => {
  it.each([
    { how: 'asked for one by one', intern: internOneByOne },
    { how: 'asked for many at once', intern: internTogether },
  ])('$how', ({ intern }) => {
    check(
      fc.property(texts, texts, fc.integer(), (first, second, seed) => {
        const table = new ByteTable(seed);
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

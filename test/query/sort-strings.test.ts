import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StringInterner } from '../../source/pipeline/columns/interner.ts';
import { COMPARED_BYTES, textPlaces } from '../../source/query/sort-strings.ts';
import { check } from '../helpers/check.ts';
import { finished } from '../helpers/dataset.ts';

function inOrder(texts: readonly string[]): string[] {
  const table = new StringInterner(0);
  for (const text of texts) table.internText(text);
  const ordered: string[] = [];
  finished(textPlaces(table)).forEach((place, text) => {
    ordered[place] = new TextDecoder().decode(table.bytesOf(text));
  });
  return ordered;
}

describe('texts come in the order of code points', () => {
  it('as the bytes of their UTF-8 do', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'é', '😀', '\uffff'), maxLength: 14 }),
    );
    check(
      fc.property(fc.uniqueArray(text, { maxLength: 40, size: 'max' }), (texts) => {
        const expected = [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(inOrder(texts)).toEqual(expected);
      }),
      200,
    );
  });

  it('by no more than their beginning, then the shorter first', () => {
    const long = 'x'.repeat(COMPARED_BYTES);
    expect(inOrder([`${long}xxx`, `${long}xx`, long])).toEqual([long, `${long}xx`, `${long}xxx`]);
    expect(inOrder([`y${long}`, long])).toEqual([long, `y${long}`]);
  });

  it('of which there may be none', () => {
    expect(inOrder([])).toEqual([]);
  });
});

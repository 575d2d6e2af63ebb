import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMiddle, widthOf } from '../../source/format/text-width.ts';
import { check } from '../helpers/check.ts';

describe('a text cut in its middle', () => {
  it('keeps its beginning and more of its end', () => {
    expect(cutMiddle('cannot read /a/b/c: gone; look elsewhere', 32, '…')).toBe(
      'cannot …/c: gone; look elsewhere',
    );
    expect(cutMiddle('it fits', 7, '…')).toBe('it fits');
  });

  it('is never wider than its cells, and whole where it fits', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ minLength: 300 }));
    check(
      fc.property(texts, fc.integer({ min: 4, max: 120 }), (text, width) => {
        const shown = cutMiddle(text, width, '…');
        expect(widthOf(shown)).toBeLessThanOrEqual(width);
        if (widthOf(text) <= width) expect(shown).toBe(text);
      }),
      300,
    );
  });
});

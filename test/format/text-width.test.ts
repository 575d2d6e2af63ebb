import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMessage, cutStart, widthOf } from '../../source/format/text-width.ts';
import { check } from '../helpers/check.ts';

describe('a message that is cut', () => {
  it('loses its last clauses, and keeps what happened and what to do', () => {
    const message = 'cannot read a.gz: it is cut off after 3177 bytes; copy it again; r reads again';
    expect(cutMessage(message, 70, '…')).toBe(
      'cannot read a.gz: it is cut off after 3177 bytes; copy it again',
    );
  });

  it('then loses the middle of the name that it begins with', () => {
    expect(cutMessage('cannot write /a/long/name: the disk is full; choose another place', 56, '…')).toBe(
      'cannot …ong/name: the disk is full; choose another place',
    );
  });

  it('where the reason is long, keeps as much of its beginning as of its end', () => {
    expect(cutMessage('cannot read /a: it is gone; look elsewhere', 32, '…')).toBe(
      'cannot read /a:…; look elsewhere',
    );
    expect(cutMessage('it fits', 7, '…')).toBe('it fits');
  });

  it('is never wider than its cells, and whole where it fits', () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ minLength: 300 }));
    check(
      fc.property(texts, fc.integer({ min: 4, max: 120 }), (text, width) => {
        const shown = cutMessage(text, width, '…');
        expect(widthOf(shown)).toBeLessThanOrEqual(width);
        if (widthOf(text) <= width) expect(shown).toBe(text);
      }),
      300,
    );
  });
});

describe('a path that is cut', () => {
  it('shows its end', () => {
    expect(cutStart('/var/log/shop/2024-07/part-0001.jsonl', 16, '…')).toBe('…part-0001.jsonl');
    expect(cutStart('/var/log/日本/ログ.jsonl', 11, '…')).toBe('…ログ.jsonl');
    expect(cutStart('part.json', 9, '…')).toBe('part.json');
  });

  it('is never wider than its cells, and whole where it fits', () => {
    check(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const shown = cutStart(text, width, '…');
        expect(widthOf(shown)).toBeLessThanOrEqual(width);
        if (widthOf(text) <= width) expect(shown).toBe(text);
      }),
      300,
    );
  });
});

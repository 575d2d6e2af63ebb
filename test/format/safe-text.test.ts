import { describe, expect, it } from 'vitest';
import { safeLines, safeText } from '../../source/format/safe-text.ts';

describe('text shown on a terminal', () => {
  it.each([
    ['an escape sequence', '\u001b[2Jx', '␛[2Jx'],
    ['a line feed', 'a\nb', 'a␊b'],
    ['a bell and DEL', '\u0007\u007f', '␇␡'],
    ['a C1 control', 'a\u009b31m', 'a<U+009B>31m'],
    ['a mark that turns the direction', 'a\u202eb', 'a<U+202E>b'],
    ['an invisible character', 'a\u200bb\ufeff', 'a<U+200B>b<U+FEFF>'],
    ['a tag character', 'a\u{e0041}', 'a<U+E0041>'],
  ])('shows %s as a visible mark', (_, text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it('leaves all other text as it is', () => {
    for (const text of ['plain', 'é日本😀', '']) expect(safeText(text)).toBe(text);
  });

  it('holds no control character, for any character of Unicode', () => {
    for (let code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
      expect(safeText(String.fromCodePoint(code))).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    }
  });

  it('keeps line feeds in text of several lines', () => {
    expect(safeLines('a\u001b\nb\r\n')).toBe('a␛\nb␍\n');
  });
});

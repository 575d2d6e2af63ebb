import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJsonString } from '../../../source/pipeline/text/json-string.ts';
import { TextBuffer } from '../../../source/pipeline/text/text-buffer.ts';
import { bytesOf, joined } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';

const buffer = new TextBuffer();

/** Returns the bytes of a string literal, read from among other bytes. */
function decoded(literal: Uint8Array): Uint8Array {
  const bytes = joined(bytesOf('\\"'), literal, bytesOf('"\\u0041'));
  decodeJsonString(bytes, 2, 2 + literal.length, buffer);
  return buffer.bytes.slice(0, buffer.length);
}

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

describe('a JSON string is decoded to its bytes', () => {
  it.each([
    ['""', ''],
    [String.raw`"\"\\\/\b\f\n\r\t"`, '"\\/\b\f\n\r\t'],
    [String.raw`"\u0041\u00e9\u20AC\uFFFD"`, 'A\xc3\xa9\xe2\x82\xac\xef\xbf\xbd'],
    [String.raw`"\\u0041\\\u0041"`, '\\u0041\\A'],
    // Bytes that are no UTF-8 stay as they are.
    ['"J\xf6rg \\u006f"', 'J\xf6rg o'],
    // Two escapes side by side make a pair, and are one character.
    [String.raw`"\ud83d\ude00"`, '\xf0\x9f\x98\x80'],
    // A lone surrogate is the three bytes that it would have in UTF-8.
    [String.raw`"\ud83d"`, '\xed\xa0\xbd'],
    [String.raw`"\ude00\ud83d"`, '\xed\xb8\x80\xed\xa0\xbd'],
    [String.raw`"\ud83d\ud83d\ude00"`, '\xed\xa0\xbd\xf0\x9f\x98\x80'],
    [String.raw`"\ud83d\u0041"`, '\xed\xa0\xbdA'],
    [String.raw`"\ud83d\\ude00"`, '\xed\xa0\xbd\\ude00'],
    // A half that is in the file as bytes pairs with nothing.
    ['"\\ud83d\xed\xb8\x80"', '\xed\xa0\xbd\xed\xb8\x80'],
    ['"\xed\xa0\xbd\\ude00"', '\xed\xa0\xbd\xed\xb8\x80'],
  ])('%s', (literal, bytes) => {
    expect(decoded(latin1(literal))).toEqual(latin1(bytes));
  });

  it('as JSON.parse does, if the text is well formed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60, size: 'max' });
    check(
      fc.property(text, fc.boolean(), (text, escaped) => {
        const literal = escaped
          ? `"${Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`
          : JSON.stringify(text);
        expect(decoded(bytesOf(literal))).toEqual(bytesOf(text));
      }),
      500,
    );
  });
});

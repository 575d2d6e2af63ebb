import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeText, isUtf8 } from '../../../source/pipeline/text/shown-text.ts';
import { check } from '../../helpers/check.ts';
import { shownText } from '../../helpers/slow-json.ts';

/** Bytes among which beginnings, middles and ends of UTF-8 sequences meet. */
const oddBytes = fc
  .array(
    fc.oneof(
      fc.constantFrom(0x41, 0xc3, 0xa9, 0xed, 0xa0, 0x9f, 0xbd, 0x80, 0xb8, 0xef, 0xbf, 0xbb, 0xe0),
      fc.constantFrom(0xf0, 0x9f, 0x98, 0xf4, 0x8f, 0x90, 0xc0, 0xc1, 0xf5, 0xff),
    ),
    { maxLength: 14, size: 'max' },
  )
  .map((bytes) => Uint8Array.from(bytes));

it.each([
  ['one character that is not UTF-8', [0x4a, 0xf6, 0x72], 'J\ufffdr'],
  ['a surrogate, which has three bytes, as one character', [0xed, 0xa0, 0x80], '\ufffd'],
  ['two halves of a pair as two characters', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], '\ufffd\ufffd'],
  ['the beginning of a sequence as one character', [0xf0, 0x9f, 0x98, 0x41], '\ufffdA'],
  ['a byte-order mark as it stands', [0xef, 0xbb, 0xbf, 0x41], '\ufeffA'],
])('text is shown with U+FFFD for bytes that are not a character: %s', (_, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes))).toBe(text);
});

it('text of any bytes is shown as the platform decodes it, except that a surrogate is one character', () => {
  check(
    fc.property(oddBytes, fc.nat({ max: 3 }), (bytes, from) => {
      const start = Math.min(from, bytes.length);
      const text = shownText(Buffer.from(bytes.subarray(start)).toString('latin1'));
      expect(decodeText(bytes, start)).toBe(text);
    }),
    3000,
  );
});

it('isUtf8 is true if a strict decoder accepts the bytes', () => {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const isTaken = (bytes: Uint8Array): boolean => {
    try {
      strict.decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  const bytes = fc.oneof(
    oddBytes,
    fc.string({ unit: 'binary', maxLength: 6 }).map((text) => new Uint8Array(Buffer.from(text))),
  );
  check(
    fc.property(bytes, (bytes) => {
      expect(isUtf8(bytes, 0, bytes.length)).toBe(isTaken(bytes));
    }),
    3000,
  );
});

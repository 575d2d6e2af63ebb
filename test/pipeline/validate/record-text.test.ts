import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../source/pipeline/text/bytes.ts';
import { RecordText } from '../../../source/pipeline/validate/record-text.ts';
import { check } from '../../helpers/check.ts';

const plainDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(encodeUtf8),
  fc.string({ maxLength: 20 }).map(encodeUtf8),
);
const place = fc.nat(30);

describe('the text of a record', () => {
  it('is what a decoder makes of its bytes, few or many', () => {
    check(
      fc.property(anyBytes, place, place, (bytes, a, b) => {
        const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
        expect(decodeUtf8(bytes, from, to)).toBe(plainDecoder.decode(bytes.subarray(from, to)));
      }),
      1000,
    );
  });

  it('is the same for a part of the record, whatever the rest of it', () => {
    check(
      fc.property(anyBytes, place, place, fc.integer({ min: 1, max: 10 }), (bytes, a, b, count) => {
        const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
        const first = (text: string): string => [...text].slice(0, count).join('');
        const text = new RecordText();
        expect(text.begin(bytes, 0, bytes.length, count)).toBe(first(plainDecoder.decode(bytes)));
        const part = plainDecoder.decode(bytes.subarray(from, to));
        expect(text.ofField({ kind: 'object', from, to }, count)).toBe(first(part));
      }),
      2000,
    );
  });
});

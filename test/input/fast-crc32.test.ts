import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fastCrc32 } from '../../source/input/fast-crc32.ts';
import { crc32 } from '../../source/pipeline/text/crc32.ts';
import { check } from '../helpers/check.ts';

it('a checksum is that of zlib, also where the runtime has none', () => {
  const few = fc.uint8Array({ maxLength: 40 });
  check(
    fc.property(few, few, (first, second) => {
      const whole = fastCrc32(new Uint8Array([...first, ...second]));
      expect(fastCrc32(second, fastCrc32(first))).toBe(whole);
      expect(crc32(second, crc32(first, 0))).toBe(whole);
    }),
    50,
  );
  expect(crc32(Buffer.from('123456789'), 0)).toBe(0xcbf43926);
});

import { BACKSLASH } from '../../pipeline/text/bytes.ts';

/** How the escapes of halves of characters begin. */
const BEGINNINGS = ['\\ud', '\\uD'];
const ESCAPE_BYTES = 6;

/** Whether the text has an escape of half a character (a lone surrogate). Without a backslash that is one pass of memchr. */
export function hasHalf(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!text.includes(BACKSLASH)) return false;
  for (const beginning of BEGINNINGS) {
    let at = text.indexOf(beginning, 0, 'latin1');
    while (at >= 0) {
      const half = halfAt(text, at);
      const isPair = half === 'first' && halfAt(text, at + ESCAPE_BYTES) === 'second';
      if (half === 'first' && !isPair) return true;
      if (half === 'second' && halfAt(text, at - ESCAPE_BYTES) !== 'first') return true;
      at = text.indexOf(beginning, at + (isPair ? 2 : 1) * ESCAPE_BYTES, 'latin1');
    }
  }
  return false;
}

/** Which half of a character is escaped at `at`, if one is. */
function halfAt(text: Uint8Array, at: number): 'first' | 'second' | undefined {
  if (text[at] !== BACKSLASH || text[at + 1] !== 0x75 || (text[at + 2] | 0x20) !== 0x64) return undefined;
  let before = at;
  while (before > 0 && text[before - 1] === BACKSLASH) before--;
  // An escaped backslash begins no escape.
  if ((at - before) % 2 === 1) return undefined;
  const digit = text[at + 3] | 0x20;
  if (digit === 0x38 || digit === 0x39 || digit === 0x61 || digit === 0x62) return 'first';
  return digit >= 0x63 && digit <= 0x66 ? 'second' : undefined;
}

/** Leaves out the three bytes that UTF-8 would have for half of a character. */
export function withoutHalves(bytes: Uint8Array): Uint8Array {
  // Their first byte is rare.
  if (!bytes.includes(0xed)) return bytes;
  return bytes.filter((byte, at) => {
    for (let back = 0; back < 3; back++) {
      const [lead, next] = [bytes[at - back], bytes[at - back + 1]];
      if (lead === 0xed && next >= 0xa0 && next <= 0xbf) return false;
    }
    return byte >= 0;
  });
}

import { decodeUtf8 } from './bytes.ts';

/** Replaces bytes that are not a character. */
export const REPLACEMENT = '\ufffd';
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd];

/**
 * Returns the text of `bytes[from..to)` as it is shown and written (spec section 1). The three bytes of a surrogate are
 * one U+FFFD; other bytes that are not UTF-8 become as many as a decoder makes of them (WHATWG Encoding, section 4.1).
 */
export function decodeText(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const text = decodeUtf8(bytes, from, to);
  if (!text.includes(REPLACEMENT)) return text;
  let replaced: Uint8Array | undefined;
  for (let at = from; at + 2 < to; at++) {
    if (!isSurrogate(bytes, at)) continue;
    replaced ??= bytes.slice(from, to);
    replaced.set(REPLACEMENT_BYTES, at - from);
  }
  return replaced === undefined ? text : decodeUtf8(replaced);
}

/** Returns whether the three bytes at `at` would be a surrogate if UTF-8 allowed it. */
function isSurrogate(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xed && bytes[at + 1] >= 0xa0 && bytes[at + 1] < 0xc0 && bytes[at + 2] >> 6 === 0b10;
}

/** Returns whether `bytes[from..to)` is UTF-8 as RFC 3629 defines it, so that it may be written unchanged. */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    const lead = bytes[at++];
    if (lead < 0x80) continue;
    if (lead < 0xc2 || lead > 0xf4) return false;
    const end = at + (lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3);
    if (end > to) return false;
    // No overlong form, no surrogate, nothing past U+10FFFF.
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (bytes[at] < least || bytes[at] > most) return false;
    for (at++; at < end; at++) if (bytes[at] >> 6 !== 0b10) return false;
  }
  return true;
}

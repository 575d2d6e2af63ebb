import { CLOSE_BRACKET, COMMA, isWhiteSpace, LINE_FEED, OPEN_BRACKET } from './bytes.ts';
import type { Tally } from './tally.ts';

/** Counts what stands between records (spec section 1, last point): separators, stray bytes, lines. */
export function countGap(tally: Tally, bytes: Uint8Array, from: number, to: number, base: number): void {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === LINE_FEED) {
      tally.line++;
      tally.lineStartOffset = base + at + 1;
    }
    if (isWhiteSpace(byte) || byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET) {
      tally.separatorBytes++;
    } else {
      tally.strayBytes++;
    }
  }
}

import { byteClass, CLOSE_BRACKET, COMMA, isWhiteSpace, LINE_FEED, OPEN_BRACKET } from '../text/bytes.ts';
import type { ScanCounters } from './counters.ts';

/** By byte: 1 for white space, commas and brackets, which separate records; 0 for all that is stray. */
const SEPARATES = byteClass(
  (byte) => isWhiteSpace(byte) || byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET,
);

/** Counts what stands between records (spec section 1, last point): separators, stray bytes, lines. */
export function countSeparators(
  counters: ScanCounters,
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
): void {
  const separates = SEPARATES; // a constant of the function: one of the file is looked up for every byte
  let separators = 0;
  let lines = 0;
  let lastLineFeed = -1;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    separators += separates[byte];
    if (byte === LINE_FEED) {
      lines++;
      lastLineFeed = at;
    }
  }
  counters.separatorBytes += separators;
  counters.strayBytes += to - from - separators;
  if (lines === 0) return;
  counters.line += lines;
  counters.lineStartOffset = base + lastLineFeed + 1;
}

import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../text/bytes.ts';
import { endOfFiller, endOfString, endOfWord, stringBytes } from './json-tokens.ts';

/** Where a value of a record is: `bytes[from..to)`. */
export interface ValueSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the values of a record, which must be one valid JSON object, by key. A key is a character for each of its bytes;
 * of equal keys the last wins.
 */
export function membersOf(record: Uint8Array): ReadonlyMap<string, ValueSpan> {
  const members = new Map<string, ValueSpan>();
  const end = record.length;
  for (let at = endOfFiller(record, 1, end); record[at] === QUOTE; at = endOfFiller(record, at, end)) {
    const keyEnd = endOfString(record, at, end);
    const key = stringBytes(record, at, keyEnd);
    const from = endOfFiller(record, keyEnd, end);
    at = endOfValue(record, from, end);
    members.set(key, { from, to: at });
  }
  return members;
}

function endOfValue(record: Uint8Array, from: number, end: number): number {
  const first = record[from];
  if (first === QUOTE) return endOfString(record, from, end);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return endOfWord(record, from, end);
  let depth = 0;
  for (let at = from; at < end; ) {
    const byte = record[at];
    if (byte === QUOTE) {
      at = endOfString(record, at, end);
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1;
    at++;
  }
  return end;
}

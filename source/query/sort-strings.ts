import type { StringInterner } from '../pipeline/columns/interner.ts';
import { part } from './row-list.ts';
import { sortByKey } from './sort-by-key.ts';

/** Texts are told apart by so many bytes of their beginning; texts that agree in them, the shorter comes first. */
export const COMPARED_BYTES = 400;

/** As many bytes as a double holds exactly. */
const KEY_BYTES = 6;

/** Texts are taken this many at a time. */
const BLOCK = 4096;

/**
 * For each of the table's texts its place in the order of code points, which is the byte order of UTF-8 (RFC 3629,
 * section 1). Sorts by length and then by six bytes at a time from the last to the first, so that it can yield; the
 * shares it yields are of the texts there were at the beginning, and so is the answer.
 */
export function* textPlaces(texts: StringInterner): Generator<number, Uint32Array> {
  const { count } = texts;
  const lengths = new Float64Array(count);
  let longest = 0;
  for (let text = 0; text < count; text++) {
    lengths[text] = texts.lengthOf(text);
    longest = Math.max(longest, lengths[text]);
    if (text % BLOCK === 0) yield 0;
  }
  const groups = Math.ceil(Math.min(longest, COMPARED_BYTES) / KEY_BYTES);
  const shareOf = (group: number): number => (groups - group) / (groups + 1);
  let order = yield* part(sortByKey(lengths), 0, shareOf(groups - 1));
  const keys = new Float64Array(count);
  for (let group = groups - 1; group >= 0; group--) {
    for (let text = 0; text < count; text++) {
      keys[text] = keyAt(texts.bytesOf(text), group * KEY_BYTES);
      if (text % BLOCK === 0) yield shareOf(group);
    }
    order = yield* part(sortByKey(keys, { order }), shareOf(group), shareOf(group - 1));
  }
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at++) places[order === undefined ? at : order[at]] = at;
  return places;
}

/** Six bytes from `start` on as one number, zeros behind the end. */
function keyAt(bytes: Uint8Array, start: number): number {
  let key = 0;
  for (let at = start; at < start + KEY_BYTES; at++) key = key * 256 + (at < bytes.length ? bytes[at] : 0);
  return key;
}

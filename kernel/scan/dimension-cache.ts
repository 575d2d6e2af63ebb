/**
 * A 4-way set-associative cache of the texts of all dimensions and their numbers. Most files have few types, and their
 * numbers are found here without leaving the kernel. A lookup takes at most four comparisons, whatever texts a file has.
 * The tag of an entry holds its dimension, since a text has another number in each (decision 012).
 */
import {
  DIMENSION_CACHE_AT,
  DIMENSION_CACHE_SETS,
  DIMENSION_CACHE_WAYS,
  DIMENSION_ENTRY_BYTES,
  DIMENSION_NUMBER,
  DIMENSION_TAG,
  LONGEST_CACHED_TEXT,
  UNCHECKED_FROM_NOW_ON,
} from '../../source/pipeline/kernel/layout';
import { firstBytes, isAscii, mixed } from './bytes';
import { internDimension } from './imports';

/** Returns the number of the text `[from..to)` in a dimension. */
@inline
export function numberOfText(dimension: u32, from: usize, to: usize): u32 {
  const length = to - from;
  if (length > 16) return longTextNumber(dimension, from, to);
  const bytes = firstBytes(from, length);
  const set = setOf(bytes, length);
  for (let way: usize = 0; way < <usize>DIMENSION_CACHE_WAYS; way++) {
    const entry = set + way * DIMENSION_ENTRY_BYTES;
    if (
      load<u32>(entry, DIMENSION_TAG) == tagOf(dimension, length) &&
      !v128.any_true(v128.xor(v128.load(entry), bytes))
    ) {
      return load<u32>(entry, DIMENSION_NUMBER);
    }
  }
  return newText(dimension, from, to, set);
}

function longTextNumber(dimension: u32, from: usize, to: usize): u32 {
  const length = to - from;
  if (length > <usize>LONGEST_CACHED_TEXT) return numberOfUncached(dimension, from, to);
  let hashed = i8x16.splat(0);
  for (let done: usize = 0; done < length; done += 16) {
    // Rotated by a byte each time: otherwise the same 16 bytes twice would cancel out.
    hashed = v128.xor(
      v128.shuffle<u8>(hashed, hashed, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0),
      firstBytes(from + done, min<usize>(length - done, 16)),
    );
  }
  const set = setOf(hashed, length);
  for (let way: usize = 0; way < <usize>DIMENSION_CACHE_WAYS; way++) {
    const entry = set + way * DIMENSION_ENTRY_BYTES;
    if (load<u32>(entry, DIMENSION_TAG) == tagOf(dimension, length) && isAt(entry, from, length))
      return load<u32>(entry, DIMENSION_NUMBER);
  }
  return newText(dimension, from, to, set);
}

/** Gets the number from `FastPath`. */
function numberOfUncached(dimension: u32, from: usize, to: usize): u32 {
  if (!isAscii(from, to, true)) store<u32>(UNCHECKED_FROM_NOW_ON, 1);
  return internDimension(dimension, from, to);
}

function isAt(entry: usize, from: usize, length: usize): bool {
  for (let done: usize = 0; done < length; done += 16) {
    if (
      v128.any_true(v128.xor(v128.load(entry + done), firstBytes(from + done, min<usize>(length - done, 16))))
    )
      return false;
  }
  return true;
}

/** Returns the length and the dimension as one number, which is not 0. `length`: at most LONGEST_CACHED_TEXT. */
@inline
function tagOf(dimension: u32, length: usize): u32 {
  return (dimension << 8) | (<u32>length + 1);
}

@inline
function setOf(bytes: v128, length: usize): usize {
  const set = <usize>(mixed(bytes, length) % DIMENSION_CACHE_SETS);
  return DIMENSION_CACHE_AT + set * (DIMENSION_CACHE_WAYS * DIMENSION_ENTRY_BYTES);
}

/** Gets the number from `FastPath` and caches it in the set, in a free entry or replacing another. */
function newText(dimension: u32, from: usize, to: usize, set: usize): u32 {
  const number = numberOfUncached(dimension, from, to);
  const length = to - from;
  let entry = set + (number % DIMENSION_CACHE_WAYS) * DIMENSION_ENTRY_BYTES;
  for (let way: usize = 0; way < <usize>DIMENSION_CACHE_WAYS; way++) {
    const free = set + way * DIMENSION_ENTRY_BYTES;
    if (load<u32>(free, DIMENSION_TAG) == 0) {
      entry = free;
      break;
    }
  }
  for (let done: usize = 0; done < length || done == 0; done += 16) {
    v128.store(entry + done, firstBytes(from + done, min<usize>(length - done, 16)));
  }
  store<u32>(entry, tagOf(dimension, length), DIMENSION_TAG);
  store<u32>(entry, number, DIMENSION_NUMBER);
  return number;
}

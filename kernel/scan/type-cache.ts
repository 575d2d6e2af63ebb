/**
 * A 4-way set-associative cache of types and their numbers. Most files have few types, and their numbers are found here
 * without leaving the kernel. A lookup takes at most four comparisons, whatever types a file has.
 */
import {
  LONGEST_CACHED_TYPE,
  TYPE_CACHE_AT,
  TYPE_CACHE_SETS,
  TYPE_CACHE_WAYS,
  TYPE_ENTRY_BYTES,
  TYPE_LENGTH,
  TYPE_NUMBER,
} from '../../source/pipeline/kernel/layout';
import { firstBytes, mixed } from './bytes';
import { internType } from './imports';

/** Returns the number of the type `[from..to)`. */
@inline
export function typeNumber(from: usize, to: usize): u32 {
  const length = to - from;
  if (length > 16) return longTypeNumber(from, to);
  const bytes = firstBytes(from, length);
  const set = setOf(bytes, length);
  for (let way: usize = 0; way < <usize>TYPE_CACHE_WAYS; way++) {
    const entry = set + way * TYPE_ENTRY_BYTES;
    if (
      load<u32>(entry, TYPE_LENGTH) == <u32>length + 1 &&
      !v128.any_true(v128.xor(v128.load(entry), bytes))
    ) {
      return load<u32>(entry, TYPE_NUMBER);
    }
  }
  return newType(from, to, set);
}

function longTypeNumber(from: usize, to: usize): u32 {
  const length = to - from;
  if (length > <usize>LONGEST_CACHED_TYPE) return internType(from, to);
  let hashed = i8x16.splat(0);
  for (let done: usize = 0; done < length; done += 16) {
    // Rotated by a byte each time: otherwise the same 16 bytes twice would cancel out.
    hashed = v128.xor(
      v128.shuffle<u8>(hashed, hashed, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0),
      firstBytes(from + done, min<usize>(length - done, 16)),
    );
  }
  const set = setOf(hashed, length);
  for (let way: usize = 0; way < <usize>TYPE_CACHE_WAYS; way++) {
    const entry = set + way * TYPE_ENTRY_BYTES;
    if (load<u32>(entry, TYPE_LENGTH) == <u32>length + 1 && isAt(entry, from, length))
      return load<u32>(entry, TYPE_NUMBER);
  }
  return newType(from, to, set);
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

@inline
function setOf(bytes: v128, length: usize): usize {
  return (
    TYPE_CACHE_AT + <usize>((mixed(bytes, length) % TYPE_CACHE_SETS) * (TYPE_CACHE_WAYS * TYPE_ENTRY_BYTES))
  );
}

/** Gets the number from `FastPath` and caches it in the set, in a free entry or replacing another. */
function newType(from: usize, to: usize, set: usize): u32 {
  const number = internType(from, to);
  const length = to - from;
  let entry = set + (number % TYPE_CACHE_WAYS) * TYPE_ENTRY_BYTES;
  for (let way: usize = 0; way < <usize>TYPE_CACHE_WAYS; way++) {
    const free = set + way * TYPE_ENTRY_BYTES;
    if (load<u32>(free, TYPE_LENGTH) == 0) {
      entry = free;
      break;
    }
  }
  for (let done: usize = 0; done < length || done == 0; done += 16) {
    v128.store(entry + done, firstBytes(from + done, min<usize>(length - done, 16)));
  }
  store<u32>(entry, <u32>length + 1, TYPE_LENGTH);
  store<u32>(entry, number, TYPE_NUMBER);
  return number;
}

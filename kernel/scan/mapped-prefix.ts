/**
 * Key prefixes for the mapped reader: as `readPrefix`, but what a key means depends on where it is. An entry of the
 * cache holds its meaning in each context, so the same bytes under another object mean there what they mean there
 * (decision 012).
 */
import {
  MAPPED_KEY_BYTES,
  MAPPED_KEY_COUNT,
  MAPPED_KEYS_AT,
  MOST_TRACKED,
  PLACE_BYTES,
  PLACE_IN_TRACKED,
  SPANS_SHIFT,
} from '../../source/pipeline/kernel/layout';
import { lineFeeds, REFUSED } from './bytes';
import { meaningOfEscapedKey } from './imports';
import {
  cache,
  ELSEWHERE,
  IN_RECORD,
  isPlainKey,
  keyEnd,
  keyFrom,
  LONGEST_CACHED,
  NEXT,
  NOT_CACHED,
  OBJECT_ENDS,
  passKey,
  RECORD_START,
} from './key-prefix';
import { plainKeyFields } from './keys';

/** What `readMappedPrefix` read last: its entry, and what its key means in the context, or OBJECT_ENDS. */
export let parsedEntry: usize = RECORD_START;
export let parsedMeaning: u32 = 0;

/**
 * Parses the key prefix at `from`, after the prefix `last`, and caches it. `context`: IN_RECORD, ELSEWHERE, or the place of
 * a tracked object. `open`: the open containers; `{"id":` in the record and in an object of it are to have entries of their
 * own, or each of them would forget what came next after the other. Returns the address of the value or of the brace that
 * closes the object, and sets `parsedEntry` and `parsedMeaning`; or REFUSED.
 */
export function readMappedPrefix(from: usize, last: usize, state: usize, context: usize, open: u32): usize {
  const feedsBefore = lineFeeds;
  const at = passKey(from, state);
  if (at == REFUSED) return REFUSED;
  if (keyFrom == 0) {
    parsedMeaning = OBJECT_ENDS;
    return at;
  }
  const key = keyFrom;
  const end = keyEnd;
  const isPlain = isPlainKey;
  parsedMeaning = 0;
  parsedEntry = NOT_CACHED;
  if (isPlain || context != ELSEWHERE) {
    if (at - from <= LONGEST_CACHED) {
      const inRecord = meaningOf(key, end, isPlain, 0);
      const salt = (open * 0x9e3779b1) >> 24;
      parsedEntry = cache(from, at - from, state, lineFeeds - feedsBefore, inRecord, salt);
      for (let tracked: u32 = 1; tracked <= <u32>MOST_TRACKED; tracked++) {
        store<u16>(parsedEntry + placeOf(tracked), <u16>meaningOf(key, end, isPlain, tracked));
      }
      parsedMeaning = context == IN_RECORD ? inRecord : <u32>load<u16>(parsedEntry + context);
    } else if (context == IN_RECORD) parsedMeaning = meaningOf(key, end, isPlain, 0);
    else if (context != ELSEWHERE) {
      parsedMeaning = meaningOf(key, end, isPlain, numberOf(context));
    }
  }
  store<u32>(last + state, <u32>parsedEntry, NEXT);
  return at;
}

/** Returns the context of a tracked object, the place of its meanings in an entry. */
@inline
export function placeOf(tracked: u32): usize {
  return PLACE_IN_TRACKED - PLACE_BYTES + PLACE_BYTES * <usize>tracked;
}

/** Returns the number of the tracked object whose context this is. */
@inline
export function numberOf(context: usize): u32 {
  return <u32>(context - (PLACE_IN_TRACKED - PLACE_BYTES)) / PLACE_BYTES;
}

/** Returns what the key `[from..to)` means in the record (0) or in a tracked object (its number). */
function meaningOf(from: usize, to: usize, isPlain: bool, context: u32): u32 {
  if (!isPlain) return meaningOfEscapedKey(from, to, context);
  const first = <usize>load<u32>(MAPPED_KEYS_AT);
  const end = first + MAPPED_KEY_BYTES * <usize>load<u32>(MAPPED_KEY_COUNT);
  const meaning: u32 = context == 0 ? (plainKeyFields(from) & 0xff) << SPANS_SHIFT : 0;
  // With the closing quote, which no key holds unless it is escaped.
  const length = to + 1 - from;
  for (let key = first; key < end; key += MAPPED_KEY_BYTES) {
    if (
      load<u32>(key, 4) == length &&
      load<u32>(key, 8) == context &&
      isEqual(from, load<u32>(key), length)
    ) {
      return meaning | load<u32>(key, 12);
    }
  }
  return meaning;
}

function isEqual(from: usize, key: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) {
    if (load<u8>(from + i) != load<u8>(key + i)) return false;
  }
  return true;
}

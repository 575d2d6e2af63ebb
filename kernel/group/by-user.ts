/**
 * Sorts the rows of a partition by key; rows of the same key stay in their order. A radix sort from the last digit
 * (Harold H. Seward, 1954) that moves whole rows: a partition and its copy fit into a core's cache, so this is faster
 * than sorting indices and fetching rows by them. Only bits in which keys differ are looked at, usually one digit.
 */
import {
  events,
  eventsIn,
  keys,
  keysIn,
  MOST_DIGIT_BITS,
  next,
  otherEvents,
  otherKeys,
  otherTimes,
  times,
  timesIn,
  swapBuffers,
} from './memory';

/** Sorts the input rows into `keys`, `events` and `times`. */
export function sortByUser(count: u32, isWide: bool): void {
  let differing: u32 = 0;
  const first = load<u32>(keysIn);
  for (let i: usize = 1; i < <usize>count; i++) differing |= load<u32>(keysIn + 4 * i) ^ first;
  // If all keys are equal, one digit of no bits copies the rows.
  let shift: u32 = differing == 0 ? 0 : ctz(differing);
  const bits: u32 = 32 - clz(differing) - shift;
  const passes: u32 = differing == 0 ? 1 : (bits + MOST_DIGIT_BITS - 1) / MOST_DIGIT_BITS;
  const digitBits: u32 = differing == 0 ? 0 : (bits + passes - 1) / passes;
  const mask: u32 = (1 << digitBits) - 1;
  countDigits(keysIn, count, shift, mask);
  if (isWide) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const key = load<u32>(keysIn + 4 * i);
      const to = takePlace((key >> shift) & mask);
      store<u32>(keys + 4 * to, key);
      store<u32>(events + 4 * to, load<u32>(eventsIn + 4 * i));
      store<u64>(times + 8 * to, <u64>load<f64>(timesIn + 8 * i));
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i++) {
      const key = load<u32>(keysIn + 4 * i);
      const to = takePlace((key >> shift) & mask);
      store<u32>(keys + 4 * to, key);
      store<u32>(events + 4 * to, load<u32>(eventsIn + 4 * i));
      store<u64>(times + 8 * to, <u64>load<u32>(timesIn + 4 * i));
    }
  }
  for (let pass: u32 = 1; pass < passes; pass++) {
    shift += digitBits;
    countDigits(keys, count, shift, mask);
    for (let i: usize = 0; i < <usize>count; i++) {
      const key = load<u32>(keys + 4 * i);
      const to = takePlace((key >> shift) & mask);
      store<u32>(otherKeys + 4 * to, key);
      store<u32>(otherEvents + 4 * to, load<u32>(events + 4 * i));
      store<u64>(otherTimes + 8 * to, load<u64>(times + 8 * i));
    }
    swapBuffers();
  }
}

/** Returns the position of the next row with this digit, and advances it. */
@inline
function takePlace(digit: u32): usize {
  const at = next + 4 * <usize>digit;
  const place = load<u32>(at);
  store<u32>(at, place + 1);
  return place;
}

function countDigits(from: usize, count: u32, shift: u32, mask: u32): void {
  memory.fill(next, 0, 4 * (<usize>mask + 1));
  for (let i: usize = 0; i < <usize>count; i++) takePlace((load<u32>(from + 4 * i) >> shift) & mask);
  let start: u32 = 0;
  for (let digit: usize = 0; digit <= <usize>mask; digit++) {
    const size = load<u32>(next + 4 * digit);
    store<u32>(next + 4 * digit, start);
    start += size;
  }
}

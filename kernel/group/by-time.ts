/** Sorts the rows of one user by time; rows of the same time stay in their order. */
import { nanosecondsOf } from './imports';
import { events, eventsIn, times, timesIn } from './memory';

/** Shorter runs of rows are sorted by insertion. */
const SHORT_RUN: u32 = 16;

let typeBits: u64 = 0;
let hasNanoseconds: bool = false;

/** Sets how times are read: the number of bits below the seconds, and whether events have fractions of a second. */
export function setTimeFormat(bits: u32, nanoseconds: bool): void {
  typeBits = bits;
  hasNanoseconds = nanoseconds;
}

/** The seconds of the row at `at`, counted from the earliest event. */
@inline
export function secondsAt(at: usize): u64 {
  return load<u64>(times + 8 * at) >> typeBits;
}

/** The nanoseconds of the row at `at`. Call it only to compare rows of equal seconds: it calls the host. */
@inline
export function nanosecondsAt(at: usize): u32 {
  return hasNanoseconds ? nanosecondsOf(load<u32>(events + 4 * at)) : 0;
}

/**
 * Sorts the rows `[from..to)`: short runs by insertion, then merges two at a time, which costs nothing if they are in
 * order already. Overwrites the input columns.
 */
export function sortByTime(from: u32, to: u32): void {
  for (let start = from; start < to; start += SHORT_RUN) insert(start, min(start + SHORT_RUN, to));
  for (let width = SHORT_RUN; width < to - from; width *= 2) {
    for (let middle = from + width; middle < to; middle += 2 * width) {
      merge(middle - width, middle, min(middle + width, to));
    }
  }
}

function insert(from: u32, to: u32): void {
  for (let i: usize = from + 1; i < <usize>to; i++) {
    const time = load<u64>(times + 8 * i);
    const event = load<u32>(events + 4 * i);
    let at = i;
    while (
      at > <usize>from &&
      isBefore(time, event, load<u64>(times + 8 * (at - 1)), load<u32>(events + 4 * (at - 1)))
    ) {
      store<u64>(times + 8 * at, load<u64>(times + 8 * (at - 1)));
      store<u32>(events + 4 * at, load<u32>(events + 4 * (at - 1)));
      at--;
    }
    store<u64>(times + 8 * at, time);
    store<u32>(events + 4 * at, event);
  }
}

/** Merges the rows `[from..middle)` and `[middle..to)`, each of which is in order. */
function merge(from: u32, middle: u32, to: u32): void {
  const last: usize = middle - 1;
  const first: usize = middle;
  if (
    !isBefore(
      load<u64>(times + 8 * first),
      load<u32>(events + 4 * first),
      load<u64>(times + 8 * last),
      load<u32>(events + 4 * last),
    )
  )
    return;
  const size: usize = middle - from;
  memory.copy(timesIn, times + 8 * <usize>from, 8 * size);
  memory.copy(eventsIn, events + 4 * <usize>from, 4 * size);
  let left: usize = 0;
  let right: usize = middle;
  let at: usize = from;
  while (left < size) {
    const leftTime = load<u64>(timesIn + 8 * left);
    const leftEvent = load<u32>(eventsIn + 4 * left);
    if (
      right < <usize>to &&
      isBefore(load<u64>(times + 8 * right), load<u32>(events + 4 * right), leftTime, leftEvent)
    ) {
      store<u64>(times + 8 * at, load<u64>(times + 8 * right));
      store<u32>(events + 4 * at, load<u32>(events + 4 * right));
      right++;
    } else {
      store<u64>(times + 8 * at, leftTime);
      store<u32>(events + 4 * at, leftEvent);
      left++;
    }
    at++;
  }
}

@inline
function isBefore(time: u64, event: u32, otherTime: u64, otherEvent: u32): bool {
  const seconds = time >> typeBits;
  const otherSeconds = otherTime >> typeBits;
  if (seconds != otherSeconds) return seconds < otherSeconds;
  return hasNanoseconds && nanosecondsOf(event) < nanosecondsOf(otherEvent);
}

/**
 * Sorts the events of a partition by user and time, finds duplicates and cuts sessions (spec sections 4 and 5). Compiled
 * to WebAssembly. `KernelPartition` (source/pipeline/group/kernel-partition.ts) calls it; `PlainPartition` is its slow
 * twin.
 */
import { nanosecondsAt, setTimeFormat, secondsAt, sortByTime } from './by-time';
import { sortByUser } from './by-user';
import { hasId, typeOf } from './imports';
import { writeSessions } from './session-rows';
import {
  duplicates,
  endSeconds,
  eventCount,
  events,
  firstOfType,
  keys,
  originals,
  runOfType,
  sessionStart,
  startSeconds,
  times,
  userStart,
} from './memory';

export {
  duplicates,
  endSeconds,
  eventCount,
  events,
  eventsIn,
  keysIn,
  originals,
  prepare,
  rowsOut,
  sessionStart,
  startSeconds,
  timesIn,
  userStart,
} from './memory';

/** How many users, sessions and duplicates the last `group` found. */
export let userCount: u32 = 0;
export let sessionCount: u32 = 0;
export let duplicateCount: u32 = 0;

let typeBits: u32 = 0;
/** Which events have ids: those are compared with none here, since their duplicates were found before. */
const SOME: u32 = 1;
const ALL: u32 = 2;
let ids: u32 = 0;
/** The number of the latest run of events of one user and instant, and the last row known to be in it. */
let run: u32 = 0;
let lastOfRun: u32 = 0;
const NO_ROW: u32 = u32.MAX_VALUE;
let leastSeconds: f64 = 0;

/**
 * Groups the `count` input rows, at least one. `start`: the position of the first among all events. `bits`: how many bits
 * of a time, below the seconds, hold the type; 0 if the host must be asked for types. `gap`: in seconds, infinite without
 * a gap. `least`: what the seconds are counted from. `idShare`: how many events have ids, 0 for none.
 */
export function group(
  count: u32,
  start: u32,
  isWide: bool,
  bits: u32,
  hasNanoseconds: bool,
  gap: f64,
  least: f64,
  idShare: u32,
): void {
  typeBits = bits;
  ids = idShare;
  leastSeconds = least;
  userCount = 0;
  sessionCount = 0;
  duplicateCount = 0;
  setTimeFormat(bits, hasNanoseconds);
  sortByUser(count, isWide);
  for (let from: u32 = 0; from < count; ) {
    const key = load<u32>(keys + 4 * <usize>from);
    let before = secondsAt(from);
    let isInTime = true;
    let to = from + 1;
    for (; to < count && load<u32>(keys + 4 * <usize>to) == key; to++) {
      const seconds = secondsAt(to);
      if (seconds <= before && (seconds < before || nanosecondsAt(to) < nanosecondsAt(to - 1)))
        isInTime = false;
      before = seconds;
    }
    // Most files are in order of time: only the events of other users are sorted.
    if (!isInTime) sortByTime(from, to);
    store<u32>(userStart + 4 * <usize>userCount, start + from);
    userCount++;
    groupUser(start, from, to, gap);
    from = to;
  }
}

/** Finds the duplicates and cuts the sessions of one user. */
function groupUser(start: u32, from: u32, to: u32, gap: f64): void {
  lastOfRun = NO_ROW;
  let kept: u32 = 1;
  let before = secondsAt(from);
  beginSession(start + from, before);
  for (let at = from + 1; at < to; at++) {
    const seconds = secondsAt(at);
    const apart = seconds - before;
    if (apart == 0) {
      if (isDuplicate(at)) continue;
    } else {
      if (<f64>apart >= gap && (<f64>apart > gap || nanosecondsAt(at) > nanosecondsAt(at - 1))) {
        endSession(kept, before);
        beginSession(start + at, seconds);
        kept = 0;
      }
      before = seconds;
    }
    kept++;
  }
  endSession(kept, before);
}

@inline
function beginSession(place: u32, seconds: u64): void {
  store<u32>(sessionStart + 4 * <usize>sessionCount, place);
  store<f64>(startSeconds + 8 * <usize>sessionCount, leastSeconds + <f64>seconds);
}

@inline
function endSession(kept: u32, seconds: u64): void {
  store<u32>(eventCount + 4 * <usize>sessionCount, kept);
  store<f64>(endSeconds + 8 * <usize>sessionCount, leastSeconds + <f64>seconds);
  sessionCount++;
}

/**
 * Whether the row, which has the same seconds as the one before, is a duplicate of an event with the same user, nanosecond
 * and type. Linear, however many events share an instant.
 */
function isDuplicate(at: u32): bool {
  if (ids == ALL || nanosecondsAt(at - 1) != nanosecondsAt(at)) return false;
  if (lastOfRun != at - 1) beginRun(at - 1);
  lastOfRun = at;
  if (ids == SOME && hasId(load<u32>(events + 4 * <usize>at))) return false;
  const type = <usize>typeAt(at) * sizeof<u32>();
  const event = load<u32>(events + 4 * <usize>at);
  if (load<u32>(runOfType + type) == run) {
    store<u32>(duplicates + 4 * <usize>duplicateCount, event);
    store<u32>(originals + 4 * <usize>duplicateCount, load<u32>(firstOfType + type));
    duplicateCount++;
    return true;
  }
  store<u32>(runOfType + type, run);
  store<u32>(firstOfType + type, event);
  return false;
}

/** Begins a run of events of one user and instant with this row. */
function beginRun(at: u32): void {
  run++;
  if (ids == SOME && hasId(load<u32>(events + 4 * <usize>at))) return;
  const type = <usize>typeAt(at) * sizeof<u32>();
  store<u32>(firstOfType + type, load<u32>(events + 4 * <usize>at));
  store<u32>(runOfType + type, run);
}

@inline
function typeAt(at: u32): u32 {
  if (typeBits == 0) return typeOf(load<u32>(events + 4 * <usize>at));
  return <u32>load<u64>(times + 8 * <usize>at) & ((1 << typeBits) - 1);
}

/** Writes the sessions of the last `group` as CSV rows to `rowsOut`. Returns the bytes written. See `writeSessions`. */
export function sessionRows(start: u32, firstUser: u32, withGap: bool): usize {
  return writeSessions(userCount, sessionCount, start, firstUser, withGap);
}

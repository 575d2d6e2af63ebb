/** The addresses of all columns, which lie end to end, each with room for the same number of rows. */

/** Input: the key of each event's user, the event, and its time, as 32-bit integers or, if `isWide`, as doubles. */
export let keysIn: usize = 0;
export let eventsIn: usize = 0;
export let timesIn: usize = 0;

/**
 * The sorted rows: keys and events in 32 bits, times in 64. Each column has a second buffer that a sort moves rows to.
 */
export let keys: usize = 0;
export let events: usize = 0;
export let times: usize = 0;
export let otherKeys: usize = 0;
export let otherEvents: usize = 0;
export let otherTimes: usize = 0;

/** For each value of a digit, the position of its next row. */
export let next: usize = 0;
export const MOST_DIGIT_BITS: u32 = 11;

/** For each type the first event that had it in a run of events of one user and instant, and the number of that run. */
export let firstOfType: usize = 0;
export let runOfType: usize = 0;

/** Output: see `PartitionGroups`. */
export let userStart: usize = 0;
export let sessionStart: usize = 0;
export let eventCount: usize = 0;
export let duplicates: usize = 0;
export let originals: usize = 0;
/** For each session the seconds of its first and its last event, as doubles. */
export let startSeconds: usize = 0;
export let endSeconds: usize = 0;
/** CSV rows of the sessions, each no longer than this; and dates as text, cached by the last bits of their day. */
export let rowsOut: usize = 0;
const MOST_ROW_BYTES: usize = 96;
export let dates: usize = 0;
export const DATES: i64 = 64;
export const DATE_BYTES: usize = 24;

/** Columns are this many bytes apart, so that no two share a cache line. */
const APART: usize = 64;
let end: usize = 0;

/** Makes room for partitions of `rows` rows and for `types` types. All contents are lost. */
export function prepare(rows: u32, types: u32): void {
  end = (__heap_base + APART) & ~(APART - 1);
  const columnBytes = <usize>rows * sizeof<u32>();
  keysIn = column(columnBytes);
  eventsIn = column(columnBytes);
  timesIn = column(2 * columnBytes);
  keys = column(columnBytes);
  events = column(columnBytes);
  times = column(2 * columnBytes);
  otherKeys = column(columnBytes);
  otherEvents = column(columnBytes);
  otherTimes = column(2 * columnBytes);
  next = column(4 << MOST_DIGIT_BITS);
  firstOfType = column(4 * <usize>types);
  runOfType = column(4 * <usize>types);
  userStart = column(columnBytes);
  sessionStart = column(columnBytes);
  eventCount = column(columnBytes);
  duplicates = column(columnBytes);
  originals = column(columnBytes);
  startSeconds = column(2 * columnBytes);
  endSeconds = column(2 * columnBytes);
  dates = column(<usize>DATES * DATE_BYTES);
  rowsOut = column(<usize>rows * MOST_ROW_BYTES);
  const missing = <i32>((end + 0xffff) >> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
  // Old contents could be taken for a type seen in a later run, or for a cached day.
  memory.fill(runOfType, 0, 4 * <usize>types);
  memory.fill(dates, 0, <usize>DATES * DATE_BYTES);
}

/** Exchanges the sorted rows with their second buffers, to which a pass has moved them. */
export function swapBuffers(): void {
  const oldKeys = keys;
  const oldEvents = events;
  const oldTimes = times;
  keys = otherKeys;
  events = otherEvents;
  times = otherTimes;
  otherKeys = oldKeys;
  otherEvents = oldEvents;
  otherTimes = oldTimes;
}

function column(byteLength: usize): usize {
  const at = end;
  end = (at + byteLength + APART) & ~(APART - 1);
  return at;
}

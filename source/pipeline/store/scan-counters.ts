/** The counts up to a place in the input, and where that place is. */
export class ScanCounters {
  /** Records found; also the number of the last one. */
  records = 0;
  recordBytes = 0;
  /** White space, commas and brackets between records, and a leading byte-order mark. */
  separatorBytes = 0;
  /** What is before the rows of a table: comments and the header line. */
  headerBytes = 0;
  /** Everything else between records. */
  strayBytes = 0;
  /** What surrounds the records in an envelope (spec section 14). */
  envelopeBytes = 0;
  /** Control lines, as of bulk files, and their bytes. */
  controlLines = 0;
  controlBytes = 0;
  /** Stray bytes since the last line feed or the last record's end, whichever is later (spec section 1). */
  strayBytesOnLine = 0;
  /** Stray runs that have ended: see StrayBatch. A run is open as long as `strayBytesOnLine` is not 0. */
  strayRuns = 0;
  /** Those that a record follows on their line. */
  strayPrefixes = 0;
  /** The byte offsets at which the open run begins and at which its last stray byte ends, and its line. */
  openStrayOffset = 0;
  openStrayEndOffset = 0;
  openStrayLine = 0;
  /** Events whose time was written with an offset other than that of UTC, and without any zone. */
  offsetTimes = 0;
  zonelessTimes = 0;
  /** The line, from 1, of the next byte to read, and the byte offset at which that line begins. */
  line = 1;
  /** NaN if a scan began within the file and has seen no line feed yet. */
  lineStartOffset = 0;
  /**
   * Which containers of an envelope are open on the way to its records (scan/shape): bits below a leading 1, the innermost
   * last, 1 for an object and 0 for an array.
   */
  open = 1;
  /** Within a value of an envelope that is skipped: 1 more than the containers that are open in it; else 0. */
  skipDepth = 0;
  /** 1 within a string of a skipped value. */
  skipInString = 0;
  /** The last byte of a skipped value that is no white space. */
  skipPrevious = 0;
  /** 1 at a single record in an envelope, the value of a key. */
  atRecord = 0;
  /** The byte offset up to which no envelope begins, as a search has shown. */
  probedTo = 0;
  /** The byte offset up to which objects in which an envelope begins are known to be no events. */
  noEventsTo = 0;
  /** The column, from 0, of the key of the next record. */
  keyColumn = 0;
}

/** The counts that add up when two scans are joined. */
const SUMS = [
  ...(['records', 'recordBytes', 'separatorBytes', 'headerBytes', 'strayBytes', 'envelopeBytes'] as const),
  ...(['controlLines', 'controlBytes', 'offsetTimes', 'zonelessTimes', 'line'] as const),
  ...(['strayRuns', 'strayPrefixes'] as const),
] as const;

/** Adds the counts of what comes before to those of a scan that began at 0. */
export function addCounts(counters: ScanCounters, before: Readonly<ScanCounters>): void {
  counters.openStrayLine += before.line;
  for (const name of SUMS) counters[name] += before[name];
}

/** Returns the counters of an object that has more fields than these. */
export function copyCounters(from: Readonly<ScanCounters>): ScanCounters {
  const counters = new ScanCounters();
  for (const name of Object.keys(counters) as (keyof ScanCounters)[]) counters[name] = from[name];
  return counters;
}

/** The counters that start at zero with each file: the place in it, and what is open there. */
const FIRST_PLACE: Partial<ScanCounters> = Object.fromEntries(
  Object.entries(new ScanCounters()).filter(
    ([name]) => name === 'line' || !(SUMS as readonly string[]).includes(name),
  ),
);

/** Sets the place in a file to that of other counters; the counts stay. */
export function resumePlace(counters: ScanCounters, at: Readonly<ScanCounters>): void {
  for (const name of Object.keys(FIRST_PLACE) as (keyof ScanCounters)[]) counters[name] = at[name];
}

/** Sets counters to the beginning of another file: counts go on, nothing is open, and line 1 begins at `lineStartOffset`. */
export function beginPlace(counters: ScanCounters, line = 1, lineStartOffset = 0): void {
  Object.assign(counters, FIRST_PLACE, { line, lineStartOffset });
}

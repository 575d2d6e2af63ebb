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
}

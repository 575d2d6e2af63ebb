import { CLOSE_BRACKET, COMMA, isWhiteSpace, LINE_FEED, OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { SEGMENT_BITS, SEGMENT_MASK } from './event-segment.ts';
import type { EventStore } from './event-store.ts';
import { FastRecord, IN_BYTES } from './fast-record.ts';
import type { PipelineSettings } from './settings.ts';
import type { Tally } from './tally.ts';
import type { Window } from './window-buffer.ts';

/**
 * The hot loop: ordinary records, from bytes to rows in the store. It reads the gap before a record, the record, and
 * goes on until it meets one that FastRecord refuses, which it leaves untouched, at its brace, for the careful lane.
 * What it counts on the way is kept in local variables, and put back where it belongs at the end.
 */
export class FastLane {
  private readonly record: FastRecord;
  private readonly maxRecordBytes: number;

  constructor(
    settings: PipelineSettings,
    private readonly store: EventStore,
    private readonly tally: Tally,
  ) {
    this.record = new FastRecord(settings);
    this.maxRecordBytes = settings.maxRecordBytes;
  }

  /** Whether this lane can find the wanted keys at all. */
  get usable(): boolean {
    return this.record.usable;
  }

  /**
   * Reads on from `from`, a place between records. Answers the window's end, or the brace of a record it refuses.
   */
  run({ bytes, view, to, base }: Window, from: number): number {
    const { store, tally, record, maxRecordBytes } = this;
    const { users, types } = store;
    const { time, values } = record;
    let { line, lineStartOffset, records, recordBytes, separatorBytes, strayBytes } = tally;
    let { count } = store;
    let segment = store.segmentFor(line);
    const firstUnresolved = count;
    let at = from;
    for (;;) {
      // The gap: whatever stands between records.
      let byte = bytes[at];
      while (byte !== OPEN_BRACE && at < to) {
        if (byte === LINE_FEED) {
          line++;
          lineStartOffset = base + at + 1;
          separatorBytes++;
        } else if (isWhiteSpace(byte) || byte === COMMA || byte === OPEN_BRACKET || byte === CLOSE_BRACKET) {
          separatorBytes++;
        } else {
          strayBytes++;
        }
        byte = bytes[++at];
      }
      if (at >= to) break;

      const end = record.read(bytes, view, at);
      if (end < 0 || end - at > maxRecordBytes) break;
      // Integers are looked up later, many at once: see Users.resolveIntegers.
      const user =
        record.userInteger !== IN_BYTES
          ? users.provisional(record.userInteger)
          : users.internBytes(bytes, view, record.userFrom, record.userTo);
      const type = types.intern(bytes, view, record.typeFrom, record.typeTo);
      const row = count & SEGMENT_MASK;
      if (row === 0) {
        store.count = count;
        segment = store.segmentFor(line);
      }
      segment.user[row] = user;
      segment.type[row] = type;
      segment.seconds[row] = time.seconds;
      if (time.nanoseconds !== 0) segment.nanoseconds[row] = time.nanoseconds;
      segment.byteOffset[row] = base + at;
      segment.lineDelta[row] = line - segment.lineBase;
      count++;
      records++;
      recordBytes += end - at;
      if (values.lineFeeds !== 0) {
        line += values.lineFeeds;
        lineStartOffset = base + values.lastLineFeed + 1;
      }
      at = end;
    }
    store.count = count;
    this.resolveUsers(firstUnresolved);
    tally.line = line;
    tally.lineStartOffset = lineStartOffset;
    tally.records = records;
    tally.recordBytes = recordBytes;
    tally.separatorBytes = separatorBytes;
    tally.strayBytes = strayBytes;
    return at;
  }

  /** Turns the integers put into the user column since event `from` into users. */
  private resolveUsers(from: number): void {
    const { users, segments, count } = this.store;
    for (let event = from; event < count; ) {
      const end = Math.min(count, (event | SEGMENT_MASK) + 1);
      const first = event & SEGMENT_MASK;
      users.resolveIntegers(segments[event >>> SEGMENT_BITS].user, first, first + end - event);
      event = end;
    }
  }
}

import { ByteTable, type ByteTableColumns } from './byte-table.ts';
import { decodeUtf8 } from './bytes.ts';
import {
  createSegment,
  type EventSegment,
  lineInSegment,
  rebaseLines,
  SEGMENT_BITS,
  SEGMENT_MASK,
  SEGMENT_ROWS,
} from './event-segment.ts';
import { type UserColumns, Users } from './users.ts';

/** What a reader of the events needs: see `EventStore.columns`. */
export interface EventColumns {
  readonly count: number;
  readonly users: UserColumns;
  readonly types: ByteTableColumns;
  readonly segments: EventSegment[];
}

/**
 * All valid events, in file order, as columns; users and types by number. An event's number among all records is
 * not kept: it follows from the rejections between (`eventNumberOf`). Raw text is not kept either: the offset is.
 */
export class EventStore {
  count = 0;

  constructor(
    readonly users: Users,
    readonly types: ByteTable,
    readonly segments: EventSegment[] = [],
  ) {}

  /** A store that is empty. `seed`: of the hash tables; changes no result. */
  static empty(seed: number): EventStore {
    return new EventStore(new Users(seed), new ByteTable(seed));
  }

  /**
   * What a reader, on another thread too, needs to see the events as they are now. It stays true while more come: they
   * are written behind these, or into larger columns.
   */
  columns(): EventColumns {
    const { count, users, types, segments } = this;
    return { count, users: users.columns(), types: types.columns(), segments };
  }

  /** The events that `columns` were taken of, to read. */
  static ofColumns({ count, users, types, segments }: EventColumns): EventStore {
    const store = new EventStore(Users.ofColumns(users), ByteTable.ofColumns(types), segments);
    store.count = count;
    return store;
  }

  append(
    user: number,
    type: number,
    seconds: number,
    nanoseconds: number,
    byteOffset: number,
    line: number,
  ): void {
    const segment = this.segmentFor(line);
    const row = this.count & SEGMENT_MASK;
    segment.user[row] = user;
    segment.type[row] = type;
    segment.seconds[row] = seconds;
    if (nanoseconds !== 0) segment.nanoseconds[row] = nanoseconds;
    segment.byteOffset[row] = byteOffset;
    segment.lineDelta[row] = line - segment.lineBase;
    this.count++;
  }

  /** The segment that the next event goes into; a new one when the last is full. */
  segmentFor(line: number): EventSegment {
    const row = this.count & SEGMENT_MASK;
    if (row === 0 && this.count >>> SEGMENT_BITS === this.segments.length) {
      this.segments.push(createSegment(line));
    }
    const segment = this.segments[this.segments.length - 1];
    rebaseLines(segment, row, line);
    return segment;
  }

  userOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].user[index & SEGMENT_MASK];
  }

  typeOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].type[index & SEGMENT_MASK];
  }

  secondsOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].seconds[index & SEGMENT_MASK];
  }

  nanosecondsOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].nanoseconds[index & SEGMENT_MASK];
  }

  byteOffsetOf(index: number): number {
    return this.segments[index >>> SEGMENT_BITS].byteOffset[index & SEGMENT_MASK];
  }

  lineOf(index: number): number {
    return lineInSegment(this.segments[index >>> SEGMENT_BITS], index & SEGMENT_MASK);
  }

  typeText(type: number): string {
    return decodeUtf8(this.types.bytesOf(type));
  }

  /** The places in the store of the earliest and the latest event; -1 where there is none. */
  timeRange(): { first: number; last: number } {
    let first = -1;
    let last = -1;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let start = 0; start < this.count; start += SEGMENT_ROWS) {
      const { seconds } = this.segments[start >>> SEGMENT_BITS];
      const rows = Math.min(SEGMENT_ROWS, this.count - start);
      for (let row = 0; row < rows; row++) {
        if (seconds[row] < least || (seconds[row] === least && this.compareTimes(start + row, first) < 0)) {
          least = seconds[row];
          first = start + row;
        }
        if (seconds[row] > most || (seconds[row] === most && this.compareTimes(start + row, last) > 0)) {
          most = seconds[row];
          last = start + row;
        }
      }
    }
    return { first, last };
  }

  /** Below, at or above 0 as event `a` is earlier than, at the same nanosecond as or later than event `b`. */
  compareTimes(a: number, b: number): number {
    return this.secondsOf(a) - this.secondsOf(b) || this.nanosecondsOf(a) - this.nanosecondsOf(b);
  }
}
